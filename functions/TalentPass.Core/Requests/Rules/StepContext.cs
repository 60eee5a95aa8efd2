using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>What a step is made from: the request as it was found, the line of the table that allows it, who takes it and when.</summary>
/// <param name="Found">The request as it was found.</param>
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

    /// <summary>Whose the request is after the step; whoever had it before it, unless the step says otherwise.</summary>
    public string? ClaimedBy { get; init; } = Found.ClaimedBy;

    /// <summary>The last day of so many working days from today.</summary>
    public DueDate In(int workingDays) => Calendar.AddWorkingDays(Today, workingDays);

    /// <summary>The request in the state the table names; no clock runs once it has ended.</summary>
    public RequestCase Next() => Found with
    {
        State = Transition.To,
        Ending = Transition.Ending ?? Found.Ending,
        ClaimedBy = ClaimedBy,
        Clocks = Transition.Ending is null ? Found.Clocks : Found.Clocks.Stop(),
    };

    /// <summary>The step that makes this of the request.</summary>
    /// <param name="next">The request after it.</param>
    /// <param name="note">What is said in its history.</param>
    /// <param name="isInternal">Whether only staff may read that.</param>
    public RequestStep Done(RequestCase next, string? note = null, bool isInternal = false)
    {
        var step = RequestStep.Continue(Found, Settled(next), Transition, Actor, Now, note, isInternal);
        return step with { After = step.After.Reminded(Rules.Service, Calendar) };
    }

    // What closes a request answers the urging that was open.
    private RequestCase Settled(RequestCase next) => next is { IsClosed: true, Course.Urge: { AnsweredAt: null } urge }
        ? next with { Course = next.Course with { Urge = urge with { AnsweredAt = Now } } }
        : next;
}
