using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// The conditions of a step, besides the state and the role. Flags: a step can have several, and all must hold.
/// </summary>
[Flags]
public enum RequestGuards
{
    /// <summary>No condition.</summary>
    None = 0,

    /// <summary>Nobody has claimed the request.</summary>
    Unclaimed = 1,

    /// <summary>
    /// The request is unclaimed, or the actor has claimed it. An officer who has claimed a request works on it alone; only a
    /// supervisor may also act.
    /// </summary>
    UnclaimedOrMine = 1 << 1,

    /// <summary>The actor has claimed the request. For a supervisor: any account has claimed it.</summary>
    Held = 1 << 2,

    /// <summary>
    /// The time in which the desk can say that the request is not accepted, or that something is missing, is not over. After this
    /// time the request is deemed accepted (许可法 32(4)). Always true for a service without deemed acceptance.
    /// </summary>
    InReceiptTime = 1 << 3,

    /// <summary>The decision's clock is not paused today.</summary>
    Running = 1 << 4,

    /// <summary>The decision's clock is paused today.</summary>
    Paused = 1 << 5,

    /// <summary>
    /// The service allows pauses, and the due date has not passed: a pause cannot repair a delay (许可法 45). A case that a bad
    /// rating opened allows neither a pause nor an extension.
    /// </summary>
    Pausable = 1 << 6,

    /// <summary>
    /// The request was never extended, is not overdue, and the service allows an extension (许可法 42). Never true for a case that
    /// a bad rating opened.
    /// </summary>
    Extendable = 1 << 7,

    /// <summary>
    /// The applicant was not yet asked to supply anything: all that is missing must be told at once (许可法 32(4)).
    /// </summary>
    Unasked = 1 << 8,

    /// <summary>The papers that were missing from a tolerant acceptance (容缺受理) have been supplied.</summary>
    Supplied = 1 << 9,

    /// <summary>
    /// The missing things have not been supplied yet, and the last day for them has not passed, is still provisional, or was not told yet.
    /// </summary>
    Unsupplied = 1 << 10,

    /// <summary>An urging (催办) waits for an answer.</summary>
    Urged = 1 << 11,

    /// <summary>
    /// The request was refused, not accepted, or its acceptance was revoked; this is not final by law, and there was no appeal
    /// yet.
    /// </summary>
    Appealable = 1 << 12,

    /// <summary>The day of this timer step has come, see <see cref="RequestTimers"/>.</summary>
    OnItsDay = 1 << 13,

    /// <summary>
    /// Another part of the request's bundle causes the step: its stage is completed, it ended badly, or it got a paper that this
    /// part lists too.
    /// </summary>
    ByBundle = 1 << 14,

    /// <summary>The request was not opened by a bad rating: such a case must end with a recorded call-back (回访).</summary>
    Filed = 1 << 15,

    /// <summary>
    /// The yearly window in which the request was filed has closed: its requests are decided together, none before the others. True for
    /// a service without a window, and for a request that another request opened.
    /// </summary>
    WindowClosed = 1 << 16,

    /// <summary>The due date of the decision has not passed.</summary>
    InTime = 1 << 17,

    /// <summary>The due date of the decision has passed. A late decision needs a second person.</summary>
    Late = 1 << 18,

    /// <summary>A step was proposed and waits for a second person (复核).</summary>
    Awaiting = 1 << 19,

    /// <summary>The proposed step is an extension.</summary>
    AwaitingExtension = 1 << 20,

    /// <summary>The proposed step is an approval.</summary>
    AwaitingApproval = 1 << 21,

    /// <summary>The proposed step is a refusal.</summary>
    AwaitingRefusal = 1 << 22,

    /// <summary>The actor did not propose the step, and is the person whom the proposal names, if it names one.</summary>
    SecondPerson = 1 << 23,

    /// <summary>The applicant has just been told what they had not been told before.</summary>
    ByTelling = 1 << 24,
}

/// <summary>Checks the guards.</summary>
internal static class RequestGuardChecks
{
    private static readonly RequestGuards[] _each = Enum.GetValues<RequestGuards>();

    /// <summary>
    /// Whether all guards of the line hold, except <see cref="RequestGuards.OnItsDay"/> and <see cref="RequestGuards.ByBundle"/>,
    /// which are checked elsewhere.
    /// </summary>
    public static bool Holds(this Transition line, RequestCase request, ServiceItem service, Actor actor, DateOnly today) =>
        _each.All(each => !line.Guard.HasFlag(each) || Holds(each, request, service, actor, today));

    /// <summary>The first guard of the line that does not hold; null when all hold.</summary>
    public static RequestGuards? FirstUnmet(this Transition line, RequestCase request, ServiceItem service, Actor actor, DateOnly today) =>
        _each.Where(each => line.Guard.HasFlag(each) && !Holds(each, request, service, actor, today)).Select(each => (RequestGuards?)each).FirstOrDefault();

    private static bool Holds(RequestGuards guard, RequestCase request, ServiceItem service, Actor actor, DateOnly today)
    {
        var (course, due) = (request.Course, request.Clocks.Due);
        return guard switch
        {
            // RequestRules checks the day of a timer step; BundleProgress takes the steps of a bundle, CountFromTelling those of telling.
            RequestGuards.None or RequestGuards.OnItsDay or RequestGuards.ByBundle or RequestGuards.ByTelling => true,
            RequestGuards.Unclaimed => request.ClaimedBy is null,
            // A supervisor may act on a request that an officer has claimed: assign, transfer or answer an urging. No line with
            // this
            // guard lets a supervisor decide.
            RequestGuards.UnclaimedOrMine => request.ClaimedBy is null || request.ClaimedBy == actor.Account || !actor.IsAny(Roles.Desk),
            RequestGuards.Held => request.ClaimedBy is not null && (request.ClaimedBy == actor.Account || actor.IsAny(Roles.Supervisor)),
            RequestGuards.InReceiptTime => !service.TimeLimits.DeemedAccepted || today <= request.Clocks.ReceiptDue,
            RequestGuards.Running => !course.IsPaused(today),
            RequestGuards.Paused => course.IsPaused(today),
            RequestGuards.Pausable => !course.IsFromBadRating && service.TimeLimits.Pauses.Count > 0 && today <= due,
            RequestGuards.Extendable => !course.IsFromBadRating && course.Extension is null && service.TimeLimits.ExtensionWorkingDays > 0 && today <= due,
            RequestGuards.Unasked => course.Supplement is null,
            RequestGuards.Supplied => course.Gaps?.SuppliedAt is not null,
            RequestGuards.Unsupplied => request.State == RequestState.SupplementWanted
                ? today <= course.Supplement!.Due || course.Supplement.Provisional || course.Supplement.Untold is true
                : course.Gaps is { SuppliedAt: null } gaps && (today <= gaps.Due || gaps.Provisional || gaps.Untold is true),
            RequestGuards.Urged => course.Urge is { AnsweredAt: null },
            RequestGuards.Appealable => request.WentAgainst && !request.Remedy(service).Final && course.AppealedAs is null,
            RequestGuards.Filed => !course.IsFromBadRating,
            RequestGuards.WindowClosed => request.RoundOf(service) is not { } round || today >= round.DecidedFrom,
            RequestGuards.InTime => due is null || today <= due,
            RequestGuards.Late => today > due,
            RequestGuards.Awaiting => course.Awaiting is not null,
            RequestGuards.AwaitingExtension => course.Awaiting?.Action == RequestMachine.Extend,
            RequestGuards.AwaitingApproval => course.Awaiting?.Action == RequestMachine.Approve,
            RequestGuards.AwaitingRefusal => course.Awaiting?.Action == RequestMachine.Refuse,
            RequestGuards.SecondPerson => course.Awaiting?.IsFor(actor.Account) is true,
            _ => throw new ArgumentOutOfRangeException(nameof(guard)),
        };
    }
}
