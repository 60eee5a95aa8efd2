using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <summary>
/// A request as a desk's list shows it. It is a projection of the request's own row and may be late; only that row is the truth.
/// </summary>
/// <param name="RequestKey">The request's number in the form for storage keys.</param>
/// <param name="Seq">The number of the step after which the entry was made.</param>
/// <param name="Service">The service's id.</param>
/// <param name="State">The published name of the state; for an ended request, the name of its ending.</param>
/// <param name="Tier">The applicant's tier level; 9 for a person without a tier.</param>
/// <param name="Applicant">The applicant's masked name.</param>
/// <param name="SubmittedAt">When the request was received.</param>
/// <param name="Start">The legal day on which the running clock started.</param>
/// <param name="Due">The desk's due date; null when no clock runs.</param>
/// <param name="ClaimedBy">The account that has claimed the request (认领); null when nobody has.</param>
/// <param name="Urged">Whether an urging (催办) waits for an answer.</param>
/// <param name="PausedUntil">The last day of a pause (中止); the light is green through this day.</param>
/// <param name="Provisional">Whether the due date depends on a year without a published calendar.</param>
/// <param name="Excluded">The working days between start and due date that pauses exclude.</param>
/// <param name="Received">
/// The legal day on which the desk first received the request; null when that was not kept, and in an entry of a list.
/// </param>
/// <param name="Slip">The colour of the last slip of supervision (督办单); null when there was none.</param>
/// <param name="Guest">The home city of a guest; null for a talent of this city.</param>
/// <param name="Area">The id of the service area that the filing names; null when it names none.</param>
public sealed record DeskEntry(
    string RequestKey,
    int Seq,
    string Service,
    string State,
    int Tier,
    string Applicant,
    DateTimeOffset SubmittedAt,
    DateOnly Start,
    DateOnly? Due,
    string? ClaimedBy,
    bool Urged,
    DateOnly? PausedUntil = null,
    bool Provisional = false,
    int Excluded = 0,
    DateOnly? Received = null,
    string? Slip = null,
    GuestFact? Guest = null,
    string? Area = null)
{
    /// <summary>Makes the entry of a request for the desk that has it.</summary>
    public static DeskEntry Of(RequestCase request) => new(
        request.Ref.Key,
        request.Seq,
        request.Service,
        request.PublishedState(),
        request.Tier,
        request.Applicant,
        request.SubmittedAt,
        request.Clocks.Start,
        request.Clocks.Due,
        request.ClaimedBy,
        request.Course.Urge is { AnsweredAt: null },
        request.Course.Pause?.Until,
        request.Clocks.Provisional,
        request.Clocks.Counts.Excluded,
        request.ReceivedBy(request.Department),
        request.IsClosed ? null : request.Course.Slip?.Colour,
        request.Course.Filing?.Guest,
        request.Course.Filing?.Area);

    /// <summary>Makes the entry for a queue message; the name is sealed.</summary>
    public DeskEntryV1 ToMessage(FieldSealer sealer) => new(
        Seq, Service, State, Tier, Convert.ToBase64String(sealer.Seal(Applicant, Place)), SubmittedAt, Start, Due, ClaimedBy, Urged, PausedUntil, Provisional,
        Excluded, Received, Slip, Guest, Area);

    /// <summary>Reads the entry of a queue message, see <see cref="ToMessage"/>.</summary>
    public static DeskEntry From(string requestKey, DeskEntryV1 message, FieldSealer sealer) => new(
        requestKey,
        message.Seq,
        message.Service,
        message.State,
        message.Tier,
        sealer.Open(Convert.FromBase64String(message.Applicant), $"{requestKey}|desk"),
        message.SubmittedAt,
        message.Start,
        message.Due,
        message.ClaimedBy,
        message.Urged,
        message.PausedUntil,
        message.Provisional,
        message.Excluded,
        message.Received,
        message.Slip,
        message.Guest,
        message.Area);

    /// <summary>The place for which the name is sealed; it opens only there.</summary>
    public string Place => $"{RequestKey}|desk";
}
