using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>One request's part of a commit: what it was, what it becomes, and the step that says so.</summary>
/// <param name="Before">The request as read; null for a new one.</param>
/// <param name="After">The request after the step.</param>
/// <param name="Step">The step.</param>
public sealed record RequestWrite(RequestCase? Before, RequestCase After, TimelineEvent Step)
{
    /// <summary>The first step of a new request.</summary>
    /// <param name="draft">The request without step, head and reminders.</param>
    /// <param name="action"><c>submit</c>, or how else it began.</param>
    /// <param name="actor">Who filed it.</param>
    /// <param name="role">In which role.</param>
    /// <param name="service">Its service.</param>
    /// <param name="calendar">Working days.</param>
    /// <param name="note">What is said in its history.</param>
    public static RequestWrite Begin(
        RequestCase draft, string action, Actor actor, Roles role, ServiceItem service, WorkingCalendar calendar, string? note = null)
    {
        var step = new TimelineEvent(
            1, draft.SubmittedAt, action, actor.Account, role.ToString(), draft.Department, draft.PublishedState(), note, draft.Clocks.Due,
            Provisional: draft.Clocks.Provisional);
        var begun = draft with { Seq = step.Seq, Head = step.Chain(TimelineEvent.Genesis), Timeline = [step] };
        return new RequestWrite(null, Remind(begun, service, calendar), step);
    }

    /// <summary>A step of a request.</summary>
    public static RequestWrite Of(StepContext context, RequestStep taken)
    {
        var (found, next) = (context.Found, Settled(taken.Next, context.Now));
        var step = new TimelineEvent(
            found.Seq + 1,
            context.Now,
            context.Transition.Action,
            context.Actor.Account,
            RoleOf(context.Actor),
            found.Department,
            next.PublishedState(),
            taken.Note,
            next.Due == found.Due ? null : next.Due,
            taken.Internal,
            next.Due != found.Due && next.IsDueProvisional);
        next = next with { Seq = step.Seq, Head = step.Chain(found.Head), Timeline = [.. found.Timeline, step] };
        return new RequestWrite(found, Remind(next, context.Rules.Service, context.Calendar), step);
    }

    // What closes a request answers the urging that was open.
    private static RequestCase Settled(RequestCase next, DateTimeOffset now) => next is { IsClosed: true, Course.Urge: { AnsweredAt: null } urge }
        ? next with { Course = next.Course with { Urge = urge with { AnsweredAt = now } } }
        : next;

    /// <summary>The role a step is entered under.</summary>
    internal static string RoleOf(Actor actor) => actor switch
    {
        _ when ReferenceEquals(actor, Actor.Timer) => "Timer",
        _ when actor.IsAny(Roles.Desk) => nameof(Roles.Desk),
        _ when actor.IsAny(Roles.Supervisor) => nameof(Roles.Supervisor),
        _ => nameof(Roles.Talent),
    };

    /// <summary>The request with the reminders it needs.</summary>
    internal static RequestCase Remind(RequestCase next, ServiceItem service, WorkingCalendar calendar) => next with
    {
        Course = next.Course with
        {
            Wake = RequestTimers.Next(next, service, calendar),
            UnpublishedYear = RequestTimers.WaitsFor(next, calendar),
        },
    };
}
