using System.Text.Json.Serialization;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Requests.Record;

/// <summary>
/// What happened to a request on its way, beyond its state and apart from its history: kept sealed in its row, since much of it is what people wrote.
/// </summary>
public sealed record RequestCourse
{
    /// <summary>What was asked for at the reception (补正), once.</summary>
    public SupplementFact? Supplement { get; init; }

    /// <summary>What was missing when it was tolerantly accepted (容缺受理).</summary>
    public GapsFact? Gaps { get; init; }

    /// <summary>The last pause (中止) of the clock; over when its last day has passed.</summary>
    public PauseFact? Pause { get; init; }

    /// <summary>The pauses before it and those that were ended early, oldest first.</summary>
    public IReadOnlyList<PauseFact> Pauses { get; init; } = [];

    /// <summary>The one extension (延期).</summary>
    public ExtensionFact? Extension { get; init; }

    /// <summary>The reasons of a refusal, or of not accepting.</summary>
    public string? Reason { get; init; }

    /// <summary>The authority that is the right one (许可法 32(2)).</summary>
    public string? RightAuthority { get; init; }

    /// <summary>The result in words.</summary>
    public string? Result { get; init; }

    /// <summary>The last urging (催办).</summary>
    public UrgeFact? Urge { get; init; }

    /// <summary>The rating (好差评).</summary>
    public RatingFact? Rating { get; init; }

    /// <summary>The day the result was delivered.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Whether the applicant was invited to rate.</summary>
    public bool Invited { get; init; }

    /// <summary>The last slip of supervision (督办单).</summary>
    public SlipFact? Slip { get; init; }

    /// <summary>The binding date whose nearing has been noted (黄灯).</summary>
    public DateOnly? Yellow { get; init; }

    /// <summary>The request this one was opened by.</summary>
    public OriginFact? Origin { get; init; }

    /// <summary>The request an appeal was made as.</summary>
    public string? AppealedAs { get; init; }

    /// <summary>The request a bad rating (差评) has opened.</summary>
    public string? MendedAs { get; init; }

    /// <summary>What the applicant said when called back (回访) about a bad rating.</summary>
    public string? CallBack { get; init; }

    /// <summary>Whether it was opened by a bad rating: it has fifteen working days and no more.</summary>
    [JsonIgnore]
    public bool IsFromBadRating => Origin?.Kind == OriginFact.BadRating;

    /// <summary>The bundle (一件事) it is a part of.</summary>
    public BundlePartFact? Bundle { get; init; }

    /// <summary>When it was started as a later part of its bundle: from then on its clocks run.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How it was filed.</summary>
    public FilingFact? Filing { get; init; }

    /// <summary>The next day a timer has to look at it; a reminder row stands for that day.</summary>
    [JsonPropertyName("wake")]
    public DateOnly? RemindOn { get; init; }

    /// <summary>The unpublished year the binding date reaches into; a reminder row stands for it.</summary>
    public int? UnpublishedYear { get; init; }

    /// <summary>Whether the clock stands on this day.</summary>
    public bool IsPaused(DateOnly today) => Pause is { } pause && today <= pause.Until;

    /// <summary>How many working days all pauses take out of the count (许可法 45), by a calendar that may know more by now.</summary>
    public int ExcludedByPauses(WorkingCalendar calendar) => Pauses.Append(Pause).OfType<PauseFact>().Sum(each =>
        each.ResumedOn is { } day ? Math.Max(0, calendar.WorkingDaysBetween(each.From, day)) : each.WorkingDays);

    /// <summary>Whether a date that still binds reaches into a year whose calendar is not published.</summary>
    [JsonIgnore]
    public bool Provisional => Supplement is { SuppliedAt: null, Provisional: true } || Gaps is { SuppliedAt: null, Provisional: true } || Pause is { Provisional: true };

    /// <summary>The last of the dates that still bind; null when none does.</summary>
    [JsonIgnore]
    public DateOnly? LastDate =>
        new[] { Supplement is { SuppliedAt: null } asked ? asked.Due : null, Gaps is { SuppliedAt: null } gaps ? gaps.Due : null, Pause?.Until }.Max();

    /// <summary>
    /// The same course by a calendar that may know more by now. A last day to supply that was told in writing is not taken
    /// back: it only ever becomes later.
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

/// <summary>Something wanted from the applicant: a paper or an answer, and in words what about it.</summary>
/// <param name="Text">What is missing or wrong, told to the applicant.</param>
/// <param name="Material">The paper's id; null where a field is wanted.</param>
/// <param name="Field">The field of the form; null where a paper is wanted.</param>
public sealed record SupplementItem(string Text, string? Material = null, string? Field = null);

/// <summary>A demand to supply what is missing (补正通知): everything, once (许可法 32(4)).</summary>
/// <param name="Items">Everything missing.</param>
/// <param name="Due">The last day; after it the request counts as withdrawn (浙规 11(3)).</param>
/// <param name="SuppliedAt">When it came.</param>
/// <param name="From">The day it was told, which is not counted.</param>
/// <param name="WorkingDays">How long the applicant has.</param>
/// <param name="Provisional">Whether the last day reaches into a year whose calendar is not published.</param>
public sealed record SupplementFact(
    IReadOnlyList<SupplementItem> Items, DateOnly Due, DateTimeOffset? SuppliedAt = null, DateOnly? From = null, int WorkingDays = 0, bool Provisional = false);

/// <summary>The gaps of a tolerant acceptance.</summary>
/// <param name="Missing">The papers, by id.</param>
/// <param name="Due">The last day; after it the acceptance is revoked (浙规 11(2)).</param>
/// <param name="SuppliedAt">When they came.</param>
/// <param name="From">The day they were told, which is not counted.</param>
/// <param name="WorkingDays">How long the applicant has.</param>
/// <param name="Provisional">Whether the last day reaches into a year whose calendar is not published.</param>
public sealed record GapsFact(
    IReadOnlyList<string> Missing, DateOnly Due, DateTimeOffset? SuppliedAt = null, DateOnly? From = null, int WorkingDays = 0, bool Provisional = false);

/// <summary>A pause of the clock, told with its length (许可法 45). It ends by itself; resuming ends it early.</summary>
/// <param name="Kind">One of the kinds the service knows.</param>
/// <param name="From">The day it began; like every first day, not counted.</param>
/// <param name="WorkingDays">Its length.</param>
/// <param name="Until">The last day.</param>
/// <param name="Provisional">Whether the last day reaches into a year whose calendar is not published.</param>
/// <param name="ResumedOn">The day it was ended early; null when it was not.</param>
public sealed record PauseFact(string Kind, DateOnly From, int WorkingDays, DateOnly Until, bool Provisional = false, DateOnly? ResumedOn = null);

/// <summary>The extension (许可法 42).</summary>
/// <param name="WorkingDays">Added.</param>
/// <param name="Reason">Told to the applicant.</param>
/// <param name="Approver">The head who approved it.</param>
public sealed record ExtensionFact(int WorkingDays, string Reason, string Approver);

/// <summary>An urging (催办): it must be answered.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What the applicant wrote.</param>
/// <param name="AnsweredAt">When the desk answered.</param>
/// <param name="Answer">What it answered.</param>
/// <param name="Late">Whether the answer is overdue.</param>
/// <param name="Since">When the first of several urgings without an answer came; null when there is one.</param>
public sealed record UrgeFact(
    DateTimeOffset At, string Text, DateTimeOffset? AnsweredAt = null, string? Answer = null, bool Late = false, DateTimeOffset? Since = null);

/// <summary>A rating (好差评), one a request, voluntary.</summary>
/// <param name="Grade">5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意.</param>
/// <param name="Channel">Where it was given: pc, mobile, qr, hall, other.</param>
/// <param name="Text">In words.</param>
/// <param name="Questions">The version of the questions asked.</param>
/// <param name="At">When.</param>
public sealed record RatingFact(int Grade, string Channel, string? Text, string Questions, DateTimeOffset At);

/// <summary>A slip of supervision (督办单): blue, then orange, then red while the request stays overdue.</summary>
/// <param name="Colour"><c>blue</c>, <c>orange</c>, <c>red</c>.</param>
/// <param name="On">The day it was written.</param>
/// <param name="Due">The binding date that had passed.</param>
public sealed record SlipFact(string Colour, DateOnly On, DateOnly Due);

/// <summary>Why a request was opened without being filed.</summary>
/// <param name="Kind"><c>appeal</c> or <c>bad-rating</c>.</param>
/// <param name="Number">The number of the request it goes back to.</param>
public sealed record OriginFact(string Kind, string Number)
{
    /// <summary>The two kinds.</summary>
    public const string Appeal = "appeal", BadRating = "bad-rating";
}

/// <summary>The place of a request in a bundle.</summary>
/// <param name="Bundle">The bundle's id in the catalogue.</param>
/// <param name="Number">The number of this filing of it.</param>
/// <param name="Stage">From 0; a stage starts when the one before is completed.</param>
public sealed record BundlePartFact(string Bundle, string Number, int Stage);

/// <summary>How a request was filed.</summary>
/// <param name="Notice">The version of the privacy notice that was shown (个人信息保护法 17).</param>
/// <param name="ScanId">The scan of the talent in whose presence hall staff filed it.</param>
/// <param name="Area">The service area's id.</param>
/// <param name="MinorNotice">The version of the notice for guardians, where a child under 14 is named (个人信息保护法 31).</param>
/// <param name="AreaTitle">What the area was called then.</param>
/// <param name="FiledOn">The day the answers were first filed, where another request was opened by that one; else null.</param>
public sealed record FilingFact(
    string Notice, string? ScanId = null, string? Area = null, string? MinorNotice = null, Bilingual? AreaTitle = null, DateOnly? FiledOn = null);
