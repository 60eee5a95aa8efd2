using System.Text.Json;
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

/// <summary>What a step looks at.</summary>
/// <param name="Found">The request before it.</param>
/// <param name="Transition">The line of the table.</param>
/// <param name="Rules">The service and the day.</param>
/// <param name="Actor">Who takes the step.</param>
/// <param name="Now">When.</param>
public sealed record StepContext(RequestCase Found, Transition Transition, RequestRules Rules, Actor Actor, DateTimeOffset Now)
{
    /// <summary>Working days.</summary>
    public WorkingCalendar Calendar => Rules.Calendar;

    /// <summary>The legal day.</summary>
    public DateOnly Today => Rules.Today;

    /// <summary>The time limits for the answers given.</summary>
    public TimeLimits Limits { get; } = Rules.Service.TimeLimits.For(JsonElement.Parse(Found.Answers ?? "{}"));

    /// <summary>
    /// The day a clock starts that starts now: today, or the close of the yearly window the request was filed for. What
    /// another request opened waits for no window.
    /// </summary>
    public DateOnly ClockStart =>
        Course.Origin is null && Rules.Service.Window?.ClockStart(Found.FiledOn) is { } closes && closes > Today ? closes : Today;

    /// <summary>The request's course so far.</summary>
    public RequestCourse Course => Found.Course;

    /// <summary>The last day of so many working days from today.</summary>
    public DueDate In(int workingDays) => Calendar.AddWorkingDays(Today, workingDays);

    /// <summary>The request in the state the table names; no clock runs once it has ended.</summary>
    public RequestCase Next() => Found with
    {
        State = Transition.To,
        Ending = Transition.Ending ?? Found.Ending,
        Clocks = Transition.Ending is null ? Found.Clocks : Found.Clocks.Stop(),
    };
}

/// <summary>What a step makes of a request.</summary>
/// <param name="Next">The request after it.</param>
/// <param name="Note">What is said in its history.</param>
/// <param name="Internal">Whether only staff may read that.</param>
public sealed record RequestStep(RequestCase Next, string? Note = null, bool Internal = false)
{
    /// <summary>A step that was taken.</summary>
    internal static Outcome<RequestStep>.Done Done(RequestCase next, string? note = null, bool isInternal = false) =>
        new(new RequestStep(next, note, isInternal));
}
