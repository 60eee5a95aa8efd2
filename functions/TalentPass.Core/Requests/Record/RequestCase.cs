using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Requests.Record;

/// <summary>
/// A request (办件) as its row stores it. The row is the only source of truth; a desk's list is a projection of it.
/// </summary>
public sealed record RequestCase
{
    /// <summary>The request's ids and number.</summary>
    public required RequestRef Ref { get; init; }

    /// <summary>The id of the service item (事项).</summary>
    public required string Service { get; init; }

    /// <summary>The version of the catalogue whose rules bind the request: the one in force when it was filed.</summary>
    public required int CatalogueVersion { get; init; }

    /// <summary>The department that handles it now.</summary>
    public required string Department { get; init; }

    /// <summary>The state of the request.</summary>
    public required RequestState State { get; init; }

    /// <summary>How it ended, when <see cref="State"/> is <see cref="RequestState.Ended"/>.</summary>
    public RequestEnding? Ending { get; init; }

    /// <summary>The account that has claimed the request (认领); null when nobody has.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The number of the last step, from 1.</summary>
    public required int Seq { get; init; }

    /// <summary>The chain hash of the last step, <see cref="TimelineEvent.HashLength"/> bytes; empty when only a list was read.</summary>
    public required byte[] Head { get; init; }

    /// <summary>When the request was received.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the request was accepted (受理); null before.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When the request was decided (决定); null before.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The request's clock and its due dates.</summary>
    public required RequestClocks Clocks { get; init; }

    /// <summary>The facts about the request besides its state; empty when only a list was read.</summary>
    public RequestCourse Course { get; init; } = new();

    /// <summary>The applicant's tier level at the time of filing, 1–8; 9 for a person without a tier.</summary>
    public int Tier { get; init; } = NoTier;

    /// <summary>The short code as the row holds it; null when it was not read.</summary>
    public string? ShortCode { get; init; }

    /// <summary>The applicant's masked name; empty when only a talent's own list was read.</summary>
    public required string Applicant { get; init; }

    /// <summary>
    /// Who the applicant is; null when only a list was read, and for a request from before 2026-11-26.
    /// </summary>
    public PersonFact? Person { get; init; }

    /// <summary>The present answers as JSON; null when only a list was read.</summary>
    public string? Answers { get; init; }

    /// <summary>The answers as they were filed, when a supplement has changed them; otherwise null.</summary>
    public string? FirstAnswers { get; init; }

    /// <summary>
    /// The version number of the answers, from 1. Each supplement makes a new version; the earlier ones stay in the row.
    /// </summary>
    public int AnswersVersion { get; init; } = 1;

    /// <summary>The papers that were handed in.</summary>
    public IReadOnlyList<SubmittedMaterial> Materials { get; init; } = [];

    /// <summary>The history, oldest first; empty when the request was read without it.</summary>
    public IReadOnlyList<TimelineEvent> Timeline { get; init; } = [];

    /// <summary>The bytes in UTF-8 of all texts of the history.</summary>
    public int TextBytes { get; init; }

    /// <summary>The row's version in storage.</summary>
    public ETag Version { get; init; }

    /// <summary>The whole row as it was read; null for a new request, and when only some properties were read.</summary>
    public TableEntity? Stored { get; init; }

    /// <summary>The tier level that stands for "no tier". It is the largest, so such requests come last in a list.</summary>
    public const int NoTier = 9;

    /// <summary>
    /// The legal day on which the answers were first filed. The answers are checked against the rules of this day.
    /// </summary>
    public DateOnly FiledOn => Course.Filing?.FiledOn ?? LegalDay.Of(SubmittedAt);

    /// <summary>
    /// The round of the service's yearly window in which the request is handled; null for a service without a window, and for a request
    /// that another request opened.
    /// </summary>
    public FilingRound? RoundOf(ServiceItem service) => Course.Origin is null ? service.Window?.RoundOf(FiledOn) : null;

    /// <summary>
    /// The due date that binds now: the desk's, or the applicant's while something has to be supplied. Null when nothing is due.
    /// </summary>
    public DateOnly? Due => Clocks.Due ?? (State == RequestState.SupplementWanted ? Course.Supplement?.Due : null);

    /// <summary>Whether <see cref="Due"/> depends on a year without a published calendar.</summary>
    public bool IsDueProvisional => Clocks.Due is null ? Due is not null && Course.Supplement!.Provisional : Clocks.Provisional;

    /// <summary>
    /// Whether the decision went against the applicant. A request that was terminated or handed to another authority was not
    /// decided.
    /// </summary>
    public bool WentAgainst => Course.Reason is not null && Ending is not (RequestEnding.Terminated or RequestEnding.TransferredOut);

    /// <summary>
    /// What the applicant can do about a decision against them. Not accepting a request, or revoking its acceptance, is no decision
    /// that 出境入境管理法 36 makes final.
    /// </summary>
    public Remedy Remedy(ServiceItem service) =>
        Ending is RequestEnding.NotAccepted or RequestEnding.AcceptanceRevoked ? service.Remedy.WhenNotAccepted : service.Remedy;

    /// <summary>The request with further papers. A new paper replaces the earlier paper with the same id.</summary>
    public RequestCase Handed(IReadOnlyList<SubmittedMaterial> papers) =>
        this with { Materials = [.. Materials.Where(old => papers.All(each => each.Id != old.Id)), .. papers] };

    /// <summary>
    /// The request with all dates counted again by this calendar, which may be newer than the one they were counted by.
    /// </summary>
    public RequestCase Counted(WorkingCalendar calendar)
    {
        var course = Course.Count(calendar);
        return this with { Course = course, Clocks = Clocks.Count(course.ExcludedByPauses(calendar), course.Extension?.WorkingDays ?? 0, calendar) };
    }

    /// <summary>Whether the request is closed: no desk can act on it any more.</summary>
    public bool IsClosed => State is RequestState.Delivered or RequestState.Rated or RequestState.Ended;

    /// <summary>
    /// Whether the request has arrived at a desk. True for every request except a later part of a bundle that has not started, or
    /// was terminated before.
    /// </summary>
    public bool IsAtDesk => State != RequestState.Waiting && Ending != RequestEnding.Terminated;

    /// <summary>
    /// Whether an officer or supervisor would act in their own cause (回避): the request is their own, or it appeals against what they
    /// decided.
    /// </summary>
    public bool IsOwnCauseOf(Actor actor) =>
        actor.IsAny(Roles.Desk | Roles.Supervisor) && (actor.TalentId == Ref.TalentId || Course.Barred.Contains(actor.Account, StringComparer.Ordinal));

    /// <summary>The legal day on which the department first received the request; null when that was not kept.</summary>
    public DateOnly? ReceivedBy(string department) => Course.Arrivals.FirstOrDefault(each => each.Department == department)?.On;

    /// <summary>The request with its arrival at the department that has it now, if that is the first one there.</summary>
    public RequestCase ReceivedOn(DateOnly day) =>
        ReceivedBy(Department) is null ? this with { Course = Course with { Arrivals = [.. Course.Arrivals, new(Department, day)] } } : this;

    /// <summary>The published name of the state; for an ended request, the name of its ending.</summary>
    public string PublishedState() => Ending?.Name() ?? State.Name();
}

/// <summary>A paper that was handed in with a request.</summary>
/// <param name="Id">The paper's id in the catalogue.</param>
/// <param name="File">The id of the stored file; null when the paper comes from shared data or is shown at the counter.</param>
public sealed record SubmittedMaterial(string Id, string? File = null);
