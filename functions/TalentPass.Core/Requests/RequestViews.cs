using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Requests;

/// <summary>A step of the history as the contract shows it.</summary>
public sealed record TimelineView(int Seq, DateTimeOffset At, string Action, string Actor, string State, string? Note, DateOnly? Due);

/// <summary>The clocks as the contract shows them.</summary>
/// <param name="LegalDue">By law.</param>
/// <param name="PromisedDue">By promise.</param>
/// <param name="DeliveryDue">For the delivery of the result.</param>
/// <param name="Paused">Whether the clock stands (中止).</param>
/// <param name="RemainingWorkingDays">Until the binding date; negative when overdue.</param>
/// <param name="Provisional">Counted into a year whose calendar is not published.</param>
/// <param name="Light"><c>green</c>, <c>yellow</c>, <c>red</c>.</param>
public sealed record ClockView(
    DateOnly? LegalDue, DateOnly? PromisedDue, DateOnly? DeliveryDue, bool Paused, int? RemainingWorkingDays, bool Provisional, string Light);

/// <summary>The receipt of a submission (回执).</summary>
public sealed record RequestReceipt(
    string Number,
    string ShortCode,
    string Service,
    string Title,
    string Department,
    string State,
    DateTimeOffset SubmittedAt,
    DateOnly? Due,
    IReadOnlyList<TimelineView> Timeline) : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>A request in a talent's list.</summary>
public sealed record RequestListItem(
    string Number, string ShortCode, string Service, string Title, string Department, string State, DateTimeOffset SubmittedAt, DateOnly? Due);

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
    string? ClaimedBy,
    DateTimeOffset SubmittedAt,
    DateOnly? Due,
    JsonElement? Answers,
    IReadOnlyList<SubmittedMaterial> Materials,
    IReadOnlyList<TimelineView> Timeline,
    ClockView Clock,
    IReadOnlyList<string> AllowedActions) : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>What an action at a desk left behind.</summary>
public sealed record RequestChange(
    string Number, string Department, string State, string? ClaimedBy, DateOnly? Due, int Seq, IReadOnlyList<string> AllowedActions) : IVersioned
{
    /// <inheritdoc />
    [JsonIgnore]
    public string ETag { get; init; } = "";
}
