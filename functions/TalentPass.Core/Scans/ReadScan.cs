using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Scans;

/// <summary>A scan as supervision sees it: what happened, not whose pass it was.</summary>
/// <param name="ScanId">Its id.</param>
/// <param name="ScannedAt">When it happened.</param>
/// <param name="Place">Where.</param>
/// <param name="Device">With which scanner.</param>
/// <param name="Account">By whom.</param>
/// <param name="Offline">Whether it was made without a network and uploaded later.</param>
/// <param name="Outcome">One of the published strings.</param>
/// <param name="OutcomeText">What people read.</param>
/// <param name="Reason">The verifier's reason.</param>
/// <param name="FirstUsedAt">With <c>already_used</c>.</param>
/// <param name="Issuer">Who issued the code.</param>
public sealed record ScanLogView(
    string ScanId,
    DateTimeOffset ScannedAt,
    string Place,
    string? Device,
    string Account,
    bool Offline,
    string Outcome,
    string OutcomeText,
    string Reason,
    DateTimeOffset? FirstUsedAt,
    ScanIssuerView Issuer);

/// <summary>Reads the scans of the past.</summary>
public sealed class ReadScan(ScanStore scans, ScanLog log, FoldScans fold, ScanIds ids, CityKeys keys, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>One scan; hall staff see their own; <c>not_found</c>. One call.</summary>
    public async Task<Outcome<ScanLogView>> FindAsync(Actor actor, string scanId, bool english, CancellationToken cancel)
    {
        if (ids.Parse(scanId) is not { } scan
            || await scans.FindAsync(scanId, scan, cancel) is not { } record
            || (record.Account != actor.Account && !actor.IsAny(Roles.Supervisor | Roles.Office)))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        return new Outcome<ScanLogView>.Done(View(record, await keys.CurrentAsync(cancel), (await currentCatalogue(cancel)).Content, english));
    }

    /// <summary>The scans at a place on a day, newest first. One call, and what it takes to bring today's log up to date for its first part.</summary>
    /// <param name="place">As the scanners name it.</param>
    /// <param name="day">The legal day; null for today.</param>
    /// <param name="page">Which part.</param>
    /// <param name="english">The language.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<Outcome<Page<ScanLogView>>> ListAsync(string place, DateOnly? day, PageRequest page, bool english, CancellationToken cancel)
    {
        var today = LegalDay.Today(time);
        if (page.Cursor is null && (day ?? today) == today)
        {
            await fold.NowAsync(cancel);
        }

        var found = await log.ListAsync(place, day ?? today, page, cancel);
        var (view, catalogue) = (await keys.CurrentAsync(cancel), (await currentCatalogue(cancel)).Content);
        return new Outcome<Page<ScanLogView>>.Done(
            new Page<ScanLogView>([.. found.Items.Select(each => View(each, view, catalogue, english))], found.NextCursor));
    }

    private static ScanLogView View(ScanRecord record, KeyView keys, ServiceCatalogue catalogue, bool english)
    {
        var shown = ScanRenderer.View(record, keys, catalogue, english);
        return new ScanLogView(
            record.ScanId,
            record.At,
            record.Place,
            record.Device,
            record.Account,
            record.Offline,
            shown.Outcome,
            shown.OutcomeText,
            record.Facts.Reason,
            shown.FirstUsedAt,
            shown.Issuer);
    }
}
