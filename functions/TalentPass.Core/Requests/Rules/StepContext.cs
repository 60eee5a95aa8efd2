using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// The input of a step: the request as it was read, the line of the table that allows the step, the actor and the time.
/// </summary>
/// <param name="Found">The request as it was read.</param>
/// <param name="Transition">The line of the table that allows the step.</param>
/// <param name="Rules">The service, the legal day and the working days.</param>
/// <param name="Actor">The account that takes the step, or <see cref="Actor.Timer"/>.</param>
/// <param name="Now">The time of the step.</param>
public sealed record StepContext(RequestCase Found, Transition Transition, RequestRules Rules, Actor Actor, DateTimeOffset Now)
{
    /// <summary>The working days.</summary>
    public WorkingCalendar Calendar => Rules.Calendar;

    /// <summary>The legal day of the step (Asia/Shanghai).</summary>
    public DateOnly Today => Rules.Today;

    /// <summary>
    /// The time limits of the service. They can depend on the answers, so they are those for the answers of this request.
    /// </summary>
    public TimeLimits Limits { get; } = Rules.Service.TimeLimits.For(JsonElement.Parse(Found.Answers ?? "{}"));

    /// <summary>
    /// The start day of a clock that this step starts: today, or the last day of the service's yearly window while this window is
    /// still open. The window is the one in which the request was filed. A request that another request opened has no window.
    /// </summary>
    public DateOnly ClockStart => Found.RoundOf(Rules.Service) is { Closes: var closes } && closes > Today ? closes : Today;

    /// <summary>The request's course before the step.</summary>
    public RequestCourse Course => Found.Course;

    /// <summary>
    /// The account that has claimed the request after the step. Without an initializer the claim does not change.
    /// </summary>
    public string? ClaimedBy { get; init; } = Found.ClaimedBy;

    /// <summary>Whether this request needs a paper of its service.</summary>
    public PaperNeed Need(string paper) =>
        Rules.Service.Material(paper)?.Need(JsonElement.Parse(Found.Answers ?? "{}"), Found.Person?.Nature) ?? PaperNeed.Optional;

    /// <summary>The last day of a time of this many working days that starts today; today is not counted.</summary>
    public DueDate In(int workingDays) => Calendar.AddWorkingDays(Today, workingDays);

    /// <summary>
    /// The request with the state and the claim after the step. When the step ends the request, its clock stops.
    /// </summary>
    public RequestCase Next() => Found with
    {
        State = Transition.To,
        Ending = Transition.Ending ?? Found.Ending,
        ClaimedBy = ClaimedBy,
        Clocks = Transition.Ending is null ? Found.Clocks : Found.Clocks.Stop(),
    };

    /// <summary>Makes the step, with its event and the new reminders.</summary>
    /// <param name="next">The request after the step, without the event.</param>
    /// <param name="note">The text of the event in the history.</param>
    /// <param name="isInternal">Whether only staff may read the event.</param>
    public RequestStep Done(RequestCase next, string? note = null, bool isInternal = false)
    {
        var step = RequestStep.Continue(Found, Settled(next), Transition, Actor, Now, note, isInternal);
        return step with { After = step.After.Reminded(Rules.Service, Calendar) };
    }

    // Closing a request also answers an open urging (催办).
    private RequestCase Settled(RequestCase next) => next is { IsClosed: true, Course.Urge: { AnsweredAt: null } urge }
        ? next with { Course = next.Course with { Urge = urge with { AnsweredAt = Now } } }
        : next;
}
