using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Views;

/// <summary>A step of the history as the contract shows it.</summary>
/// <param name="Seq">From 1, without gaps for staff.</param>
/// <param name="At">When.</param>
/// <param name="Action">The verb of the call, or <c>timer:…</c>.</param>
/// <param name="Actor">The account that acted.</param>
/// <param name="State">The state after it.</param>
/// <param name="Note">What was said.</param>
/// <param name="Due">The date it set.</param>
/// <param name="Internal">True where only staff may read it; else left out.</param>
/// <param name="Provisional">True where that date reaches into a year whose calendar is not published; else left out.</param>
public sealed record TimelineView(
    int Seq, DateTimeOffset At, string Action, string Actor, string State, string? Note, DateOnly? Due, bool? Internal = null, bool? Provisional = null);

/// <summary>The clocks as the contract shows them.</summary>
/// <param name="LegalDue">By law; null before acceptance, and where no law sets a figure.</param>
/// <param name="PromisedDue">By promise; null before acceptance, and where nothing is promised.</param>
/// <param name="DeliveryDue">For the delivery of the result.</param>
/// <param name="Paused">Whether the clock stands (中止).</param>
/// <param name="RemainingWorkingDays">Until the binding date; negative when overdue, null when no clock runs.</param>
/// <param name="Provisional">One of the dates is counted into a year whose calendar is not published.</param>
/// <param name="Light"><c>green</c>, <c>yellow</c>, <c>red</c>.</param>
public sealed record ClockView(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? LegalDue,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? PromisedDue,
    DateOnly? DeliveryDue,
    bool Paused,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? RemainingWorkingDays,
    bool Provisional,
    string Light);

/// <summary>The receipt of a submission (回执).</summary>
/// <param name="Number">The number (办件编号).</param>
/// <param name="ShortCode">What opens the anonymous progress together with the number.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Title">The service's title.</param>
/// <param name="Department">Where it was routed.</param>
/// <param name="State">Where it stands.</param>
/// <param name="SubmittedAt">When it was received.</param>
/// <param name="Due">Until when the department has to say what is missing, or to accept.</param>
/// <param name="Timeline">The first step.</param>
/// <param name="Provisional">True where that date reaches into a year whose calendar is not published; else left out.</param>
/// <param name="Receipt">What the receipt proves, e.g. lawful stay (条例 13, 18).</param>
/// <param name="Warnings">Days the law wants kept that were not.</param>
/// <param name="Answers">A copy of the answers.</param>
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
    bool? Provisional = null) : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>A request in a talent's list; <c>provisional</c> is true where its date reaches into an unpublished year, else left out.</summary>
public sealed record RequestListItem(
    string Number,
    string ShortCode,
    string Service,
    string Title,
    string Department,
    string State,
    DateTimeOffset SubmittedAt,
    DateOnly? Due,
    bool? Provisional = null);

/// <summary>The whole case.</summary>
public sealed record RequestView(
    string Number,
    string ShortCode,
    string Service,
    string Title,
    string Department,
    string Applicant,
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
    ExtensionFact? Extension = null,
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
    FilingView? Filing = null) : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>What was shown when the request was filed.</summary>
/// <param name="Notice">The version of the privacy notice (个人信息保护法 17).</param>
/// <param name="MinorNotice">The version of the notice for guardians, where a child under 14 is named (个人信息保护法 31).</param>
/// <param name="Area">The service area it is for, where one was named.</param>
public sealed record FilingView(string Notice, string? MinorNotice, FilingAreaView? Area);

/// <summary>A service area as a request was filed for it.</summary>
/// <param name="Area">Its id.</param>
/// <param name="Title">In the reader's language.</param>
public sealed record FilingAreaView(string Area, string Title);

/// <summary>What goes against the applicant: a refusal, or that the request was not accepted.</summary>
/// <param name="Reason">Why (许可法 38).</param>
/// <param name="Remedy">What can be done about it; of entry-exit decisions, that they are final (出境入境管理法 36).</param>
/// <param name="RightAuthority">Who is responsible instead (许可法 32(2)).</param>
public sealed record DecisionView(string Reason, RemedyView? Remedy, string? RightAuthority);

/// <summary>What can be done about a decision (救济途径).</summary>
/// <param name="Final">Whether the decision is final.</param>
/// <param name="Text">The sentence for people.</param>
public sealed record RemedyView(bool Final, string Text);

/// <summary>What an action at a desk left behind.</summary>
public sealed record RequestChange(
    string Number, string Department, string State, string? ClaimedBy, DateOnly? Due, int Seq, IReadOnlyList<string> AllowedActions, bool? Provisional = null)
    : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}
