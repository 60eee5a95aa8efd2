using Azure.Data.Tables;
using TalentPass.Core;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Passes;

namespace TalentPass.Functions.Tests.Casework.Timers;

/// <summary>One timer looks for what is left in the shards: outbox rows, and lines of scans.</summary>
public sealed class When_shards_are_swept(ClassAccount account, AzuriteFixture azurite) : WithPassRig(account)
{
    private const string Place = "一号厅";
    private const string Lease = "sweep";
    private static readonly DateOnly _day = new(2026, 3, 2);

    [Fact]
    public async Task A_quiet_minute_costs_one_read_of_each_shard_and_no_lease()
    {
        Assert.Equal(64 + 2 + 32, await SweepAsync());
        Assert.Equal(64, await SweepAsync());
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(64 + 2 + 32, await SweepAsync());
    }

    [Fact]
    public async Task A_message_that_was_lost_is_sent_again()
    {
        var rig = new RequestRig(azurite.NewAccount(), "p");
        await rig.CreateAsync();
        Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(RequestRig.NewTalent()));
        await rig.Clients.Queue(StorageLayout.DeskQueue(RequestRig.Department)).ClearMessagesAsync(Cancel);

        await rig.Shards.RunAsync(Cancel);

        Assert.Equal(1, await rig.ConsumeAsync());
    }

    [Fact]
    public async Task Lines_from_elsewhere_come_at_once_while_own_passes_are_scanned_and_otherwise_within_five_minutes()
    {
        await SweepAsync();
        var foreign = await ScanAsync("junk");
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(64, await SweepAsync());
        Assert.Empty(await ListAsync());

        var own = await ScanAsync(await Rig.CodeAsync(await Rig.HolderAsync()));
        await SweepAsync();
        Assert.Equal([own, foreign], await ListAsync());

        var later = await ScanAsync("junk");
        Time.Advance(TimeSpan.FromMinutes(5));
        await SweepAsync();
        Assert.Equal([later, own, foreign], await ListAsync());
    }

    [Fact]
    public async Task More_reminders_than_a_look_reads_hide_no_line()
    {
        await SweepAsync();
        var holder = await Rig.HolderAsync();
        var own = await ScanAsync(await Rig.CodeAsync(holder));
        var reminders = new Transaction(Shard.Of(holder.TalentId!), "op");
        for (var i = 0; i < 100; i++)
        {
            reminders.Add(new TableEntity(Shard.Of(holder.TalentId!), $"!p|2027|{i:d3}"));
        }

        await Rig.Table.CommitAsync(reminders, Cancel);

        await SweepAsync();

        Assert.Equal([own], await ListAsync());
    }

    [Fact]
    public async Task An_outbox_row_that_nobody_can_read_keeps_no_line_from_the_log()
    {
        var own = await ScanAsync(await Rig.CodeAsync(await Rig.HolderAsync()));
        await Rig.Table.CommitAsync(new Transaction(Shard.All[0], "op").Add(new TableEntity(Shard.All[0], "!o|0")), Cancel);

        await Assert.ThrowsAsync<IndexOutOfRangeException>(SweepAsync);

        Assert.Equal([own], await ListAsync());
    }

    [Fact]
    public async Task What_another_instance_works_on_is_left_to_it_until_its_lease_ends()
    {
        using var other = Another();
        Assert.True(await other.Lease.TryTakeAsync(Lease, TimeSpan.FromSeconds(90), Cancel));
        var own = await ScanAsync(await Rig.CodeAsync(await Rig.HolderAsync()));

        await SweepAsync();
        Assert.Empty(await ListAsync());

        Time.Advance(TimeSpan.FromSeconds(91));
        await SweepAsync();
        Assert.Equal([own], await ListAsync());
    }

    private async Task<int> SweepAsync()
    {
        using var calls = StorageCalls.Begin();
        await Rig.Sweep.RunAsync(Cancel);
        return calls.Count;
    }

    private async Task<string> ScanAsync(string code)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return (await Rig.ScanAsync(code, $"{Time.GetUtcNow().Ticks}", place: Place)).ScanId;
    }

    private async Task<IEnumerable<string>> ListAsync() =>
        (await Rig.Log.ListAsync(Place, _day, new PageRequest(100, null), Cancel)).Items.Select(each => each.ScanId);
}
