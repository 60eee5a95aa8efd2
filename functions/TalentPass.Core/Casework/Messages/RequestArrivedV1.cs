using System.Text.Json.Serialization;

namespace TalentPass.Core.Casework.Messages;

/// <summary>
/// Tells a department's desk that a request has arrived. The queue is only a doorbell: the same message stands in the
/// outbox until the desk has the entry. Published fields are only ever added.
/// </summary>
/// <param name="Number">The request's number.</param>
/// <param name="Department">The desk it is for.</param>
/// <param name="Outbox">The outbox row to delete when the desk has it.</param>
/// <param name="Entry">What the desk's list shows.</param>
/// <param name="From">The desk it was transferred from (转办), which must not show it any more.</param>
public sealed record RequestArrivedV1(
    string Number, string Department, string Outbox, DeskEntryV1 Entry,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null)
{
    /// <summary>The name on the wire.</summary>
    public const string Name = "request-arrived";

    /// <summary>The version on the wire.</summary>
    public const int Version = 1;
}

/// <summary>What a desk's list shows of a request.</summary>
/// <param name="Seq">The step this was taken at.</param>
/// <param name="Service">The service.</param>
/// <param name="State">The state's published name.</param>
/// <param name="Tier">The applicant's tier level, 9 when none.</param>
/// <param name="Applicant">The masked name, sealed (base64).</param>
/// <param name="SubmittedAt">When it was received.</param>
/// <param name="Start">The day the clock started.</param>
/// <param name="Due">The binding date.</param>
/// <param name="ClaimedBy">Who claimed it.</param>
/// <param name="Urged">Whether the applicant has urged it (催办) without an answer yet.</param>
/// <param name="PausedUntil">The last day of a pause (中止).</param>
/// <param name="Provisional">Whether the date reaches into a year whose calendar is not published.</param>
/// <param name="Excluded">Working days until the date that pauses exclude.</param>
public sealed record DeskEntryV1(
    int Seq, string Service, string State, int Tier, string Applicant, DateTimeOffset SubmittedAt, DateOnly Start, DateOnly? Due, string? ClaimedBy, bool Urged,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? PausedUntil = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Provisional = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Excluded = 0);
