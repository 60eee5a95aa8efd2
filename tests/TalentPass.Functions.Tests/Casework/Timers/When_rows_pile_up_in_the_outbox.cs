using Azure;
using Azure.Data.Tables;
using TalentPass.Core;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Timers;

/// <summary>
/// Rows stay in the outbox of a shard, because their desk does not answer or nobody can read them. They hide no row behind them.
/// </summary>
public sealed class When_rows_pile_up_in_the_outbox(AzuriteFixture azurite)
{
    private readonly string _connection = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_that_wait_do_not_hide_those_behind_them()
    {
        var rig = await NewRigAsync();
        var shard = Shard.Of(RequestRig.NewTalent());
        await PileUpAsync(rig, shard, 600, row => (row["Department"], row["Patience"]) = ("housing", 3600));
        await rig.Table.CommitAsync(new Transaction(shard, "op").Add(Ring(shard, "behind", "hrss")), Cancel);

        Assert.Equal(1, (await rig.Sweep.RunAsync([shard], Cancel)).Rung);
        Assert.Equal(["behind"], await MessagesAsync(rig, "hrss"));
    }

    [Fact]
    public async Task After_two_thousand_rows_the_next_run_goes_on_behind_them_and_then_begins_again()
    {
        var rig = await NewRigAsync();
        var shard = Shard.Of(RequestRig.NewTalent());
        await PileUpAsync(rig, shard, 2000, row => row["Department"] = 7);
        await rig.Table.CommitAsync(new Transaction(shard, "op").Add(Ring(shard, "behind", "hrss")), Cancel);

        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Sweep.RunAsync([shard], Cancel));
        Assert.Empty(await MessagesAsync(rig, "hrss"));
        Assert.Equal(1, (await rig.Sweep.RunAsync([shard], Cancel)).Rung);
        Assert.Equal(["behind"], await MessagesAsync(rig, "hrss"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Sweep.RunAsync([shard], Cancel));
    }

    [Fact]
    public async Task A_queue_that_is_away_is_tried_once_a_run_and_the_other_desks_get_their_messages()
    {
        await NewRigAsync();
        var tries = 0;
        var rig = new RequestRig(_connection, "p", new StorageFaults(call => call.EndsWith("/pdesk-housing/messages", StringComparison.Ordinal) && Interlocked.Increment(ref tries) > 0
            ? StorageFault.NoConnection
            : StorageFault.None));
        var shard = Shard.Of(RequestRig.NewTalent());
        var transaction = new Transaction(shard, "op");
        foreach (var number in Enumerable.Range(0, 5))
        {
            transaction.Add(Ring(shard, $"a{number}", "housing")).Add(Ring(shard, $"b{number}", "hrss"));
        }

        await rig.Table.CommitAsync(transaction, Cancel);
        await Assert.ThrowsAsync<StorageException>(() => rig.Sweep.RunAsync([shard], Cancel));
        Assert.Equal(1 + rig.Options.MaxRetries, tries);
        Assert.Equal(["b0", "b1", "b2", "b3", "b4"], await MessagesAsync(rig, "hrss"));
        Assert.Equal(10, (await rig.Table.ReadAsync(TableFilter.Prefix(shard, Outbox.Range.From), 100, Cancel)).Rows.Count);
    }

    [Fact]
    public async Task A_row_stays_until_its_desk_has_caught_up()
    {
        var rig = await NewRigAsync();
        var talent = RequestRig.NewTalent();
        var number = Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent)).Value.Number;
        await rig.ConsumeAsync();
        // Whatever the desk tries, this row is in its way.
        var desks = rig.Clients.Table(StorageLayout.Desks);
        var obstacle = StorageKey.Join("x", rig.Numbers.Parse(number)!.Key, "0002");
        await desks.CommitAsync(new Transaction(RequestRig.Department, "op").Add(new TableEntity(RequestRig.Department, obstacle)), Cancel);
        Assert.IsType<Outcome<RequestChange>.Done>(await rig.DoAsync(number, "claim", await rig.ETagAsync(number)));

        Assert.Equal(0, (await rig.Sweep.RunAsync([Shard.Of(talent)], Cancel)).Projected);
        Assert.Null(Assert.Single(await rig.EntriesAsync()).ClaimedBy);
        Assert.Single(await OutboxAsync(rig, talent));

        await desks.Client.DeleteEntityAsync(RequestRig.Department, obstacle, ETag.All, Cancel);
        Assert.Equal(1, (await rig.Sweep.RunAsync([Shard.Of(talent)], Cancel)).Projected);
        Assert.Equal(RequestRig.Officer.Account, Assert.Single(await rig.EntriesAsync()).ClaimedBy);
        Assert.Empty(await OutboxAsync(rig, talent));
    }

    private static async Task<IReadOnlyList<TableEntity>> OutboxAsync(RequestRig rig, string talent) =>
        (await rig.Table.ReadAsync(TableFilter.Prefix(Shard.Of(talent), Outbox.Range.From), 100, Cancel)).Rows;

    private static TableEntity Ring(string shard, string message, string department) =>
        Outbox.Ring(shard, StorageKey.Join("!o", StorageKey.Time(DateTimeOffset.MaxValue.AddYears(-1)), message, "0001"), department, message);

    private static async Task PileUpAsync(RequestRig rig, string shard, int count, Action<TableEntity> set)
    {
        foreach (var part in Enumerable.Range(0, count).Chunk(100))
        {
            var transaction = new Transaction(shard, OperationId.New(RandomSource.System));
            foreach (var number in part)
            {
                var row = new TableEntity(shard, StorageKey.Join("!o", StorageKey.Time(DateTimeOffset.UnixEpoch.AddSeconds(number)), "x", "0001"));
                set(row);
                transaction.Add(row);
            }

            await rig.Table.CommitAsync(transaction, Cancel);
        }
    }

    private static async Task<IEnumerable<string>> MessagesAsync(RequestRig rig, string department) =>
        (await rig.Clients.Queue(StorageLayout.DeskQueue(department)).PeekMessagesAsync(32, Cancel)).Value.Select(each => each.Body.ToString()).Order(StringComparer.Ordinal);

    private async Task<RequestRig> NewRigAsync()
    {
        var rig = new RequestRig(_connection, "p");
        await rig.CreateAsync();
        return rig;
    }
}
