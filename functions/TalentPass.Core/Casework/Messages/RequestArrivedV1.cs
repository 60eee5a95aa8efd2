using System.Text.Json.Serialization;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Messages;

/// <summary>
/// The queue message that tells a department's desk that a request has arrived. The queue only wakes the desk up: the outbox row
/// holds the same message until the desk has the entry, so a lost message is sent again. Fields may be added to this format,
/// never changed or removed.
/// </summary>
/// <param name="Number">The request's number.</param>
/// <param name="Department">The department of the desk.</param>
/// <param name="Outbox">The key of the outbox row; it is deleted when the desk has the entry.</param>
/// <param name="Entry">The entry for the desk's list.</param>
/// <param name="From">The department from which the request was transferred (转办); its desk must no longer show it.</param>
public sealed record RequestArrivedV1(
    string Number, string Department, string Outbox, DeskEntryV1 Entry,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null)
{
    /// <summary>The name of the message in its envelope.</summary>
    public const string Name = "request-arrived";

    /// <summary>The version of the message in its envelope.</summary>
    public const int Version = 1;
}

/// <summary>A desk's entry of a request in a queue message; see DeskEntry.</summary>
/// <param name="Seq">The number of the step after which the entry was made.</param>
/// <param name="Service">The service's id.</param>
/// <param name="State">The published name of the state.</param>
/// <param name="Tier">The applicant's tier level; 9 for a person without a tier.</param>
/// <param name="Applicant">The applicant's masked name, sealed (base64).</param>
/// <param name="SubmittedAt">When the request was received.</param>
/// <param name="Start">The legal day on which the running clock started.</param>
/// <param name="Due">The desk's due date; null when no clock runs.</param>
/// <param name="ClaimedBy">The account that has claimed the request; null when nobody has.</param>
/// <param name="Urged">Whether an urging (催办) waits for an answer.</param>
/// <param name="PausedUntil">The last day of a pause (中止).</param>
/// <param name="Provisional">Whether the due date depends on a year without a published calendar.</param>
/// <param name="Excluded">The working days between start and due date that pauses exclude.</param>
/// <param name="Received">The legal day on which the department first received the request.</param>
/// <param name="Slip">The colour of the last slip of supervision (督办单).</param>
/// <param name="Guest">The home city of a guest.</param>
/// <param name="Area">The id of the service area that the filing names.</param>
public sealed record DeskEntryV1(
    int Seq, string Service, string State, int Tier, string Applicant, DateTimeOffset SubmittedAt, DateOnly Start, DateOnly? Due, string? ClaimedBy, bool Urged,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? PausedUntil = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Provisional = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Excluded = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Received = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Slip = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GuestFact? Guest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Area = null);
