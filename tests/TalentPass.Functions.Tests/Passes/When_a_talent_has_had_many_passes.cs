using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>Only the newest pass of a talent is valid, no matter how many older passes were lost and revoked.</summary>
public sealed class When_a_talent_has_had_many_passes(ClassAccount account) : WithPassRig(account)
{
    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(130)]
    [InlineData(1_000)]
    [InlineData(2_010)]
    public async Task The_next_one_is_issued_shown_scanned_frozen_and_ends_with_its_status(int before)
    {
        var talent = await Rig.HolderAsync();
        var old = await Rig.CodeAsync(talent);
        await RevokeAllAsync(talent, before);

        var issued = PassRig.Value(await Rig.Issue.RunAsync(talent, null, english: true, Cancel));
        Assert.Equal((new PassRef(talent.TalentId!, (ushort)(before + 1)).Id, "active"), (issued.PassId, issued.Status));
        Assert.Equal(issued.PassId, PassRig.Value(await Rig.Issue.RunAsync(talent, null, english: true, Cancel)).PassId);
        Assert.Equal("valid", (await Rig.ScanAsync(await Rig.CodeAsync(talent), "a")).Outcome);
        Assert.Equal("revoked", (await Rig.ScanAsync(old, "b")).Outcome);

        PassRig.Value(await Rig.Change.FreezeAsync(talent, true, Cancel));
        PassRig.Value(await Rig.Change.UnfreezeAsync(talent, true, Cancel));
        var code = await Rig.CodeAsync(talent);
        var status = (await Rig.Talents.FindAsync(talent.TalentId!, Cancel))!.Statuses[0];
        PassRig.Value(await Rig.Statuses.RevokeAsync(PassRig.Office, talent.TalentId!, status.StatusId, "材料不实", true, Cancel));
        Assert.Equal("revoked", (await Rig.ScanAsync(code, "c")).Outcome);
        Time.Advance(RecentPasses.Kept);
        Assert.Equal(RefusalCodes.StatusExpired, PassRig.Code(await Rig.Read.CodeAsync(talent, Cancel)));
    }

    [Fact]
    public async Task Finding_it_is_one_call_and_one_more_a_thousand()
    {
        var talent = await Rig.HolderAsync();
        await RevokeAllAsync(talent, 999);
        Assert.Equal(1, await CountAsync());
        await RevokeAllAsync(talent, 1_100);
        Assert.Equal(2, await CountAsync());

        async Task<int> CountAsync()
        {
            using var calls = StorageCalls.Begin();
            await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel);
            return calls.Count;
        }
    }

    // The first pass was really issued. The others are written as rows, as repeated revoking and issuing would leave them.
    private async Task RevokeAllAsync(Actor talent, int count)
    {
        var newest = (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!;
        if (!newest.IsRevoked)
        {
            PassRig.Value(await Rig.Change.RevokeAsync(PassRig.Office, newest.Ref.Id, "遗失", true, Cancel));
            PassRig.Value(await Rig.Change.AllowNewAsync(PassRig.Office, newest.Ref.Id, "本人到场核实", true, Cancel));
        }

        var missing = Enumerable.Range(newest.Ref.Ordinal + 1, count - newest.Ref.Ordinal);
        foreach (var part in missing.Chunk(100))
        {
            var transaction = new Transaction(Shard.Of(talent.TalentId!), OperationId.New(RandomSource.System));
            foreach (var ordinal in part)
            {
                transaction.Add(Rig.Passes.NewRow(newest with { Ref = new PassRef(talent.TalentId!, (ushort)ordinal), State = PassState.Replaceable }));
            }

            Assert.IsType<Commit.Written>(await Rig.Table.CommitAsync(transaction, Cancel));
        }
    }
}
