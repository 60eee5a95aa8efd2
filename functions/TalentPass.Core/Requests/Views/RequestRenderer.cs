using System.Globalization;
using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Talents.Eligibility;

namespace TalentPass.Core.Requests.Views;

/// <summary>Renders requests as the API shows them.</summary>
/// <param name="numbers">Makes the short codes.</param>
/// <param name="etags">Writes the ETags.</param>
/// <param name="calendar">The working days.</param>
/// <param name="time">The clock.</param>
/// <param name="nameOf">The names of officers.</param>
public sealed class RequestRenderer(RequestNumbers numbers, RequestETags etags, WorkingCalendar calendar, TimeProvider time, OfficerNameOf nameOf)
{
    /// <summary>Renders an item of a talent's list.</summary>
    public RequestListItem Item(RequestCase request, PublishedCatalogue catalogue, bool english) => new(
        request.Ref.Number,
        request.ShortCode ?? numbers.ShortCode(request.Ref),
        request.Service,
        Title(catalogue, request.Service, english),
        request.Department,
        request.PublishedState(),
        request.SubmittedAt,
        request.Clocks.Due,
        OnlyTrue(request.Clocks.Provisional),
        DueKind.Of(request.PublishedState(), request.Clocks.Due, catalogue.Content.Service(request.Service)?.TimeLimits));

    /// <summary>Renders the whole case. Internal notes and the slip (督办单) are shown to staff only.</summary>
    /// <param name="request">The request.</param>
    /// <param name="service">The service by whose rules it is handled.</param>
    /// <param name="actor">The reader.</param>
    /// <param name="staff">Whether the reader is staff of the desk.</param>
    /// <param name="english">Whether the texts are in English; otherwise in Chinese.</param>
    /// <param name="applicant">The applicant in full; null for a reader who sees the masked name only.</param>
    public RequestView Case(RequestCase request, ServiceItem service, Actor actor, bool staff, bool english, ApplicantView? applicant = null) => new(
        request.Ref.Number,
        request.ShortCode ?? numbers.ShortCode(request.Ref),
        request.Service,
        service.Title.In(english),
        request.Department,
        applicant ?? ApplicantView.Hidden(request),
        request.PublishedState(),
        request.Ending?.Name(),
        request.ClaimedBy,
        request.SubmittedAt,
        request.Due,
        request.Answers is { } answers ? JsonElement.Parse(answers) : null,
        request.Materials,
        [.. (staff ? request.Timeline : ForApplicant(request.Timeline)).Select(step => Step(step, request, service, english))],
        Clock(request),
        new RequestRules(service, LegalDay.Today(time), calendar).Allowed(request, actor),
        Decision(request, service, english),
        request.Course.Pause,
        request.Course.Pauses is { Count: > 0 } pauses ? pauses : null,
        request.Course.Extension is { } longer ? new ExtensionView(longer.WorkingDays, longer.Reason, longer.Approver, nameOf(longer.Approver, english)) : null,
        request.Course.Supplement,
        request.Course.Gaps,
        request.Course.Urge,
        request.Course.Rating,
        request.Course.Origin,
        request.Course.AppealedAs,
        request.Course.MendedAs,
        request.Course.CallBack,
        request.Course.Bundle,
        request.Course.Result,
        staff ? request.Course.Slip?.Colour : null,
        LawfulStay(request, service) is { } proof ? LawfulStayText(proof, service, english) : null,
        Warnings(request, service, english),
        Filing(request, english),
        DueKind.Of(request.PublishedState(), request.Due, service.TimeLimits),
        request.RoundOf(service)?.Closes,
        Round(request, service, english),
        staff ? Awaiting(request) : null,
        request.Course.RevivedAs,
        staff && request.Course.Points.Count > 0 ? [.. request.Course.Points.Select(each => Point(each, request, service, english))] : null,
        LawfulStay(request, service),
        request.Course.Filing?.RepeatOf,
        Documents(request),
        GuestView.Of(request.Course.Filing?.Guest, english),
        request.ClaimedBy is { } officer ? nameOf(officer, english) : null)
    {
        ETag = etags.Write(request),
        RequiredMaterials = Required(request, service),
        MissingMaterials = request.IsClosed ? [] : [.. Required(request, service).Except(request.Materials.Select(each => each.Id))],
    };

    /// <summary>The ETag of a request.</summary>
    public string Version(RequestCase request) => etags.Write(request);

    /// <summary>The title of a service; its id when the catalogue no longer has the service.</summary>
    public static string Title(PublishedCatalogue catalogue, string service, bool english) =>
        catalogue.Content.Service(service)?.Title.In(english) ?? service;

    /// <summary>The texts of the legal deadlines that the filing missed; null when there are none.</summary>
    public static IReadOnlyList<string>? Warnings(RequestCase request, ServiceItem service, bool english) =>
        FilingWarnings.Of(service, JsonElement.Parse(request.Answers ?? "{}"), request.FiledOn) is { Count: > 0 } warnings
            ? [.. warnings.Select(each => each.In(english))]
            : null;

    /// <summary>The round of the yearly window in which the request is handled; null when there is none.</summary>
    public static RoundView? Round(RequestCase request, ServiceItem service, bool english) => request.RoundOf(service) is { } round
        ? new RoundView(round.Opens, round.Closes, round.DecidedFrom, OnlyTrue(round.IsLate), RequestWords.Round(round).In(english))
        : null;

    /// <summary>Renders a step of the history. A text that the product wrote is shown in the reader's language.</summary>
    public TimelineView Step(TimelineEvent step, RequestCase request, ServiceItem service, bool english) => new(
        step.Seq, step.At, step.Action, step.Actor, step.State, RequestWords.Note(step, request, service, english), step.Due,
        OnlyTrue(step.Internal), OnlyTrue(step.Provisional), step.Role.ToLowerInvariant(),
        step.IsOf(Roles.Desk, Roles.Supervisor) ? step.Department : null,
        step.IsOf(Roles.Desk, Roles.Supervisor, Roles.Hall) ? nameOf(step.Actor, english) : null);

    /// <summary>What waits for a second person; null when nothing does.</summary>
    internal static AwaitingView? Awaiting(RequestCase request) => request.Course.Awaiting is { } waits
        ? new AwaitingView(
            waits.Seq, waits.Action, waits.By, waits.At, waits.Approver, waits.WorkingDays > 0 ? waits.WorkingDays : null, waits.Reason, waits.Note, waits.Result,
            waits.Decision?.Type, waits.Decision?.Fields)
        : null;

    /// <summary>True for a flag that is set; otherwise null, so that JSON leaves it out.</summary>
    internal static bool? OnlyTrue(bool flag) => flag ? true : null;

    // An answer that goes against the applicant must show the reasons, the remedy and the responsible authority (许可法 32(2), 38).
    private static DecisionView? Decision(RequestCase request, ServiceItem service, bool english) => request.Course switch
    {
        { Reason: { } reason } => new DecisionView(
            RequestWords.Reason(reason, english),
            request.WentAgainst && request.Remedy(service) is var remedy ? new RemedyView(remedy.Final, remedy.Text.In(english)) : null,
            request.Course.RightAuthority,
            request.Ending is null ? DecisionWords.Refuse : null,
            request.Ending is null ? StateWords.Of(RequestState.Refused.Name()).In(english) : null),
        { Decision: { } decision } => new DecisionView(
            null, null, null, decision.Type, DecisionWords.Title(decision, service).In(english), decision.Fields, DecisionWords.Lines(decision, service, english)),
        _ => null,
    };

    private static IReadOnlyList<string> Required(RequestCase request, ServiceItem service) =>
        service.RequiredPapers(JsonElement.Parse(request.Answers ?? "{}"), request.Person?.Nature);

    // The applicant sees that the case was handed on within the desk, but not what officers write to each other about it.
    private static IEnumerable<TimelineEvent> ForApplicant(IEnumerable<TimelineEvent> timeline) => timeline
        .Select(step => step.Action is RequestMachine.Release or RequestMachine.Assign ? step with { Note = null, Internal = false } : step)
        .Where(step => !step.Internal);

    private static FilingView? Filing(RequestCase request, bool english) => request.Course.Filing is { } filing
        ? new FilingView(filing.Notice, filing.MinorNotice, filing.Area is { } area ? new FilingAreaView(area, filing.AreaTitle?.In(english) ?? area) : null, OnlyTrue(filing.DocumentConfirmed))
        : null;

    // The receipt of an accepted visa or residence application proves lawful stay until the decision is due, and then until it is
    // to be delivered (外国人入境出境管理条例 13, 18).
    private static DateOnly? LawfulStay(RequestCase request, ServiceItem service) =>
        service.Receipt is null || request.AcceptedAt is null || request.IsClosed ? null
        : request.DecidedAt is null ? request.Clocks.LegalDue ?? request.Clocks.PromisedDue : request.Clocks.DeliveryDue;

    private static string LawfulStayText(DateOnly until, ServiceItem service, bool english)
    {
        var day = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return service.Receipt!.In(english) + (english ? $" Valid until {day}." : $"有效期至{day}。");
    }

    private static PointView Point(PointFact point, RequestCase request, ServiceItem service, bool english) => new(
        point.Point,
        FilingPoints.TextOf(service, point.Point).In(english),
        point.Checked is { } found ? new PointCheckView(found.Met, found.By, found.At, NoteOf(point, request)) : null);

    private static string? NoteOf(PointFact point, RequestCase request) => request.Timeline
        .Where(each => each.Action == RequestMachine.Check).Select(each => RequestPoints.Read(each.Note))
        .LastOrDefault(each => each.Point == point.Point).Note;

    private IReadOnlyList<DocumentLine>? Documents(RequestCase request) => request.Course.Documents is { Count: > 0 } documents
        ? [.. documents.Select(each => new DocumentLine(each.Number, each.Kind.Name(), each.IssuedOn, each.Now(time).Name()))]
        : null;

    private ClockView Clock(RequestCase request)
    {
        var clocks = request.Clocks;
        var today = LegalDay.Today(time);
        return new ClockView(
            clocks.LegalDue, clocks.PromisedDue, clocks.DeliveryDue, request.Course.IsPaused(today), RequestPauses.Remaining(request, today, calendar), clocks.Counts.Provisional || request.Course.Provisional,
            clocks.Light(today, calendar, request.Course.Pause?.Until));
    }
}
