using System.Globalization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>Applies the table of <see cref="RequestMachine"/> to a request on a day.</summary>
/// <param name="Service">The service in the version of the catalogue that binds the request.</param>
/// <param name="Today">The legal day (Asia/Shanghai).</param>
/// <param name="Calendar">The working days.</param>
public sealed record RequestRules(ServiceItem Service, DateOnly Today, WorkingCalendar Calendar)
{
    /// <summary>The line that allows the action now; null when the action is not allowed.</summary>
    public Transition? Find(RequestCase request, string action, Actor actor) =>
        Lines(request, actor).FirstOrDefault(each => each.Action == action);

    /// <summary>The actions that the actor may take now, in the order of the table.</summary>
    public IReadOnlyList<string> Allowed(RequestCase request, Actor actor) =>
        [.. Lines(request, actor).Select(each => each.Action)];

    /// <summary>The first timer step in the table whose day has come; null when there is none.</summary>
    public Transition? DueNow(RequestCase request) =>
        Lines(request, Actor.Timer).FirstOrDefault(each => each.Guard.HasFlag(RequestGuards.OnItsDay));

    /// <summary>
    /// The refusal of an action that is not allowed now: <c>own_decision</c> for an actor in their own cause;
    /// <c>second_person_needed</c> for a confirmation by the wrong person; <c>before_window</c> with the first day, when only the
    /// yearly window stands against it; otherwise <c>not_allowed_in_state</c>.
    /// </summary>
    public Refusal Refuse(RequestCase request, string action, Actor actor) =>
        request.IsOwnCauseOf(actor) ? new Refusal(RefusalCodes.OwnDecision)
        : action == RequestMachine.Confirm && request.Course.Awaiting?.IsFor(actor.Account) is false ? new Refusal(RefusalCodes.SecondPersonNeeded)
        : request.RoundOf(Service) is { DecidedFrom: var first } && Today < first && (this with { Today = first }).Find(request, action, actor) is { } line
        && line.Guard.HasFlag(RequestGuards.WindowClosed)
            ? BeforeWindow(first, Allowed(request, actor))
            : NotAllowed(request, action, actor);

    /// <summary>
    /// The refusal <c>not_allowed_in_state</c>: how the request stands, what is in the way, and the actions that are allowed now.
    /// </summary>
    public Refusal NotAllowed(RequestCase request, string action, Actor actor)
    {
        var allowed = Allowed(request, actor);
        return new Refusal(RefusalCodes.NotAllowedInState, RefusalWords.Sentence(request, action, InTheWay(request, action, actor), allowed)) { AllowedActions = allowed };
    }

    // What is in the way of the first line of the action; further lines are for late decisions and second persons.
    private RequestGuards? InTheWay(RequestCase request, string action, Actor actor)
    {
        var counted = request.Counted(Calendar);
        return RequestMachine.Lines(request.State, actor).Where(each => each.Action == action)
            .Select(each => each.FirstUnmet(counted, Service, actor, Today)).FirstOrDefault(each => each is not null);
    }

    private static Refusal BeforeWindow(DateOnly first, IReadOnlyList<string> allowed)
    {
        var day = first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new Refusal(RefusalCodes.BeforeWindow, new Bilingual(
            $"本事项在报名窗口截止后统一作出决定，最早可于{day}作出。",
            $"The requests of a filing window are decided together after it closes; the first day for that is {day}."))
        {
            AllowedActions = allowed,
            FirstDay = first,
        };
    }

    // The guards see the dates counted again by the calendar of today. The day of a timer step follows from the dates that are
    // stored in the row: the step "recount" is due exactly when the two differ.
    private IEnumerable<Transition> Lines(RequestCase request, Actor actor)
    {
        if (request.IsOwnCauseOf(actor))
        {
            return [];
        }

        var counted = request.Counted(Calendar);
        return RequestMachine.Lines(request.State, actor).Where(each =>
            each.Holds(counted, Service, actor, Today) && (!each.Guard.HasFlag(RequestGuards.OnItsDay) || RequestTimers.Day(each.Action, request, Service, Calendar) <= Today));
    }
}
