using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Requests.Record;

/// <summary>One thing that the applicant has to supply: a paper or a field, with an explanation.</summary>
/// <param name="Text">What is missing or wrong, for the applicant; at most 1,000 code points.</param>
/// <param name="Material">The paper's id; null when a field is asked for.</param>
/// <param name="Field">The form field's name; null when a paper is asked for.</param>
public sealed record SupplementItem(string Text, string? Material = null, string? Field = null);

/// <summary>A demand to supply what is missing (补正通知). The desk must ask for everything, in one demand (许可法 32(4)).</summary>
/// <param name="Items">Everything that is missing.</param>
/// <param name="Due">The last day to supply; after this day the request counts as withdrawn (浙规 11(3)).</param>
/// <param name="SuppliedAt">When the applicant supplied everything; null before.</param>
/// <param name="From">The day on which the applicant was told; this day is not counted.</param>
/// <param name="WorkingDays">The time to supply, in working days.</param>
/// <param name="Provisional">Whether the last day depends on a year without a published calendar.</param>
public sealed record SupplementFact(
    IReadOnlyList<SupplementItem> Items, DateOnly Due, DateTimeOffset? SuppliedAt = null, DateOnly? From = null, int WorkingDays = 0, bool Provisional = false)
{
    /// <summary>
    /// True while the applicant has not been told, else left out. Until then nothing ends by the last day, and the time counts from telling.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Untold { get; init; }
}

/// <summary>The papers that were missing at a tolerant acceptance (容缺受理).</summary>
/// <param name="Missing">The ids of the papers.</param>
/// <param name="Due">The last day to supply; after this day the acceptance is revoked (浙规 11(2)).</param>
/// <param name="SuppliedAt">When the applicant supplied all of them; null before.</param>
/// <param name="From">The day on which the applicant was told; this day is not counted.</param>
/// <param name="WorkingDays">The time to supply, in working days.</param>
/// <param name="Provisional">Whether the last day depends on a year without a published calendar.</param>
public sealed record GapsFact(
    IReadOnlyList<string> Missing, DateOnly Due, DateTimeOffset? SuppliedAt = null, DateOnly? From = null, int WorkingDays = 0, bool Provisional = false)
{
    /// <inheritdoc cref="SupplementFact.Untold"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Untold { get; init; }
}

/// <summary>A pause of the clock. The applicant is told its length (许可法 45). It ends by itself, or earlier by resuming.</summary>
/// <param name="Kind">The kind of the pause, one of those that the service allows.</param>
/// <param name="From">The day on which the pause began; this day is not counted.</param>
/// <param name="WorkingDays">The length in working days.</param>
/// <param name="Until">The last day of the pause.</param>
/// <param name="Provisional">Whether the last day depends on a year without a published calendar.</param>
/// <param name="ResumedOn">The day on which the pause was ended early; null when it was not.</param>
public sealed record PauseFact(string Kind, DateOnly From, int WorkingDays, DateOnly Until, bool Provisional = false, DateOnly? ResumedOn = null);

/// <summary>The extension of the time to decide (许可法 42).</summary>
/// <param name="WorkingDays">The working days that are added.</param>
/// <param name="Reason">The reason; the applicant is told.</param>
/// <param name="Approver">
/// The account that confirmed the extension. Before 2026-11-26: what the officer wrote about the head of the office.
/// </param>
public sealed record ExtensionFact(int WorkingDays, string Reason, string Approver);

/// <summary>A step that an officer has proposed. It takes effect when a second person confirms it (复核).</summary>
/// <param name="Seq">The number of the step that proposed it.</param>
/// <param name="Action"><c>extend</c>, or the late <c>approve</c> or <c>refuse</c>.</param>
/// <param name="By">The account that proposed it.</param>
/// <param name="At">When it was proposed.</param>
/// <param name="Approver">The only account that may confirm it; null when any other account with the right may.</param>
/// <param name="WorkingDays">The working days of an extension; 0 for a decision.</param>
/// <param name="Reason">The reason of an extension or a refusal.</param>
/// <param name="Note">The note of an approval.</param>
/// <param name="Result">The result of an approval in words.</param>
/// <param name="Decision">The content of an approval.</param>
public sealed record ProposalFact(
    int Seq, string Action, string By, DateTimeOffset At, string? Approver = null, int WorkingDays = 0, string? Reason = null, string? Note = null,
    string? Result = null, DecisionFact? Decision = null)
{
    /// <summary>Whether this account may confirm the step, as far as the proposal says.</summary>
    public bool IsFor(string account) => account != By && (Approver is null || Approver == account);
}

/// <summary>The content of an approval (决定内容).</summary>
/// <param name="Type">The type of the result in the catalogue, e.g. <c>grant</c>.</param>
/// <param name="Fields">The fields of the decision by name, a JSON object; checked against the result's form.</param>
public sealed record DecisionFact(string Type, JsonElement Fields);

/// <summary>An urging (催办) by the applicant. The desk must answer it.</summary>
/// <param name="At">When the applicant urged last.</param>
/// <param name="Text">What the applicant wrote.</param>
/// <param name="AnsweredAt">When the desk answered, or closed the request; null before.</param>
/// <param name="Answer">The desk's answer; null when the request was closed without one.</param>
/// <param name="Late">Whether the answer was not given in time.</param>
/// <param name="Since">When the first of several unanswered urgings came; null when there was only one.</param>
public sealed record UrgeFact(
    DateTimeOffset At, string Text, DateTimeOffset? AnsweredAt = null, string? Answer = null, bool Late = false, DateTimeOffset? Since = null);

/// <summary>A rating (好差评). It is voluntary, and a request can be rated only once.</summary>
/// <param name="Grade">5 非常满意, 4 满意, 3 基本满意, 2 不满意, 1 非常不满意.</param>
/// <param name="Channel">Where the rating was given: pc, mobile, qr, hall or other.</param>
/// <param name="Text">The rating in words; null when none were given.</param>
/// <param name="Questions">The version of the questions that were asked.</param>
/// <param name="At">When the rating was given.</param>
public sealed record RatingFact(int Grade, string Channel, string? Text, string Questions, DateTimeOffset At);

/// <summary>A slip of supervision (督办单) for an overdue request: first blue, then orange, then red.</summary>
/// <param name="Colour"><c>blue</c>, <c>orange</c> or <c>red</c>.</param>
/// <param name="On">The day on which the slip was written.</param>
/// <param name="Due">The due date that had passed.</param>
public sealed record SlipFact(string Colour, DateOnly On, DateOnly Due);

/// <summary>The origin of a request that another request opened.</summary>
/// <param name="Kind"><c>appeal</c>, <c>bad-rating</c> or <c>revival</c>.</param>
/// <param name="Number">The number of the request that opened it.</param>
public sealed record OriginFact(string Kind, string Number)
{
    /// <summary>
    /// The kinds of origin: an appeal, the case after a bad rating, and a part of a bundle that goes on after an appeal was won.
    /// </summary>
    public const string Appeal = "appeal", BadRating = "bad-rating", Revival = "revival";
}

/// <summary>The place of a request in its bundle.</summary>
/// <param name="Bundle">The bundle's id in the catalogue.</param>
/// <param name="Number">The number of this filed bundle.</param>
/// <param name="Stage">The stage, from 0. A stage starts when the stage before it is completed.</param>
/// <param name="StandsFor">For an appeal: the number of the part whose place it takes when it is won. Otherwise null.</param>
public sealed record BundlePartFact(string Bundle, string Number, int Stage, string? StandsFor = null);

/// <summary>The first arrival of a request at a department: by filing, by transfer, or as a later part of a bundle.</summary>
/// <param name="Department">The department.</param>
/// <param name="On">The legal day of the step that sent the request there.</param>
public sealed record ArrivalFact(string Department, DateOnly On);

/// <summary>How a request was filed.</summary>
/// <param name="Notice">The version of the privacy notice that was shown (个人信息保护法 17).</param>
/// <param name="ScanId">The scan that proves the talent was present, when hall staff filed the request; otherwise null.</param>
/// <param name="Area">The service area's id; null when none was named.</param>
/// <param name="MinorNotice">The version of the notice for guardians; null when no child under 14 is named (个人信息保护法 31).</param>
/// <param name="AreaTitle">The area's name at the time of filing.</param>
/// <param name="FiledOn">For a request that another request opened: the day its answers were first filed. Otherwise null.</param>
/// <param name="Guest">The home city of a guest; null for a talent of this city.</param>
public sealed record FilingFact(
    string Notice, string? ScanId = null, string? Area = null, string? MinorNotice = null, Bilingual? AreaTitle = null, DateOnly? FiledOn = null,
    GuestFact? Guest = null)
{
    /// <summary>Whether the hall's officer compared the applicant with the identity document.</summary>
    public bool DocumentConfirmed { get; init; }

    /// <summary>The number of the earlier request that this one repeats; the filer confirmed the repetition.</summary>
    public string? RepeatOf { get; init; }
}

/// <summary>Where a guest comes from: a talent of a partner city who is served here (互认城市人才).</summary>
/// <param name="CityCode">The GB/T 2260 code of the home city, six digits.</param>
/// <param name="City">The name of the home city at the time of filing.</param>
public sealed record GuestFact(string CityCode, Bilingual City);
