using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;
using TalentPass.Core.Passes;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>Printed cards (profile P): how long they count, at the counter and before a verifier without a network, and what ends them.</summary>
public sealed class When_a_card_is_printed(ClassAccount account) : IClassFixture<ClassAccount>, IAsyncLifetime
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

    [Fact]
    public async Task It_may_be_shown_as_often_as_its_holder_likes_and_costs_two_calls_each_time()
    {
        var card = await CardAsync(await _rig.HolderAsync());
        foreach (var nonce in new[] { "a", "b", "c" })
        {
            using var calls = StorageCalls.Begin();
            var scan = await _rig.ScanAsync(card.Code!, nonce);
            Assert.Equal(("valid", "document"), (scan.Outcome, scan.Check));
            Assert.Equal(2, calls.Count);
        }

        Assert.Equal(PassReason.CheckDocument, await OfflineAsync(card));
    }

    [Theory]
    [InlineData(null, "2029-03-01")]
    [InlineData("2027-06-30", "2027-06-30")]
    public async Task It_counts_for_three_years_at_most_and_never_beyond_the_status(string? statusEnds, string last)
    {
        var talent = await _rig.HolderAsync(statusEnds is null ? null : Day(statusEnds));
        var card = await CardAsync(talent);
        Assert.Equal(Day(last), card.ValidTo);
        Assert.Equal("/validTo", Pointer(await IssueAsync(talent, Day(last).AddDays(1))));
        Assert.Equal("/validTo", Pointer(await IssueAsync(talent, new DateOnly(2026, 3, 1))));
        Assert.Equal(new DateOnly(2026, 3, 2), PassRig.Value(await IssueAsync(talent, new DateOnly(2026, 3, 2))).ValidTo);

        _time.SetUtcNow(new DateTimeOffset(Day(last).ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.FromHours(8)));
        Assert.Equal("valid", (await _rig.ScanAsync(card.Code!, "last")).Outcome);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("expired", (await _rig.ScanAsync(card.Code!, "after")).Outcome);
    }

    [Fact]
    public async Task A_lost_one_is_revoked_alone()
    {
        var talent = await _rig.HolderAsync();
        var (lost, other) = (await CardAsync(talent), await CardAsync(talent));
        using var phone = new Phone();
        phone.Keep(PassRig.Value(await _rig.Bind.RunAsync(talent, phone.PublicKey, false, null, Cancel)).Credential);
        var before = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("revoked", PassRig.Value(await RevokeAsync(talent, lost)).Status);
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await RevokeAsync(talent, lost)));

        var scan = await _rig.ScanAsync(lost.Code!, "lost");
        Assert.Equal(("revoked", null), (scan.Outcome, scan.Holder));
        Assert.Equal("valid", (await _rig.ScanAsync(other.Code!, "other")).Outcome);
        Assert.Equal("valid", (await _rig.ScanAsync(await _rig.CodeAsync(talent), "online")).Outcome);
        Assert.Equal("valid", (await _rig.ScanAsync(phone.Show(_time.GetUtcNow()), "phone")).Outcome);
        Assert.Equal((PassReason.StatusInvalid, PassReason.CheckDocument), (await OfflineAsync(lost), await OfflineAsync(other)));

        // What a hall without a network saw before that is uploaded later, and judged by what was then.
        Assert.Equal("valid", (await _rig.ScanAsync(lost.Code!, "late", scannedAt: before)).Outcome);
    }

    [Theory]
    [InlineData("freeze", "suspended", PassReason.StatusSuspended)]
    [InlineData("revoke", "revoked", PassReason.StatusInvalid)]
    public async Task What_ends_the_pass_takes_its_cards_along(string what, string outcome, PassReason offline)
    {
        var talent = await _rig.HolderAsync();
        var card = await CardAsync(talent);
        _ = what == "freeze"
            ? await _rig.Change.FreezeAsync(talent, true, Cancel)
            : await _rig.Change.RevokeAsync(PassRig.Office, card.PassId, "冒用", true, Cancel);
        Assert.Equal(outcome, (await _rig.ScanAsync(card.Code!)).Outcome);
        Assert.Equal(offline, await OfflineAsync(card));
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await IssueAsync(talent)));
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    public async Task A_crash_at_any_call_of_a_revocation_never_leaves_a_revoked_card_out_of_the_list(StorageFault fault)
    {
        var prefix = ClassAccount.NewPrefix();
        using var rig = new PassRig(account.Connection, _time, prefix);
        await rig.CreateAsync();
        for (var k = 1; k <= 5; k++)
        {
            var talent = await rig.HolderAsync();
            var pass = (await rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!;
            var card = PassRig.Value(await rig.IssueCard.RunAsync(PassRig.Office, pass.Ref.Id, null, null, Cancel));
            using var faulty = new PassRig(account.Connection, _time, prefix, StorageFaults.At(k, fault));
            try
            {
                await faulty.RevokeCard.RunAsync(PassRig.Office, pass.Ref.Id, card.CardId, "遗失", Cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process died somewhere between the bell and the row.
            }

            var printed = Assert.Single((await rig.Passes.FindAsync(pass.Ref, Cancel))!.Cards);
            Assert.Equal(printed.RevokedAt is null ? PassReason.CheckDocument : PassReason.StatusInvalid, await OfflineAsync(card, rig));
        }
    }

    [Fact]
    public async Task Of_cards_made_at_once_each_is_there_and_the_fifty_first_is_refused()
    {
        var talent = await _rig.HolderAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CardAsync(talent)));
        Assert.Equal(4, (await _rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Cards.Select(card => card.StatusIndex).Distinct().Count());
        for (var i = made.Length; i < IssueCard.Most; i++)
        {
            await CardAsync(talent);
        }

        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await IssueAsync(talent)));
        Assert.Equal("valid", (await _rig.ScanAsync(made[0].Code!)).Outcome);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Pointer(Outcome<CardView> outcome) => Assert.Single(Assert.IsType<Outcome<CardView>.Refused>(outcome).Reason.Errors!.Keys);

    private async Task<CardView> CardAsync(Actor talent) => PassRig.Value(await IssueAsync(talent));

    private async Task<Outcome<CardView>> IssueAsync(Actor talent, DateOnly? validTo = null) =>
        await _rig.IssueCard.RunAsync(PassRig.Office, (await _rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Ref.Id, validTo, null, Cancel);

    private Task<Outcome<CardView>> RevokeAsync(Actor actor, CardView card) => _rig.RevokeCard.RunAsync(actor, card.PassId, card.CardId, "遗失", Cancel);

    private async Task<PassReason> OfflineAsync(CardView card, PassRig? rig = null)
    {
        rig ??= _rig;
        await rig.Publish.RunAsync(Cancel);
        var now = _time.GetUtcNow();
        var trust = new TrustBook();
        var view = await rig.Keys.CurrentAsync(Cancel);
        var root = PublishTrustList.RootOf(view.Ring.Signer(RingUse.Root, now)!, view.City.Code);
        Assert.Null(trust.Accept((await rig.Trust.CurrentAsync(Cancel)).Bytes, root));
        var status = new StatusBook(trust);
        Assert.Null(status.Accept(root.Kid.City, 0, (await rig.Lists.FindAsync(0, Cancel))!.Token, now));
        return new PassVerifier(trust, status, new ReplayMemory()).Verify(card.Code!, now).Reason;
    }
}
