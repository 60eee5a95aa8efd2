using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Views;

/// <summary>A step of the history.</summary>
/// <param name="Seq">The number of the step, from 1. Staff see all steps; applicants do not see internal ones.</param>
/// <param name="At">When the step was taken.</param>
/// <param name="Action">The name of the action; those of timers and bundles begin with <c>timer:</c> and <c>bundle:</c>.</param>
/// <param name="Actor">The account that took the step.</param>
/// <param name="State">The state after the step.</param>
/// <param name="Note">The text of the step.</param>
/// <param name="Due">The due date after the step, when the step set or changed it.</param>
/// <param name="Internal">True when only staff may read the step; otherwise left out.</param>
/// <param name="Provisional">True when that date depends on a year without a published calendar; otherwise left out.</param>
/// <param name="Role">
/// The role in which the step was taken: <c>talent</c>, <c>hall</c>, <c>desk</c>, <c>supervisor</c>; <c>timer</c> for the product itself.
/// </param>
/// <param name="ActorDepartment">The department for which an officer or a supervisor took the step; otherwise left out.</param>
/// <param name="ActorName">The name of the officer; left out for the applicant, for the product, and when it is not known.</param>
public sealed record TimelineView(
    int Seq, DateTimeOffset At, string Action, string Actor, string State, string? Note, DateOnly? Due, bool? Internal = null, bool? Provisional = null,
    string? Role = null, string? ActorDepartment = null, string? ActorName = null);

/// <summary>The extension of the time to decide (许可法 42).</summary>
/// <param name="WorkingDays">The working days that are added.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Approver">The account that confirmed the extension. Before 2026-11-26: what the officer wrote about the head of the office.</param>
/// <param name="ApproverName">The name of that officer; left out when it is not known.</param>
public sealed record ExtensionView(int WorkingDays, string Reason, string Approver, string? ApproverName = null);

/// <summary>The running clock of a request and its dates.</summary>
/// <param name="LegalDue">
/// The date of the decision by law; null before acceptance, and when the law gives no number of days.
/// </param>
/// <param name="PromisedDue">The promised date of the decision; null before acceptance, and when nothing is promised.</param>
/// <param name="DeliveryDue">The date by which the result must be delivered.</param>
/// <param name="Paused">Whether the clock is paused (中止).</param>
/// <param name="RemainingWorkingDays">
/// The working days left until the due date; negative when the request is overdue, null when no clock runs.
/// </param>
/// <param name="Provisional">Whether one of the dates depends on a year without a published calendar.</param>
/// <param name="Light"><c>green</c>, <c>yellow</c> or <c>red</c>.</param>
public sealed record ClockView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? LegalDue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? PromisedDue,
    DateOnly? DeliveryDue,
    bool Paused,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? RemainingWorkingDays,
    bool Provisional,
    string Light);

/// <summary>The receipt of a filed request (回执).</summary>
/// <param name="Number">The request's number (办件编号).</param>
/// <param name="ShortCode">The short code; with the number it opens the anonymous progress page.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Title">The service's title.</param>
/// <param name="Department">The department that received the request.</param>
/// <param name="State">The state after filing.</param>
/// <param name="SubmittedAt">When the request was received.</param>
/// <param name="Due">The last day for the department to accept the request or to tell what is missing.</param>
/// <param name="Timeline">The first step of the history.</param>
/// <param name="Provisional">True when that date depends on a year without a published calendar; otherwise left out.</param>
/// <param name="Receipt">Left out: a receipt proves lawful stay only from the acceptance on (条例 13, 18), see the request.</param>
/// <param name="Warnings">The legal deadlines that the filing missed.</param>
/// <param name="Answers">A copy of the answers as they were filed.</param>
/// <param name="ClockBegins">The day from which the time limits count, when the service has a yearly window; otherwise left out.</param>
/// <param name="Window">The round of the service's yearly window in which the request is handled.</param>
/// <param name="Guest">The home city of a guest; left out for a talent of this city.</param>
public sealed record RequestReceipt(
    string Number,
    string ShortCode,
    string Service,
    string Title,
    string Department,
    string State,
    DateTimeOffset SubmittedAt,
    DateOnly? Due,
    IReadOnlyList<TimelineView> Timeline,
    string? Receipt = null,
    IReadOnlyList<string>? Warnings = null,
    JsonElement? Answers = null,
    bool? Provisional = null,
    DateOnly? ClockBegins = null,
    RoundView? Window = null,
    GuestView? Guest = null) : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>
/// A request in a talent's list. <c>dueKind</c> says what has to be done by the due date: <c>accept</c>, <c>supply</c>, <c>decide</c> or
/// <c>deliver</c>. <c>provisional</c> is true when that date depends on a year without a published calendar; otherwise it is left out.
/// </summary>
public sealed record RequestListItem(
    string Number,
    string ShortCode,
    string Service,
    string Title,
    string Department,
    string State,
    DateTimeOffset SubmittedAt,
    DateOnly? Due,
    bool? Provisional = null,
    string? DueKind = null);

/// <summary>
/// A request with its answers, its history and everything that is known about it. <c>points</c> are for staff only.
/// <c>receipt</c> says what the receipt proves, from the acceptance to the end of the case, and <c>receiptUntil</c> its last day.
/// <c>repeatOf</c> is the number of the earlier request that this one repeats. <c>claimedByName</c> is the name of the officer who has
/// claimed the request; left out when it is not known. <c>dueKind</c> says what has to be done by the due
/// date: <c>accept</c>, <c>supply</c>, <c>decide</c> or <c>deliver</c>.
/// </summary>
public sealed record RequestView(
    string Number,
    string ShortCode,
    string Service,
    string Title,
    string Department,
    ApplicantView Applicant,
    string State,
    string? Ending,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ClaimedBy,
    DateTimeOffset SubmittedAt,
    DateOnly? Due,
    JsonElement? Answers,
    IReadOnlyList<SubmittedMaterial> Materials,
    IReadOnlyList<TimelineView> Timeline,
    ClockView Clock,
    IReadOnlyList<string> AllowedActions,
    DecisionView? Decision = null,
    PauseFact? Pause = null,
    IReadOnlyList<PauseFact>? Pauses = null,
    ExtensionView? Extension = null,
    SupplementFact? Supplement = null,
    GapsFact? Gaps = null,
    UrgeFact? Urge = null,
    RatingFact? Rating = null,
    OriginFact? Origin = null,
    string? AppealedAs = null,
    string? MendedAs = null,
    string? CallBack = null,
    BundlePartFact? Bundle = null,
    string? Result = null,
    string? Slip = null,
    string? Receipt = null,
    IReadOnlyList<string>? Warnings = null,
    FilingView? Filing = null,
    string? DueKind = null,
    DateOnly? ClockBegins = null,
    RoundView? Window = null,
    AwaitingView? Awaiting = null,
    string? RevivedAs = null,
    IReadOnlyList<PointView>? Points = null,
    DateOnly? ReceiptUntil = null,
    string? RepeatOf = null,
    IReadOnlyList<DocumentLine>? Documents = null,
    GuestView? Guest = null,
    string? ClaimedByName = null) : IVersioned
{
    /// <summary>The papers without which a request with these answers is incomplete.</summary>
    public IReadOnlyList<string> RequiredMaterials { get; init; } = [];

    /// <summary>Those of <c>requiredMaterials</c> that were neither handed in nor shown; empty when the request is closed.</summary>
    public IReadOnlyList<string> MissingMaterials { get; init; } = [];

    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>The request after an action of a desk. <c>awaiting</c> says that the action takes effect when a second person confirms.</summary>
public sealed record RequestChange(
    string Number, string Department, string State, string? ClaimedBy, DateOnly? Due, int Seq, IReadOnlyList<string> AllowedActions, bool? Provisional = null,
    AwaitingView? Awaiting = null)
    : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}
