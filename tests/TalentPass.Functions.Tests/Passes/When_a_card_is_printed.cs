using Azure.Data.Tables;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Cards;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// Printed cards (profile P): how long they are valid, at the counter and for a verifier without a network, and what ends their
/// validity.
/// </summary>
public sealed class When_a_card_is_printed(ClassAccount account) : WithPassRig(account)
{
    [Fact]
    public async Task It_may_be_shown_as_often_as_its_holder_likes_and_costs_two_calls_each_time()
    {
        var card = await CardAsync(await Rig.HolderAsync());
        foreach (var nonce in new[] { "a", "b", "c" })
        {
            using var calls = StorageCalls.Begin();
            var scan = await Rig.ScanAsync(card.Code!, nonce);
            Assert.Equal(("valid", "document"), (scan.Outcome, scan.Check));
            Assert.Equal(2, calls.Count);
        }

        Assert.Equal(PassReason.CheckDocument, await OfflineAsync(card));
    }

    [Fact]
    public async Task Each_of_its_scans_is_found_however_often_it_is_shown()
    {
        var card = await CardAsync(await Rig.HolderAsync());
        var first = await Rig.ScanAsync(card.Code!, "first");
        var talentId = PassRef.Parse(card.PassId)!.Value.TalentId;
        var shard = Shard.Of(talentId);
        var row = Assert.Single((await Rig.Table.ReadAsync(TableFilter.Prefix(shard, $"{talentId}|1s|"), 10, Cancel)).Rows);
        // Earlier scans of the same card: their keys have the same beginning, and these sort before the others.
        foreach (var part in Enumerable.Range(0, 1_050).Chunk(90))
        {
            var transaction = new Transaction(shard, OperationId.New(RandomSource.System));
            foreach (var number in part)
            {
                transaction.Add(new TableEntity(shard, $"{row.RowKey[..row.RowKey.LastIndexOf('x')]}x{number:x16}") { ["ScanId"] = "another" });
            }

            Assert.IsType<Commit.Written>(await Rig.Table.CommitAsync(transaction, Cancel));
        }

        var last = await Rig.ScanAsync(card.Code!, "last");
        foreach (var scan in new[] { first, last })
        {
            Assert.Equal(scan.ScanId, (await Rig.Scans.FindAsync(scan.ScanId, Rig.ScanIds.Parse(scan.ScanId)!, Cancel))?.ScanId);
        }
    }

    [Theory]
    [InlineData(null, "2029-03-01")]
    [InlineData("2027-06-30", "2027-06-30")]
    public async Task It_counts_for_three_years_at_most_and_never_beyond_the_status(string? statusEnds, string last)
    {
        var talent = await Rig.HolderAsync(statusEnds is null ? null : Day(statusEnds));
        var card = await CardAsync(talent);
        Assert.Equal(Day(last), card.ValidTo);
        Assert.Equal("/validTo", Pointer(await IssueAsync(talent, Day(last).AddDays(1))));
        Assert.Equal("/validTo", Pointer(await IssueAsync(talent, new DateOnly(2026, 3, 1))));
        Assert.Equal(new DateOnly(2026, 3, 2), PassRig.Value(await IssueAsync(talent, new DateOnly(2026, 3, 2))).ValidTo);

        Time.SetUtcNow(new DateTimeOffset(Day(last).ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.FromHours(8)));
        Assert.Equal("valid", (await Rig.ScanAsync(card.Code!, "last")).Outcome);
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("expired", (await Rig.ScanAsync(card.Code!, "after")).Outcome);
    }

    [Fact]
    public async Task A_lost_one_is_revoked_alone()
    {
        var talent = await Rig.HolderAsync();
        var (lost, other) = (await CardAsync(talent), await CardAsync(talent));
        using var phone = new Phone();
        phone.Keep(PassRig.Value(await Rig.Bind.RunAsync(talent, phone.PublicKey, false, null, Cancel)).Credential);
        var before = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("revoked", PassRig.Value(await RevokeAsync(talent, lost)).Status);
        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await RevokeAsync(talent, lost)));

        var scan = await Rig.ScanAsync(lost.Code!, "lost");
        Assert.Equal(("revoked", null), (scan.Outcome, scan.Holder));
        Assert.Equal("valid", (await Rig.ScanAsync(other.Code!, "other")).Outcome);
        Assert.Equal("valid", (await Rig.ScanAsync(await Rig.CodeAsync(talent), "online")).Outcome);
        Assert.Equal("valid", (await Rig.ScanAsync(phone.Show(Time.GetUtcNow()), "phone")).Outcome);
        Assert.Equal((PassReason.StatusInvalid, PassReason.CheckDocument), (await OfflineAsync(lost), await OfflineAsync(other)));

        // A hall without a network scanned the card before the loss and uploads the scan later. The scan is judged by the state
        // at the time of the scan.
        Assert.Equal("valid", (await Rig.ScanAsync(lost.Code!, "late", scannedAt: before)).Outcome);
    }

    [Theory]
    [InlineData("freeze", "suspended", PassReason.StatusSuspended)]
    [InlineData("revoke", "revoked", PassReason.StatusInvalid)]
    public async Task What_ends_the_pass_takes_its_cards_along(string what, string outcome, PassReason offline)
    {
        var talent = await Rig.HolderAsync();
        var card = await CardAsync(talent);
        _ = what == "freeze"
            ? await Rig.Change.FreezeAsync(talent, true, Cancel)
            : await Rig.Change.RevokeAsync(PassRig.Office, card.PassId, "冒用", true, Cancel);
        Assert.Equal(outcome, (await Rig.ScanAsync(card.Code!)).Outcome);
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
        using var rig = Another(prefix: prefix);
        await rig.CreateAsync();
        for (var k = 1; k <= 5; k++)
        {
            var talent = await rig.HolderAsync();
            var pass = (await rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!;
            var card = PassRig.Value(await rig.IssueCard.RunAsync(PassRig.Office, pass.Ref.Id, null, null, Cancel));
            using var faulty = Another(StorageFaults.At(k, fault), prefix);
            try
            {
                await faulty.RevokeCard.RunAsync(PassRig.Office, pass.Ref.Id, card.CardId, "遗失", Cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed at some point between writing the note in the status bell and writing the row.
            }

            var printed = Assert.Single((await rig.Passes.FindAsync(pass.Ref, Cancel))!.Cards);
            Assert.Equal(printed.RevokedAt is null ? PassReason.CheckDocument : PassReason.StatusInvalid, await OfflineAsync(card, rig));
        }
    }

    [Fact]
    public async Task A_key_whose_first_card_is_gone_makes_one_new_card_and_then_repeats_that()
    {
        var talent = await Rig.HolderAsync();
        var pass = (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Ref;
        var call = new IdempotentCall("key", "same");
        var first = PassRig.Value(await Rig.IssueCard.RunAsync(PassRig.Office, pass.Id, null, call, Cancel));
        await Rig.Table.DeleteAsync(
            Shard.Of(pass.TalentId), StorageKey.Join(pass.TalentId, "1c", StorageKey.Number(pass.Ordinal, 5), first.CardId), Cancel);

        var second = Assert.IsType<Outcome<CardView>.Created>(await Rig.IssueCard.RunAsync(PassRig.Office, pass.Id, null, call, Cancel));
        var third = Assert.IsType<Outcome<CardView>.Created>(await Rig.IssueCard.RunAsync(PassRig.Office, pass.Id, null, call, Cancel));
        Assert.NotEqual(first.CardId, second.Value.CardId);
        Assert.Equal((false, true, second.Value), (second.Replayed, third.Replayed, third.Value));
        Assert.Equal(RefusalCodes.IdempotencyKeyReused, PassRig.Code(await Rig.IssueCard.RunAsync(PassRig.Office, pass.Id, null, call with { Fingerprint = "other" }, Cancel)));
    }

    [Fact]
    public async Task Of_cards_made_at_once_each_is_there_and_the_fifty_first_is_refused()
    {
        var talent = await Rig.HolderAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CardAsync(talent)));
        Assert.Equal(4, (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Cards.Select(card => card.StatusIndex).Distinct().Count());
        for (var i = made.Length; i < IssueCard.Most; i++)
        {
            await CardAsync(talent);
        }

        Assert.Equal(RefusalCodes.NotAllowedInState, PassRig.Code(await IssueAsync(talent)));
        Assert.Equal("valid", (await Rig.ScanAsync(made[0].Code!)).Outcome);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string? Pointer(Outcome<CardView> outcome) => Assert.Single(Assert.IsType<Outcome<CardView>.Refused>(outcome).Reason.Errors!.Keys);

    private async Task<CardView> CardAsync(Actor talent) => PassRig.Value(await IssueAsync(talent));

    private async Task<Outcome<CardView>> IssueAsync(Actor talent, DateOnly? validTo = null) =>
        await Rig.IssueCard.RunAsync(PassRig.Office, (await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!.Ref.Id, validTo, null, Cancel);

    private Task<Outcome<CardView>> RevokeAsync(Actor actor, CardView card) => Rig.RevokeCard.RunAsync(actor, card.PassId, card.CardId, "遗失", Cancel);

    private async Task<PassReason> OfflineAsync(CardView card, PassRig? rig = null)
    {
        rig ??= Rig;
        await rig.Publish.RunAsync(Cancel);
        var now = Time.GetUtcNow();
        var trust = new TrustBook();
        var view = await rig.Keys.CurrentAsync(Cancel);
        var root = PublishTrustList.RootOf(view.Ring.Signer(RingUse.Root, now)!, view.City.Code);
        Assert.Null(trust.Accept((await rig.Trust.CurrentAsync(Cancel)).Bytes, root));
        var status = new StatusBook(trust);
        Assert.Null(status.Accept(root.Kid.City, 0, (await rig.Lists.FindAsync(0, Cancel))!.Token, now));
        return new PassVerifier(trust, status, new ReplayMemory()).Verify(card.Code!, now).Reason;
    }
}
