using TalentPass.Core;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Passes;

public sealed class When_a_pass_is_issued(ClassAccount account) : WithPassRig(account)
{
    // A phone that has just read that its pass is revoked gets the next pass at once.
    [Fact]
    public async Task The_next_pass_is_the_one_that_is_shown_and_minted_from_then_on()
    {
        var talent = await Rig.HolderAsync();
        var first = PassRig.Value(await Rig.Read.CurrentAsync(talent, true, Cancel));
        PassRig.Value(await Rig.Change.RevokeAsync(PassRig.Office, first.PassId, "遗失", true, Cancel));
        Assert.Equal("revoked", PassRig.Value(await Rig.Read.CurrentAsync(talent, true, Cancel)).Status);
        PassRig.Value(await Rig.Change.AllowNewAsync(PassRig.Office, first.PassId, "本人到场核实", true, Cancel));
        var second = PassRig.Value(await Rig.Issue.RunAsync(talent, null, true, Cancel));
        Assert.Equal(second.PassId, PassRig.Value(await Rig.Read.CurrentAsync(talent, true, Cancel)).PassId);
        Assert.Equal("valid", (await Rig.ScanAsync(await Rig.CodeAsync(talent))).Outcome);
        using var elsewhere = Another();
        Assert.Equal(second.PassId, PassRig.Value(await elsewhere.Read.CurrentAsync(talent, true, Cancel)).PassId);
    }

    [Fact]
    public async Task A_talent_has_one_and_asking_again_finds_the_same()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.TalentAsync();
        var first = Assert.IsType<Outcome<PassView>.Created>(await Rig.Issue.RunAsync(talent, null, english: false, cancel)).Value;
        Assert.Equal(("active", "leading", "领军人才"), (first.Status, first.Tier, first.TierTitle));
        Assert.Equal(new DateOnly(2025, 1, 1), first.ValidFrom);
        Assert.Null(first.ValidTo);
        var second = Assert.IsType<Outcome<PassView>.Done>(await Rig.Issue.RunAsync(talent, null, english: false, cancel)).Value;
        Assert.Equal(first, second);
        Assert.Equal(first, PassRig.Value(await Rig.Read.CurrentAsync(talent, english: false, cancel)));
    }

    [Fact]
    public async Task Sixteen_calls_at_once_make_one()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.TalentAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Rig.Issue.RunAsync(talent, null, english: true, cancel)));
        Assert.Single(outcomes.OfType<Outcome<PassView>.Created>());
        Assert.Single(outcomes.Select(outcome => PassRig.Value(outcome).PassId).Distinct());
    }

    [Fact]
    public async Task The_same_key_gets_the_first_answer_again_and_another_body_is_refused()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.TalentAsync();
        var first = Assert.IsType<Outcome<PassView>.Created>(await Rig.Issue.RunAsync(talent, new IdempotentCall("k", "f"), true, cancel));
        var again = Assert.IsType<Outcome<PassView>.Created>(await Rig.Issue.RunAsync(talent, new IdempotentCall("k", "f"), true, cancel));
        Assert.True(again.Replayed);
        Assert.Equal(first.Value, again.Value);
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, PassRig.Code(await Rig.Issue.RunAsync(talent, new IdempotentCall("k", "g"), true, cancel)));
    }

    [Fact]
    public async Task Nobody_without_a_status_in_force_gets_one()
    {
        var cancel = TestContext.Current.CancellationToken;
        var nobody = new Actor("nobody", "某人", Roles.Talent, null, null);
        Assert.Equal(RefusalCodes.NotRecognised, PassRig.Code(await Rig.Issue.RunAsync(nobody, null, true, cancel)));
        var expired = await Rig.TalentAsync(validTo: new DateOnly(2026, 2, 28));
        Assert.Equal(RefusalCodes.StatusExpired, PassRig.Code(await Rig.Issue.RunAsync(expired, null, true, cancel)));
        Assert.Equal(RefusalCodes.NoPass, PassRig.Code(await Rig.Read.CurrentAsync(expired, true, cancel)));
        Assert.Equal(RefusalCodes.NoPass, PassRig.Code(await Rig.Read.CodeAsync(nobody, cancel)));
    }

    [Fact]
    public async Task Showing_a_code_costs_one_call_and_none_seconds_later()
    {
        var talent = await Rig.HolderAsync();
        using var other = Another();
        await other.Keys.CurrentAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await CountAsync(() => other.CodeAsync(talent)));
        Assert.Equal(0, await CountAsync(() => other.CodeAsync(talent)));
        Time.Advance(RecentPasses.Kept);
        Assert.Equal(1, await CountAsync(() => other.CodeAsync(talent)));
    }

    [Fact]
    public async Task Every_code_is_fresh_and_verifies_with_the_published_keys_alone()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync(validTo: new DateOnly(2026, 12, 31));
        var first = PassRig.Value(await Rig.Read.CodeAsync(talent, cancel));
        var second = PassRig.Value(await Rig.Read.CodeAsync(talent, cancel));
        Assert.NotEqual(first.Text, second.Text);
        Assert.NotEqual(first.Id, second.Id);

        var view = await Rig.Keys.CurrentAsync(cancel);
        var (list, _) = TrustList.Create(
            330200, 1, Time.GetUtcNow(), Time.GetUtcNow().AddDays(1), view.Ring.Published(Time.GetUtcNow()), [], new Dictionary<int, string>());
        var trust = new TrustBook();
        trust.Accept(list!);
        var verdict = new PassVerifier(trust, new StatusBook(trust), new ReplayMemory()).Verify(first.Text, Time.GetUtcNow());
        Assert.Equal((PassReason.Accepted, PassProfile.Show), (verdict.Reason, verdict.Profile));
        Assert.Equal(3, verdict.Tier);
        Assert.NotEqual(0, verdict.Entitlements);
    }

    [Fact]
    public async Task A_frozen_pass_shows_no_code_until_it_is_unfrozen()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        Assert.Equal("frozen", PassRig.Value(await Rig.Change.FreezeAsync(talent, true, cancel)).Status);
        Assert.Equal("frozen", PassRig.Value(await Rig.Change.FreezeAsync(talent, true, cancel)).Status);
        var refused = Assert.IsType<Outcome<MintedCode>.Refused>(await Rig.Read.CodeAsync(talent, cancel)).Reason;
        Assert.Equal(RefusalCodes.NotAllowedInState, refused.Code);
        Assert.Equal(["unfreeze"], refused.AllowedActions);
        Assert.Equal("active", PassRig.Value(await Rig.Change.UnfreezeAsync(talent, true, cancel)).Status);
        Assert.NotEmpty(await Rig.CodeAsync(talent));
    }

    [Fact]
    public async Task A_revoked_pass_is_over_for_good_and_the_next_one_is_another()
    {
        var cancel = TestContext.Current.CancellationToken;
        var talent = await Rig.HolderAsync();
        var pass = PassRig.Value(await Rig.Read.CurrentAsync(talent, true, cancel));
        Assert.Equal(RefusalCodes.ValidationFailed, PassRig.Code(await Rig.Change.RevokeAsync(PassRig.Office, pass.PassId, " ", true, cancel)));
        Assert.Equal(RefusalCodes.NotFound, PassRig.Code(await Rig.Change.RevokeAsync(PassRig.Office, "zzzzzzzz0001", "x", true, cancel)));
        Assert.Equal("revoked", PassRig.Value(await Rig.Change.RevokeAsync(PassRig.Office, pass.PassId, "冒用", true, cancel)).Status);
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await Rig.Change.RevokeAsync(PassRig.Office, pass.PassId, "冒用", true, cancel)));
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await Rig.Change.UnfreezeAsync(talent, true, cancel)));
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await Rig.Read.CodeAsync(talent, cancel)));
        Assert.Equal(RefusalCodes.PassRevoked, PassRig.Code(await Rig.Issue.RunAsync(talent, null, true, cancel)));
        Assert.Equal(RefusalCodes.ValidationFailed, PassRig.Code(await Rig.Change.AllowNewAsync(PassRig.Office, pass.PassId, " ", true, cancel)));
        Assert.Equal("revoked", PassRig.Value(await Rig.Change.AllowNewAsync(PassRig.Office, pass.PassId, "本人到场核实", true, cancel)).Status);
        Assert.Equal("revoked", PassRig.Value(await Rig.Change.AllowNewAsync(PassRig.Office, pass.PassId, "再按一次", true, cancel)).Status);
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await Rig.Change.UnfreezeAsync(talent, true, cancel)));
        var next = Assert.IsType<Outcome<PassView>.Created>(await Rig.Issue.RunAsync(talent, null, true, cancel)).Value;
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await Rig.Change.AllowNewAsync(PassRig.Office, next.PassId, "尚未注销", true, cancel)));
        Assert.NotEqual(pass.PassId, next.PassId);
        Assert.Equal("active", next.Status);
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    [InlineData(StorageFault.NoConnection)]
    public async Task A_fault_at_any_call_leaves_one_pass(StorageFault fault)
    {
        var cancel = TestContext.Current.CancellationToken;
        for (var k = 1; k <= 6; k++)
        {
            var talent = await Rig.TalentAsync();
            using var faulty = Another(StorageFaults.At(k, fault));
            try
            {
                await faulty.Issue.RunAsync(talent, null, true, cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed. The phone repeats its call.
            }

            PassRig.Value(await Rig.Issue.RunAsync(talent, null, true, cancel));
            var pass = await Rig.Passes.FindNewestAsync(talent.TalentId!, cancel);
            Assert.Equal(1, pass!.Ref.Ordinal);
        }
    }

    private static async Task<int> CountAsync(Func<Task> run)
    {
        using var calls = StorageCalls.Begin();
        await run();
        return calls.Count;
    }
}
