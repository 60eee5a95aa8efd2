using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Scans;

/// <summary>A scan for supervision: what happened, but not whose pass it was.</summary>
/// <param name="ScanId">The id of the scan.</param>
/// <param name="ScannedAt">When the scan happened.</param>
/// <param name="Place">The hall or gate.</param>
/// <param name="Device">The scanner; null when none was named.</param>
/// <param name="Account">The account that scanned.</param>
/// <param name="Offline">Whether the scan was made without a network and uploaded later.</param>
/// <param name="Outcome">The outcome as one of the published codes.</param>
/// <param name="OutcomeText">The outcome in words.</param>
/// <param name="Reason">The reason of the verifier.</param>
/// <param name="FirstUsedAt">When the code was first used; only with <c>already_used</c>.</param>
/// <param name="Issuer">The issuer of the code.</param>
/// <param name="By">How the holder was found: <c>code</c>, or <c>document</c> for a look-up.</param>
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
    ScanIssuerView Issuer,
    string By);

/// <summary>Reads recorded scans.</summary>
public sealed class ReadScan(ScanStore scans, ScanLog log, FoldScans fold, ScanIds ids, CityKeys keys, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>
    /// Reads one scan. Hall staff can read the scans of their own account; supervisors and the talent office can read all. Else
    /// <c>not_found</c>. One storage call.
    /// </summary>
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

    /// <summary>
    /// Lists the scans at a place on a day, newest first. One storage call. For the first page of today, the lines of this
    /// process are moved into the log first (<see cref="FoldScans.NowAsync"/>); those of other processes are there within a minute.
    /// Supervisors and the talent office can read all. Hall staff can read those of their own account, of today: a page of theirs may
    /// hold fewer scans than asked for, although more follow. Another day is <c>forbidden</c> for them.
    /// </summary>
    /// <param name="actor">The reader.</param>
    /// <param name="place">The place as the scanners send it.</param>
    /// <param name="day">The legal day; null for today.</param>
    /// <param name="page">Which page.</param>
    /// <param name="english">Whether the texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<Outcome<Page<ScanLogView>>> ListAsync(Actor actor, string place, DateOnly? day, PageRequest page, bool english, CancellationToken cancel)
    {
        var (today, seesAll) = (LegalDay.Today(time), actor.IsAny(Roles.Supervisor | Roles.Office));
        if (!seesAll && (day ?? today) != today)
        {
            return new Refusal(RefusalCodes.Forbidden);
        }

        if (page.Cursor is null && (day ?? today) == today)
        {
            await fold.NowAsync(cancel);
        }

        var found = await log.ListAsync(place, day ?? today, page, cancel);
        var seen = found.Items.Where(each => seesAll || each.Account == actor.Account);
        var (view, catalogue) = (await keys.CurrentAsync(cancel), (await currentCatalogue(cancel)).Content);
        return new Outcome<Page<ScanLogView>>.Done(
            new Page<ScanLogView>([.. seen.Select(each => View(each, view, catalogue, english))], found.NextCursor));
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
            shown.Issuer,
            shown.By);
    }
}
