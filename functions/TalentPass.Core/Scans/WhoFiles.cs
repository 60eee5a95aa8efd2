using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Talents.Guests;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>Names the talent who is present at a hall, by the scan of the pass.</summary>
/// <param name="ScanId">A valid scan of the last 30 minutes, made by the officer who files or by a scanner of the hall.</param>
/// <param name="Guest">
/// The holder of a partner city's pass, as the identity document says it. Needed for such a scan, not allowed for a pass of this city.
/// </param>
public sealed record OnBehalfOf(string ScanId, GuestInput? Guest = null);

/// <summary>The person who files and the applicant.</summary>
/// <param name="Actor">The caller who files.</param>
/// <param name="Role">The role in which the caller files.</param>
/// <param name="Applicant">The person for whom the filing is.</param>
/// <param name="ScanId">The scan that proves the applicant's presence; null when the applicant files.</param>
/// <param name="Guest">Where a guest comes from; null for a talent of this city.</param>
public sealed record Filer(Actor Actor, Roles Role, Applicant Applicant, string? ScanId, GuestFact? Guest = null);

/// <summary>
/// Finds the applicant of a filing: the talent on the phone, or the holder of the pass that hall staff have just scanned, who may be a
/// guest from a partner city. An agent may file
/// (许可法 29). But when the law requires presence, a scan that was uploaded later does not prove it.
/// </summary>
public sealed class WhoFiles(ApplicantOf applicantOf, FindGuest guests, ScanStore scans, ScanIds scanIds, TimeProvider time)
{
    /// <summary>How long a scan proves presence.</summary>
    public static readonly TimeSpan ScanHolds = TimeSpan.FromMinutes(30);

    /// <summary>
    /// The talent or guest in whose shard a filing belongs. It does not check whether the filing is allowed. Null when nobody is known.
    /// No storage call; one for a guest.
    /// </summary>
    public async ValueTask<string?> TalentOfAsync(Actor actor, OnBehalfOf? onBehalfOf, CancellationToken cancel) => onBehalfOf switch
    {
        null => actor.TalentId,
        _ when !actor.IsAny(Roles.Hall) => null,
        { Guest: { } guest } => await guests.FindIdAsync(guest, cancel),
        _ => scanIds.Parse(onBehalfOf.ScanId) is { Kind: ScanSource.Own } scan ? scan.TalentId : null,
    };

    /// <summary>
    /// Finds who files and for whom. <c>not_recognised</c> when there is no such talent; <c>validation_failed</c> when the scan
    /// is unknown, not valid, too old, or no proof of presence; <c>not_shared</c> when the service is not shared with a guest's city.
    /// </summary>
    /// <param name="actor">The caller.</param>
    /// <param name="onBehalfOf">The applicant, when it is not the caller.</param>
    /// <param name="services">The services that are filed; none for an upload, which a guest has not.</param>
    /// <param name="cancel">Stops the reads.</param>
    /// <param name="at">The JSON pointer of <paramref name="onBehalfOf"/> in the request.</param>
    /// <param name="scanAt">The JSON pointer of its scan id.</param>
    public async Task<Outcome<Filer>> FindAsync(
        Actor actor,
        OnBehalfOf? onBehalfOf,
        IEnumerable<ServiceItem> services,
        CancellationToken cancel,
        string at = "/onBehalfOf",
        string scanAt = "/onBehalfOf/scanId")
    {
        if (onBehalfOf is null)
        {
            return actor.TalentId is null && actor.IsAny(Roles.Hall)
                ? Refusal.Invalid(at, ValidationCodes.Required)
                : await FilerAsync(actor, Roles.Talent, actor.TalentId, null, cancel);
        }

        if (!actor.IsAny(Roles.Hall))
        {
            return Refusal.Invalid(at, ValidationCodes.NotAllowed);
        }

        if (scanIds.Parse(onBehalfOf.ScanId) is not { Kind: not ScanSource.Unknown } scan
            || await scans.FindAsync(onBehalfOf.ScanId, scan, cancel) is not { } record
            || (record.Account != actor.Account && !DeviceTokens.IsDevice(record.Account)))
        {
            return Refusal.Invalid(scanAt, ValidationCodes.UnknownScan);
        }

        return record switch
        {
            { Facts.Outcome: not ScanOutcome.Valid } => Refusal.Invalid(scanAt, ValidationCodes.NotValid),
            _ when record.At + ScanHolds < time.GetUtcNow() => Refusal.Invalid(scanAt, ValidationCodes.TooOld),
            { Offline: true } when services.Any(each => each.Presence.Required) => Refusal.Invalid(scanAt, ValidationCodes.PresenceRequired),
            _ when scan.Kind == ScanSource.Partner => await guests.RunAsync(actor, record, onBehalfOf.Guest, [.. services], at, scanAt, cancel),
            _ when onBehalfOf.Guest is not null => Refusal.Invalid($"{at}/guest", ValidationCodes.NotAllowed),
            _ => await FilerAsync(actor, Roles.Hall, scan.TalentId, onBehalfOf.ScanId, cancel),
        };
    }

    private async Task<Outcome<Filer>> FilerAsync(Actor actor, Roles role, string? talentId, string? scanId, CancellationToken cancel) =>
        talentId is not null && await applicantOf(talentId, cancel) is { } applicant
            ? new Outcome<Filer>.Done(new Filer(actor, role, applicant, scanId))
            : new Refusal(RefusalCodes.NotRecognised);
}
