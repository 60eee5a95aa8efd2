using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue;

namespace TalentPass.Core.Requests;

/// <summary>The table of <see cref="RequestMachine"/> applied to a request on a day.</summary>
/// <param name="Service">The service as it was when the request was filed.</param>
/// <param name="Today">The legal day.</param>
public sealed record RequestRules(ServiceItem Service, DateOnly Today)
{
    /// <summary>The line that applies, or null when the action is not allowed.</summary>
    public Transition? Find(RequestCase request, string action, Actor actor) =>
        RequestMachine.Line(request.State, action, actor) is { } line && line.Guard.Hold(request, Service, actor, Today) ? line : null;

    /// <summary>What the actor may do now, in the table's order.</summary>
    public IReadOnlyList<string> Allowed(RequestCase request, Actor actor) =>
        [.. RequestMachine.Table.Where(each => each.From == request.State).Select(each => each.Action).Distinct()
            .Where(action => Find(request, action, actor) is not null)];

    /// <summary>The refusal of an action that is not allowed.</summary>
    public Refusal NotAllowed(RequestCase request, Actor actor) =>
        new(RefusalCodes.NotAllowedInState) { AllowedActions = Allowed(request, actor) };
}

/// <summary>A service as a version of the catalogue has it; from memory as a rule.</summary>
/// <exception cref="InvalidDataException">That version never had it.</exception>
public delegate ValueTask<ServiceItem> ServiceOf(string service, int catalogueVersion, CancellationToken cancel);

/// <summary>What a step looks at.</summary>
/// <param name="Found">The request before it.</param>
/// <param name="Transition">The line of the table.</param>
/// <param name="Rules">The service and the day.</param>
/// <param name="Actor">Who takes the step.</param>
/// <param name="Now">When.</param>
/// <param name="Calendar">Working days.</param>
public sealed record StepContext(
    RequestCase Found, Transition Transition, RequestRules Rules, Actor Actor, DateTimeOffset Now, WorkingCalendar Calendar)
{
    /// <summary>The legal day.</summary>
    public DateOnly Today => Rules.Today;

    /// <summary>The time limits for the answers given.</summary>
    public TimeLimits Limits => Rules.Service.TimeLimits.For(System.Text.Json.JsonElement.Parse(Found.Answers ?? "{}"));

    /// <summary>The request in the state the table names; no clock runs once it has ended.</summary>
    public RequestCase Next() => Found with
    {
        State = Transition.To,
        Ending = Transition.Ending ?? Found.Ending,
        Clocks = Transition.Ending is null ? Found.Clocks : Found.Clocks.Stop(),
    };

    /// <summary>The request in its new state with another course and other clocks.</summary>
    public RequestCase Next(RequestCourse course, RequestClocks? clocks = null)
    {
        var next = Next();
        return next with { Course = course, Clocks = clocks ?? next.Clocks };
    }
}

/// <summary>What a step makes of a request.</summary>
/// <param name="Next">The request after it.</param>
/// <param name="Note">What is said in its history.</param>
/// <param name="Internal">Whether only staff may read that.</param>
public sealed record RequestStep(RequestCase Next, string? Note = null, bool Internal = false);
