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

    /// <summary>Why this action is not allowed, for an actor for whom <see cref="Find"/> has no line.</summary>
    /// <returns>
    /// <c>own_decision</c> for an actor in their own cause, <c>second_person_needed</c> for a confirmation by the wrong person, else
    /// <c>not_allowed_in_state</c>.
    /// </returns>
    public Refusal Refuse(RequestCase request, string action, Actor actor) =>
        request.IsOwnCauseOf(actor) ? new Refusal(RefusalCodes.OwnDecision)
        : action == RequestMachine.Confirm && request.Course.Awaiting?.IsFor(actor.Account) is false ? new Refusal(RefusalCodes.SecondPersonNeeded)
        : NotAllowed(request, actor);

    /// <summary>The first timer step in the table whose day has come; null when there is none.</summary>
    public Transition? DueNow(RequestCase request) =>
        Lines(request, Actor.Timer).FirstOrDefault(each => each.Guard.HasFlag(RequestGuards.OnItsDay));

    /// <summary>The refusal <c>not_allowed_in_state</c>, with the actions that are allowed now.</summary>
    public Refusal NotAllowed(RequestCase request, Actor actor) =>
        new(RefusalCodes.NotAllowedInState) { AllowedActions = Allowed(request, actor) };

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
