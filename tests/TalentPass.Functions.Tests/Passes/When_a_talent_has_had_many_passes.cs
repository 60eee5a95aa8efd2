using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>However many passes were lost and revoked, the newest is the one that counts.</summary>
public sealed class When_a_talent_has_had_many_passes(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero));
    private PassRig _rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = new PassRig(account.Connection, _time, ClassAccount.NewPrefix());
        await _rig.CreateAsync();
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(130)]
    [InlineData(1_000)]
    [InlineData(2_010)]
    public async Task The_next_one_is_issued_shown_scanned_frozen_and_ends_with_its_status(int before)
    {
        var talent = await _rig.HolderAsync();
        var old = await _rig.CodeAsync(talent);
        await RevokeAllAsync(talent, before);

        var issued = PassRig.Value(await _rig.Issue.RunAsync(talent, null, english: true, Cancel));
        Assert.Equal((new PassRef(talent.TalentId!, (ushort)(before + 1)).Id, "active"), (issued.PassId, issued.Status));
        Assert.Equal(issued.PassId, PassRig.Value(await _rig.Issue.RunAsync(talent, null, english: true, Cancel)).PassId);
        Assert.Equal("valid", (await _rig.ScanAsync(await _rig.CodeAsync(talent), "a")).Outcome);
        Assert.Equal("revoked", (await _rig.ScanAsync(old, "b")).Outcome);

        PassRig.Value(await _rig.Change.FreezeAsync(talent, true, Cancel));
        PassRig.Value(await _rig.Change.UnfreezeAsync(talent, true, Cancel));
        var code = await _rig.CodeAsync(talent);
        var status = (await _rig.Talents.FindAsync(talent.TalentId!, Cancel))!.Statuses[0];
        PassRig.Value(await _rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, status.StatusId, "材料不实", true, Cancel));
        Assert.Equal("revoked", (await _rig.ScanAsync(code, "c")).Outcome);
        _time.Advance(RecentPasses.Kept);
        Assert.Equal(RefusalCodes.StatusExpired, PassRig.Code(await _rig.Read.CodeAsync(talent, Cancel)));
    }

    [Fact]
    public async Task Finding_it_is_one_call_and_one_more_a_thousand()
    {
        var talent = await _rig.HolderAsync();
        await RevokeAllAsync(talent, 999);
        Assert.Equal(1, await CountAsync());
        await RevokeAllAsync(talent, 1_100);
        Assert.Equal(2, await CountAsync());

        async Task<int> CountAsync()
        {
            using var calls = StorageCalls.Begin();
            await _rig.Passes.FindNewestAsync(talent.TalentId!, Cancel);
            return calls.Count;
        }
    }

    // The first one was issued; the others are rows as revoking and issuing again would leave them.
    private async Task RevokeAllAsync(Actor talent, int count)
    {
        var newest = (await _rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!;
        if (newest.State != PassState.Revoked)
        {
            PassRig.Value(await _rig.Change.RevokeAsync(PassRig.Office, newest.Ref.Id, "遗失", true, Cancel));
        }

        var missing = Enumerable.Range(newest.Ref.Ordinal + 1, count - newest.Ref.Ordinal);
        foreach (var part in missing.Chunk(100))
        {
            var transaction = new Transaction(Shard.Of(talent.TalentId!), OperationId.New(RandomSource.System));
            foreach (var ordinal in part)
            {
                transaction.Add(_rig.Passes.NewRow(newest with { Ref = new PassRef(talent.TalentId!, (ushort)ordinal), State = PassState.Revoked }));
            }

            Assert.IsType<Commit.Written>(await _rig.Passes.Table.CommitAsync(transaction, Cancel));
        }
    }
}
