using System.Text.Json.Serialization;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Requests.Record;

/// <summary>
/// The facts about a request besides its state and its history. They are stored sealed in the request's row, since people wrote
/// much of them.
/// </summary>
public sealed record RequestCourse
{
    /// <summary>What the desk asked the applicant to supply (补正). A desk may ask only once.</summary>
    public SupplementFact? Supplement { get; init; }

    /// <summary>The papers that were missing at a tolerant acceptance (容缺受理).</summary>
    public GapsFact? Gaps { get; init; }

    /// <summary>The last pause (中止) of the clock, unless it was ended early. It is over when its last day has passed.</summary>
    public PauseFact? Pause { get; init; }

    // The lists are empty, not null, in a row that was written before there was such a list.

    /// <summary>The pauses before <see cref="Pause"/>, and all pauses that were ended early; oldest first.</summary>
    public IReadOnlyList<PauseFact> Pauses { get; init => field = value ?? []; } = [];

    /// <summary>The extension (延期) of the time to decide. A request can be extended only once.</summary>
    public ExtensionFact? Extension { get; init; }

    /// <summary>What an officer has proposed and a second person has to confirm (复核); null when nothing waits.</summary>
    public ProposalFact? Awaiting { get; init; }

    /// <summary>
    /// Why the request was refused, not accepted or handed to another authority, in the officer's words. For a step of the timers
    /// or of the bundle: the name of the action.
    /// </summary>
    public string? Reason { get; init; }

    /// <summary>The authority that is responsible instead (许可法 32(2)), or to which the request was handed.</summary>
    public string? RightAuthority { get; init; }

    /// <summary>The result of an approval in words.</summary>
    public string? Result { get; init; }

    /// <summary>
    /// What an approval granted (决定内容). Null before, for a service that declares no results, and for approvals from before
    /// 2026-11-26.
    /// </summary>
    public DecisionFact? Decision { get; init; }

    /// <summary>
    /// The accounts that decided the request: approved or refused it, did not accept it, or confirmed one of these. They do not handle
    /// an appeal. Empty for decisions from before 2026-11-26; the history names those.
    /// </summary>
    public IReadOnlyList<string> DecidedBy { get; init => field = value ?? []; } = [];

    /// <summary>The last urging (催办).</summary>
    public UrgeFact? Urge { get; init; }

    /// <summary>The rating (好差评).</summary>
    public RatingFact? Rating { get; init; }

    /// <summary>The legal day on which the result was delivered.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Whether the applicant has been invited to rate.</summary>
    public bool Invited { get; init; }

    /// <summary>The last slip of supervision (督办单).</summary>
    public SlipFact? Slip { get; init; }

    /// <summary>The due date for which the yellow light (黄灯) was recorded.</summary>
    public DateOnly? Yellow { get; init; }

    /// <summary>The request that opened this one; null when this request was filed.</summary>
    public OriginFact? Origin { get; init; }

    /// <summary>
    /// The accounts that decided the request against which this one appeals. They do not act on the appeal (回避).
    /// </summary>
    public IReadOnlyList<string> Barred { get; init => field = value ?? []; } = [];

    /// <summary>The number of the request with which a terminated part of a bundle goes on, after an appeal was won.</summary>
    public string? RevivedAs { get; init; }

    /// <summary>The number of the appeal against this request.</summary>
    public string? AppealedAs { get; init; }

    /// <summary>The number of the case that a bad rating (差评) of this request opened.</summary>
    public string? MendedAs { get; init; }

    /// <summary>What the applicant said in the call-back (回访) after a bad rating.</summary>
    public string? CallBack { get; init; }

    /// <summary>Whether a bad rating opened this request. Then it has fifteen working days, without pause or extension.</summary>
    [JsonIgnore]
    public bool IsFromBadRating => Origin?.Kind == OriginFact.BadRating;

    /// <summary>The bundle (一件事) of which this request is a part.</summary>
    public BundlePartFact? Bundle { get; init; }

    /// <summary>When the request was started as a later part of its bundle. Its clocks run from then on.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How the request was filed.</summary>
    public FilingFact? Filing { get; init; }

    /// <summary>What the department must check before it approves; none in requests from before 2026-11-26.</summary>
    public IReadOnlyList<PointFact> Points { get; init => field = value ?? []; } = [];

    /// <summary>
    /// The departments that received the request, oldest first; none of those from before 2026-11-26, when these were not kept.
    /// </summary>
    public IReadOnlyList<ArrivalFact> Arrivals { get; init => field = value ?? []; } = [];

    /// <summary>The result documents of the decisions on this request, oldest first.</summary>
    public IReadOnlyList<IssuedDocument> Documents { get; init => field = value ?? []; } = [];

    /// <summary>The next day on which a timer step is due. The request has a reminder row for this day.</summary>
    [JsonPropertyName("wake")]
    public DateOnly? RemindOn { get; init; }

    /// <summary>
    /// The year without a published calendar that can still move a date of the request. The request has a reminder row for this
    /// year.
    /// </summary>
    public int? UnpublishedYear { get; init; }

    /// <summary>Whether the applicant has still to be told until when something must be supplied.</summary>
    [JsonIgnore]
    public bool IsUntold => Supplement is { SuppliedAt: null, Untold: true } || Gaps is { SuppliedAt: null, Untold: true };

    /// <summary>Whether the clock is paused on this day.</summary>
    public bool IsPaused(DateOnly today) => Pause is { } pause && today <= pause.Until;

    /// <summary>The number of working days that all pauses take out of the count, by this calendar (许可法 45).</summary>
    public int ExcludedByPauses(WorkingCalendar calendar) => Pauses.Append(Pause).OfType<PauseFact>().Sum(each =>
        each.ResumedOn is { } day ? Math.Max(0, calendar.WorkingDaysBetween(each.From, day)) : each.WorkingDays);

    /// <summary>
    /// Whether a date to supply that is still open, or the end of the last pause, depends on a year without a published calendar.
    /// </summary>
    [JsonIgnore]
    public bool Provisional => Supplement is { SuppliedAt: null, Provisional: true } || Gaps is { SuppliedAt: null, Provisional: true } || Pause is { Provisional: true };

    /// <summary>
    /// The latest of the dates to supply that are still open and of the end of the last pause; null when there is none.
    /// </summary>
    [JsonIgnore]
    public DateOnly? LastDate =>
        new[] { Supplement is { SuppliedAt: null } asked ? asked.Due : null, Gaps is { SuppliedAt: null } gaps ? gaps.Due : null, Pause?.Until }.Max();

    /// <summary>
    /// Counts the dates again by this calendar, which may be newer. The last day to supply was told in writing, so it can only
    /// become later, never earlier.
    /// </summary>
    public RequestCourse Count(WorkingCalendar calendar)
    {
        DueDate In(DateOnly from, int workingDays) => calendar.AddWorkingDays(from, workingDays);
        var counted = this;
        if (Supplement is { SuppliedAt: null, From: { } asked } supplement && In(asked, supplement.WorkingDays) is var due)
        {
            counted = counted with { Supplement = supplement with { Due = Later(due.Date, supplement.Due), Provisional = due.Provisional } };
        }

        if (Gaps is { SuppliedAt: null, From: { } accepted } gaps && In(accepted, gaps.WorkingDays) is var until)
        {
            counted = counted with { Gaps = gaps with { Due = Later(until.Date, gaps.Due), Provisional = until.Provisional } };
        }

        return Pause is { } pause && In(pause.From, pause.WorkingDays) is var end
            ? counted with { Pause = pause with { Until = end.Date, Provisional = end.Provisional } }
            : counted;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
