using TalentPass.Core.Catalogue;
using TalentPass.Core.Passes;
using TalentPass.Core.Trust;

namespace TalentPass.Core.Scans;

/// <summary>
/// Scans a code at a hall's counter. Two storage calls for a code of ours: one read of the pass with the newest requests,
/// one transaction with the scan's row and its feed row. The row's key is the presentation, so a second use meets a 409;
/// a repeated call with the same nonce reads the answer that was given. A code that is nobody's is one call. A scanner
/// with a token of its own costs no call more: that it is in use is a condition of the transaction, or takes the place of
/// the read.
/// </summary>
public sealed class ScanCode(
    ScanStore scans,
    DeviceStore devices,
    ScanIds ids,
    ScanJudge judge,
    CityKeys keys,
    PartnerStatus partnerStatus,
    CurrentCatalogue currentCatalogue,
    TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Scans.</summary>
    /// <param name="actor">Hall staff or a scanner.</param>
    /// <param name="input">What was scanned.</param>
    /// <param name="english">The language.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The answer, whatever the code; <c>validation_failed</c> only for a broken request, <c>not_signed_in</c> for a scanner
    /// that was removed.
    /// </returns>
    public async Task<Outcome<ScanView>> RunAsync(Actor actor, ScanInput input, bool english, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (ScanChecks.Find(input, now) is { } wrong)
        {
            return wrong;
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        var presentation = new Presentation(input, actor, input.ScannedAt ?? now, input.ScannedAt is not null, ScanStore.NonceHash(input));
        var (view, verdict) = await VerifyAsync(input.Code, presentation.At, cancel);
        var record = !verdict.IsAuthentic ? await NobodysAsync(presentation, verdict, view, cancel)
            : verdict.IsPartner ? await PartnersAsync(presentation, verdict, view, catalogue, cancel)
            : view.Cipher.TryDecrypt(verdict.Id, out var origin) ? await OursAsync(presentation, verdict, origin, catalogue, cancel)
            : await LogAsync(presentation, NoPass(verdict), cancel);
        return record is null
            ? new Refusal(RefusalCodes.NotSignedIn, new Bilingual("该核验设备已停用。", "This scanner is no longer in use."))
            : new Outcome<ScanView>.Done(ScanRenderer.View(record, view, catalogue, english));
    }

    // In place of a key that was withdrawn another one signs before this process has read of it: it looks once more.
    private async ValueTask<(KeyView View, PassVerdict Verdict)> VerifyAsync(string code, DateTimeOffset at, CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        var verdict = view.Verifier.Verify(code, at);
        if (verdict.Reason == PassReason.UnknownKid && verdict.Kid.City == view.City.Code && time.GetUtcNow() - view.ReadAt > _patience)
        {
            view = await keys.RefreshAsync(cancel);
            verdict = view.Verifier.Verify(code, at);
        }

        return (view, verdict);
    }

    // Each of the following is null when the scanner is not in use.
    private async Task<ScanRecord?> OursAsync(
        Presentation scan, PassVerdict verdict, CodeOrigin origin, ServiceCatalogue catalogue, CancellationToken cancel)
    {
        var rows = await scans.ReadPassAndRequestsAsync(origin.TalentId, cancel);
        var facts = judge.Ours(verdict, origin, rows, catalogue, scan.At, scan.Offline) ?? NoPass(verdict);

        // Only a good code is used up by a scan: one that was frozen when it was shown may be shown again.
        var key = facts.Outcome == ScanOutcome.Valid ? Key(verdict, scan) : OwnKey(verdict.Id, scan);
        return await BesidePassAsync(
            scan, origin.TalentId, key, facts, first => (OwnKey(verdict.Id, scan), Used(facts, first)), cancel);
    }

    private async Task<ScanRecord?> PartnersAsync(
        Presentation scan, PassVerdict verdict, KeyView view, ServiceCatalogue catalogue, CancellationToken cancel)
    {
        if (!await IsInUseAsync(scan.Actor, cancel))
        {
            return null;
        }

        // An S code is too short-lived to be in any list.
        var standing = verdict.StatusIndex is { } index
            ? await partnerStatus.LookAsync(view, verdict.Kid.City, index, scan.At, cancel)
            : StatusAnswer.Valid;
        var facts = ScanJudge.Partners(verdict, standing, view, catalogue);
        var key = Key(verdict, scan);
        var record = Record(scan, ScanPlace.Partner, null, key, facts);
        if (await scans.AddAsync(ScanStore.PartnerKey(key), record, cancel))
        {
            return record;
        }

        var first = await scans.FindElsewhereAsync(ScanStore.PartnerKey(key), cancel)
            ?? throw new InvalidOperationException("A scan that is there and is not.");
        if (first.NonceHash == scan.NonceHash)
        {
            return first;
        }

        key = OwnKey(verdict.Id, scan);
        var second = Record(scan, ScanPlace.Partner, null, key, Used(facts, first));
        return await scans.AddAsync(ScanStore.PartnerKey(key), second, cancel)
            ? second
            : await scans.FindElsewhereAsync(ScanStore.PartnerKey(key), cancel) ?? second;
    }

    // A refused code. A repeated call that comes after the code has died still reads the answer the first one got; its own
    // refusal stands beside the pass it names, so that a scanner's right to scan is a condition of the transaction here too.
    private async Task<ScanRecord?> NobodysAsync(Presentation scan, PassVerdict verdict, KeyView view, CancellationToken cancel)
    {
        var facts = new ScanFacts(verdict.Reason.ToOutcome(), verdict.Kid.City) { Reason = verdict.Reason.Code() };
        if (verdict.Reason is not PassReason.Expired
            || ScanJudge.Peek(scan.Input.Code) is not { } id
            || !view.Cipher.TryDecrypt(id, out var origin))
        {
            return await LogAsync(scan, facts, cancel);
        }

        var first = await scans.FindBesidePassAsync(ScanStore.PassKey(origin.TalentId, id.ToString()), cancel);
        return first?.NonceHash != scan.NonceHash
            ? await BesidePassAsync(scan, origin.TalentId, OwnKey(id, scan), facts, null, cancel)
            : await IsInUseAsync(scan.Actor, cancel) ? first : null;
    }

    private async Task<ScanRecord?> BesidePassAsync(
        Presentation scan,
        string talentId,
        string key,
        ScanFacts facts,
        Func<ScanRecord, (string Key, ScanFacts Facts)>? again,
        CancellationToken cancel)
    {
        var place = ScanStore.PassKey(talentId, key);
        var record = Record(scan, ScanPlace.Pass, talentId, key, facts);
        switch (await scans.AddAsync(place, record, talentId, scan.Actor, cancel))
        {
            case ScanWrite.Recorded:
                return record;
            case ScanWrite.DeviceRemoved:
                return null;
        }

        var first = await scans.FindBesidePassAsync(place, cancel) ?? throw new InvalidOperationException("A scan that is there and is not.");
        if (first.NonceHash == scan.NonceHash || again is null)
        {
            return first;
        }

        var (nextKey, nextFacts) = again(first);
        return await BesidePassAsync(scan, talentId, nextKey, nextFacts, null, cancel);
    }

    private async Task<ScanRecord?> LogAsync(Presentation scan, ScanFacts facts, CancellationToken cancel)
    {
        if (!await IsInUseAsync(scan.Actor, cancel))
        {
            return null;
        }

        var record = Record(scan, ScanPlace.Log, null, scan.NonceHash, facts);
        var place = ScanStore.LogKey(scan.NonceHash);
        return await scans.AddAsync(place, record, cancel)
            ? record
            : await scans.FindElsewhereAsync(place, cancel) ?? record;
    }

    private async ValueTask<bool> IsInUseAsync(Actor actor, CancellationToken cancel) =>
        actor.DeviceId is not { } device || await devices.IsInUseAsync(device, cancel);

    private ScanRecord Record(Presentation scan, ScanPlace kind, string? talentId, string key, ScanFacts facts) => new(
        ids.Of(kind, talentId, key, scan.At),
        scan.At,
        scan.Input.Place,
        scan.Actor.DeviceId ?? scan.Input.Device,
        scan.Actor.Account,
        scan.Offline,
        scan.NonceHash,
        facts);

    private static ScanFacts NoPass(PassVerdict verdict) => new(ScanOutcome.Invalid, verdict.Kid.City) { Reason = "no_pass" };

    private static ScanFacts Used(ScanFacts facts, ScanRecord first) =>
        new(ScanOutcome.AlreadyUsed, facts.City) { Reason = PassReason.Replayed.Code(), FirstUsedAt = first.At };

    // S: the code. H: the code and the phone's time. A card may be shown as often as its holder likes.
    private static string Key(PassVerdict verdict, Presentation scan) => verdict.Profile switch
    {
        PassProfile.Show => verdict.Id.ToString(),
        PassProfile.Holder => $"{verdict.Id}-{verdict.HolderTime}",
        _ => OwnKey(verdict.Id, scan),
    };

    private static string OwnKey(CodeId id, Presentation scan) => $"{id}-x{scan.NonceHash[..16]}";

    private sealed record Presentation(ScanInput Input, Actor Actor, DateTimeOffset At, bool Offline, string NonceHash);
}
