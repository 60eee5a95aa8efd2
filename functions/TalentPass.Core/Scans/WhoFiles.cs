using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Guests;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Scans;

/// <summary>Names the talent who is present at a hall, by the scan of the pass.</summary>
/// <param name="ScanId">A valid scan of the last 30 minutes, made by the officer who files or by a scanner of the hall.</param>
/// <param name="DocumentConfirmed">
/// Whether the officer has compared the person with the identity document. Needed where the law requires presence and the scan is of
/// a printed card, which proves nothing by itself, or there was no code and the person was looked up by document.
/// </param>
/// <param name="Guest">
/// The holder of a partner city's pass, as the identity document says it. Needed for such a scan, not allowed for a pass of this city.
/// </param>
public sealed record OnBehalfOf(string ScanId, bool DocumentConfirmed = false, GuestInput? Guest = null);

/// <summary>The person who files and the applicant.</summary>
/// <param name="Actor">The caller who files.</param>
/// <param name="Role">The role in which the caller files.</param>
/// <param name="Applicant">The person for whom the filing is.</param>
/// <param name="ScanId">The scan that proves the applicant's presence; null when the applicant files.</param>
/// <param name="DocumentConfirmed">Whether the officer has compared the person with the identity document.</param>
/// <param name="Pass">The condition that the scanned pass is still in use; null when the applicant files.</param>
/// <param name="Guest">Where a guest comes from; null for a talent of this city.</param>
public sealed record Filer(
    Actor Actor, Roles Role, Applicant Applicant, string? ScanId, bool DocumentConfirmed = false, FactMark? Pass = null, GuestFact? Guest = null)
{
    /// <summary>Where the applicant was scanned; null when the applicant files.</summary>
    public string? Place { get; init; }

    /// <summary>The caller in the role in which they file, on behalf of the applicant.</summary>
    public Actor Acts => Actor with { Roles = Role, TalentId = Applicant.TalentId };

    /// <summary>Adds to a transaction the conditions that what is known about the applicant is still true.</summary>
    public void Require(Transaction transaction)
    {
        Applicant.Mark?.Require(transaction);
        Pass?.Require(transaction);
    }

    /// <summary>Remembers that such a transaction was written.</summary>
    public void Keep()
    {
        Applicant.Mark?.Keep();
        Pass?.Keep();
    }
}

/// <summary>
/// Finds the applicant of a filing: the talent on the phone, or the holder of the pass that hall staff have just scanned, who may be a
/// guest from a partner city. An agent may file
/// (许可法 29). But when the law requires presence, a scan that was uploaded later does not prove it, and one of a printed card only
/// together with the identity document.
/// </summary>
public sealed class WhoFiles(ApplicantOf applicantOf, PresentPasses passes, FindGuest guests, ScanStore scans, ScanIds scanIds, TimeProvider time)
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
    /// is unknown, not valid, too old or of another day, or no proof of presence, or the pass is not in use any more;
    /// <c>not_shared</c> when the service is not shared with a guest's city.
    /// </summary>
    /// <param name="actor">The caller.</param>
    /// <param name="onBehalfOf">The applicant, when it is not the caller.</param>
    /// <param name="services">The services that are filed. Without any, the pass is not looked at again, and nobody is a guest.</param>
    /// <param name="cancel">Stops the reads.</param>
    /// <param name="fresh">Whether the talent and the pass are read again, although they were read just before.</param>
    /// <param name="at">The JSON pointer of <paramref name="onBehalfOf"/> in the request.</param>
    /// <param name="scanAt">The JSON pointer of its scan id.</param>
    public async Task<Outcome<Filer>> FindAsync(
        Actor actor,
        OnBehalfOf? onBehalfOf,
        IReadOnlyCollection<ServiceItem> services,
        CancellationToken cancel,
        bool fresh = false,
        string at = "/onBehalfOf",
        string scanAt = "/onBehalfOf/scanId")
    {
        if (onBehalfOf is null)
        {
            return actor.TalentId is null && actor.IsAny(Roles.Hall)
                ? Refusal.Invalid(at, ValidationCodes.Required)
                : await FindAsync(actor.TalentId, fresh, applicant => new Filer(actor, Roles.Talent, applicant, null), cancel);
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

        var present = services.Any(each => each.Presence.Required);
        var code = record switch
        {
            { Facts.Outcome: not ScanOutcome.Valid } => ValidationCodes.NotValid,
            _ when record.At + ScanHolds < time.GetUtcNow() || LegalDay.Of(record.At) != LegalDay.Today(time) => ValidationCodes.TooOld,
            { Offline: true } when present => ValidationCodes.PresenceRequired,
            _ => null,
        };
        if (code is not null)
        {
            return Refusal.Invalid(scanAt, code);
        }

        if (scan.Kind == ScanSource.Partner)
        {
            return await guests.RunAsync(actor, record, onBehalfOf.Guest, services, at, scanAt, cancel);
        }

        if (onBehalfOf.Guest is not null)
        {
            return Refusal.Invalid($"{at}/guest", ValidationCodes.NotAllowed);
        }

        if (record.Facts is { Card: true } or { Document: true } && present && !onBehalfOf.DocumentConfirmed)
        {
            return Refusal.Invalid($"{at}/documentConfirmed", ValidationCodes.DocumentNotConfirmed);
        }

        FactMark? pass = null;
        if (services.Count > 0 && record.Facts.Pass is { } ordinal)
        {
            if (await passes.FindAsync(new PassRef(scan.TalentId!, ordinal), fresh, cancel) is not { Mark: var mark })
            {
                return Refusal.Invalid(scanAt, ValidationCodes.NotValid);
            }

            pass = mark;
        }

        return await FindAsync(
            scan.TalentId, fresh, applicant => new Filer(actor, Roles.Hall, applicant, onBehalfOf.ScanId, onBehalfOf.DocumentConfirmed, pass) { Place = record.Place }, cancel);
    }

    private async Task<Outcome<Filer>> FindAsync(string? talentId, bool fresh, Func<Applicant, Filer> filer, CancellationToken cancel) =>
        talentId is not null && await applicantOf(talentId, fresh, cancel) is { } applicant
            ? new Outcome<Filer>.Done(filer(applicant))
            : new Refusal(RefusalCodes.NotRecognised);
}
