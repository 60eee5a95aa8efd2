using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Passes;

namespace TalentPass.Functions.Tests.Scans;

/// <summary>
/// Counts the storage calls of showing and scanning a code. The number must not grow with the amount of stored data.
/// </summary>
public sealed class When_the_calls_of_a_scan_are_counted(ClassAccount account) : IClassFixture<ClassAccount>
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public async Task Showing_costs_one_and_scanning_two_whatever_is_stored(int rows)
    {
        using var rig = new PassRig(account.Connection, _time, ClassAccount.NewPrefix());
        await rig.CreateAsync();
        var talent = await rig.HolderAsync();
        await FillAsync(rig, talent.TalentId!, rows);
        await rig.Keys.CurrentAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < 3; round++)
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            var code = "";
            Assert.Equal(1, await CountAsync(async () => code = await rig.CodeAsync(talent)));
            Assert.Equal(2, await CountAsync(async () => Assert.Equal("valid", (await rig.ScanAsync(code)).Outcome)));
            Assert.Equal(1, await CountAsync(async () => Assert.Equal("invalid", (await rig.ScanAsync("junk", $"{round}")).Outcome)));
        }
    }

    [Fact]
    public async Task The_newest_open_requests_are_shown_however_many_there_are()
    {
        using var rig = new PassRig(account.Connection, _time, ClassAccount.NewPrefix());
        await rig.CreateAsync();
        var talent = await rig.HolderAsync();
        var shard = Shard.Of(talent.TalentId!);
        var transaction = new Transaction(shard, OperationId.New(RandomSource.System));
        for (var i = 0; i < 60; i++)
        {
            transaction.Add(new TableEntity(shard, StorageKey.Join(talent.TalentId!, "2o", $"{i:d8}"))
            {
                ["Number"] = $"number-{i}",
                ["Service"] = "housing-rent-subsidy",
                ["State"] = "submitted",
            });
        }

        await rig.Clients.Table(StorageLayout.Talents).CommitAsync(transaction, TestContext.Current.CancellationToken);
        var scan = await rig.ScanAsync(await rig.CodeAsync(talent));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"number-{i}"), scan.OpenRequests!.Select(each => each.Number));
    }

    // Writes old scans and closed requests of the same talent, and rows of other talents in the same shard. A range read must not
    // return them; these rows of requests are empty, so reading one would fail.
    private static async Task FillAsync(PassRig rig, string talentId, int rows)
    {
        var shard = Shard.Of(talentId);
        var table = rig.Clients.Table(StorageLayout.Talents);
        foreach (var part in Enumerable.Range(0, rows).Chunk(100))
        {
            var transaction = new Transaction(shard, OperationId.New(RandomSource.System));
            foreach (var i in part)
            {
                var key = (i % 3) switch
                {
                    0 => StorageKey.Join(talentId, "1s", $"{i:x32}"),
                    1 => StorageKey.Join(talentId, "2", $"{i:d8}"),
                    _ => StorageKey.Join(RandomSource.System.Id(8), "2", $"{i:d8}"),
                };
                transaction.Add(new TableEntity(shard, key));
            }

            Assert.IsType<Commit.Written>(await table.CommitAsync(transaction, TestContext.Current.CancellationToken));
        }
    }

    private static async Task<int> CountAsync(Func<Task> run)
    {
        using var calls = StorageCalls.Begin();
        await run();
        return calls.Count;
    }
}
