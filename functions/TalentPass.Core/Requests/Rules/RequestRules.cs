using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>The table of <see cref="RequestMachine"/> applied to a request on a day.</summary>
/// <param name="Service">The service as it was when the request was filed.</param>
/// <param name="Today">The legal day.</param>
/// <param name="Calendar">Working days.</param>
public sealed record RequestRules(ServiceItem Service, DateOnly Today, WorkingCalendar Calendar)
{
    /// <summary>The line that applies, or null when the action is not allowed.</summary>
    public Transition? Find(RequestCase request, string action, Actor actor) =>
        Lines(request, actor).FirstOrDefault(each => each.Action == action);

    /// <summary>What the actor may do now, in the table's order.</summary>
    public IReadOnlyList<string> Allowed(RequestCase request, Actor actor) =>
        [.. Lines(request, actor).Select(each => each.Action)];

    /// <summary>The line of the clock whose day has come, or null.</summary>
    public Transition? DueNow(RequestCase request) =>
        Lines(request, Actor.Timer).FirstOrDefault(each => each.Guard.HasFlag(RequestGuards.OnItsDay));

    /// <summary>The refusal of an action that is not allowed.</summary>
    public Refusal NotAllowed(RequestCase request, Actor actor) =>
        new(RefusalCodes.NotAllowedInState) { AllowedActions = Allowed(request, actor) };

    // A guard looks at the dates as they are by now, a timer at what the row says of them.
    private IEnumerable<Transition> Lines(RequestCase request, Actor actor)
    {
        var counted = request.Counted(Calendar);
        return RequestMachine.Lines(request.State, actor).Where(each =>
            each.Holds(counted, Service, actor, Today) && (!each.Guard.HasFlag(RequestGuards.OnItsDay) || RequestTimers.Day(each.Action, request, Service, Calendar) <= Today));
    }
}
