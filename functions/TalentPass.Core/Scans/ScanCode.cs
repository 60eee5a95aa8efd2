using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Scans;

/// <summary>
/// Scans a code at a hall's counter. A code of our own costs two storage calls: one read of the pass with the newest requests,
/// and one transaction. The transaction adds the row of this call and, for a good code, the row of this showing. When the call
/// is repeated, storage answers 409 for the first row, and the first answer is read and given again. When the code is used a
/// second time, storage answers 409 for the second row. A code that fails verification, or is not ours, costs one call. A
/// scanner with its own token costs no extra call for our own codes, where the transaction checks that it is in use, and one
/// extra call for others.
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

    /// <summary>Scans a code, records the scan and answers.</summary>
    /// <param name="actor">Hall staff or a scanner.</param>
    /// <param name="input">What was scanned.</param>
    /// <param name="english">Whether the texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The answer for any code, also for a bad one; <c>validation_failed</c> when the request has a wrong form;
    /// <c>not_signed_in</c> when the scanner was removed.
    /// </returns>
    public async Task<Outcome<ScanView>> RunAsync(Actor actor, ScanInput input, bool english, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (ScanChecks.Find(input, now) is { } wrong)
        {
            return wrong;
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        var at = input.ScannedAt ?? now;
        var (view, verdict) = await VerifyAsync(input.Code, at, cancel);
        var scan = new Scan(actor, input, at, ScanKeys.Of(actor, input, view));
        var record = scan.Spot.Place == ScanSource.Own || await IsInUseAsync(actor, cancel)
            ? await RecordAsync(scan, await JudgeAsync(scan, verdict, view, catalogue, cancel), cancel)
            : null;
        return record is null
            ? new Refusal(RefusalCodes.NotSignedIn, new Bilingual("该核验设备已停用。", "This scanner is no longer in use."))
            : new Outcome<ScanView>.Done(ScanRenderer.View(record, view, catalogue, english));
    }

    // After a key is withdrawn, a new key signs codes before this process has read about it. So for an unknown key of our
    // own city the keys are read again, at most every five seconds.
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

    private async Task<ScanFacts> JudgeAsync(Scan scan, PassVerdict verdict, KeyView view, ServiceCatalogue catalogue, CancellationToken cancel)
    {
        if (!verdict.IsAuthentic)
        {
            return new ScanFacts(verdict.Reason.ToOutcome(), verdict.Kid.City) { Reason = verdict.Reason.Code() };
        }

        if (verdict.IsPartner)
        {
            // An S code has no index in a status list: it expires within a minute.
            var standing = verdict.StatusIndex is { } index
                ? await partnerStatus.LookAsync(view.Status, verdict.Kid.City, index, scan.At, cancel)
                : StatusAnswer.Valid;
            return ScanJudge.Partners(verdict, standing, view, catalogue);
        }

        ScanFacts? facts = null;
        if (scan.Spot.Origin is { } origin)
        {
            var rows = await scans.ReadPassAndRequestsAsync(new PassRef(origin.TalentId, origin.PassOrdinal), cancel);
            facts = judge.Ours(verdict, origin, rows, catalogue, scan.At, scan.IsOffline);
        }

        return facts ?? new ScanFacts(ScanOutcome.Invalid, verdict.Kid.City) { Reason = "no_pass" };
    }

    // Records the scan, or finds the recorded scan of the same call. Null when the scanner is not in use.
    private async Task<ScanRecord?> RecordAsync(Scan scan, ScanFacts facts, CancellationToken cancel)
    {
        var record = new ScanRecord(
            ids.Of(scan.Spot, scan.At), scan.At, scan.Input.Place, scan.Actor.DeviceId ?? scan.Input.Device, scan.Actor.Account, scan.IsOffline, facts);
        switch (await scans.AddAsync(scan.Spot, record, scan.Actor, cancel))
        {
            case ScanWrite.Recorded:
                return record;
            case ScanWrite.DeviceRemoved:
                return null;
            case ScanWrite.Repeated when await scans.FindAsync(scan.Spot, cancel) is { } first:
                return first;
        }

        return facts.Outcome == ScanOutcome.Valid && await scans.FirstUseAsync(scan.Spot, cancel) is { } usedAt
            ? await RecordAsync(scan, Used(facts, usedAt), cancel)
            : throw new UntrustedRowException("The first scan of this call is recorded, but its row is not trusted.");
    }

    private async ValueTask<bool> IsInUseAsync(Actor actor, CancellationToken cancel) =>
        actor.DeviceId is not { } device || await devices.IsInUseAsync(device, cancel);

    private static ScanFacts Used(ScanFacts facts, DateTimeOffset first) =>
        new(ScanOutcome.AlreadyUsed, facts.City) { Reason = PassReason.Replayed.Code(), FirstUsedAt = first };

    private sealed record Scan(Actor Actor, ScanInput Input, DateTimeOffset At, ScanKeys Spot)
    {
        public bool IsOffline => Input.ScannedAt is not null;
    }
}
