using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>The presence of a talent at a hall, by the scan of the pass.</summary>
/// <param name="ScanId">A valid scan of the last 30 minutes, made by the officer who files or by a scanner of the hall.</param>
public sealed record OnBehalfOf(string ScanId);

/// <summary>Who files, and for whom.</summary>
/// <param name="Actor">Who files.</param>
/// <param name="Role">In which role.</param>
/// <param name="Applicant">For whom.</param>
/// <param name="ScanId">The scan that shows the applicant's presence; null when the applicant files.</param>
public sealed record Filer(Actor Actor, Roles Role, Applicant Applicant, string? ScanId);

/// <summary>
/// Finds out for whom a filing is: the talent on the phone, or the one hall staff have just scanned. An agent may file
/// (许可法 29), but where presence is legally required a scan that was uploaded later does not show it.
/// </summary>
public sealed class WhoFiles(ApplicantOf applicantOf, ScanStore scans, ScanIds scanIds, TimeProvider time)
{
    /// <summary>How long a scan shows presence.</summary>
    public static readonly TimeSpan ScanHolds = TimeSpan.FromMinutes(30);

    /// <summary>Whose shard a filing belongs to, whether or not it would be taken; null when nobody can be told.</summary>
    public string? TalentOf(Actor actor, OnBehalfOf? onBehalfOf) => onBehalfOf is null
        ? actor.TalentId
        : actor.IsAny(Roles.Hall) && scanIds.Parse(onBehalfOf.ScanId) is { Kind: ScanSource.Own } scan ? scan.TalentId : null;

    /// <summary>The filer; <c>not_recognised</c>, or what is wrong with the scan.</summary>
    /// <param name="actor">Who calls.</param>
    /// <param name="onBehalfOf">For whom, when it is not the caller.</param>
    /// <param name="services">What is filed.</param>
    /// <param name="cancel">Stops the reads.</param>
    /// <param name="at">Where <paramref name="onBehalfOf"/> stands in what was sent.</param>
    /// <param name="scanAt">Where its scan does.</param>
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

        if (scanIds.Parse(onBehalfOf.ScanId) is not { Kind: ScanSource.Own } scan
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
            _ => await FilerAsync(actor, Roles.Hall, scan.TalentId, onBehalfOf.ScanId, cancel),
        };
    }

    private async Task<Outcome<Filer>> FilerAsync(Actor actor, Roles role, string? talentId, string? scanId, CancellationToken cancel) =>
        talentId is not null && await applicantOf(talentId, cancel) is { } applicant
            ? new Outcome<Filer>.Done(new Filer(actor, role, applicant, scanId))
            : new Refusal(RefusalCodes.NotRecognised);
}
