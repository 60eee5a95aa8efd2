using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>A step that is taken, as it is committed: the request before and after it, with its event as the last of the history.</summary>
/// <param name="Before">The request as read; null for a new one.</param>
/// <param name="After">The request after the step.</param>
public sealed record RequestStep(RequestCase? Before, RequestCase After)
{
    /// <summary>The event the step adds to the history.</summary>
    public TimelineEvent Event => After.Timeline[^1];

    /// <summary>The first step of a new request.</summary>
    /// <param name="draft">The request without step, head and reminders.</param>
    /// <param name="action"><c>submit</c>, or how else it began.</param>
    /// <param name="actor">Who filed it.</param>
    /// <param name="role">In which role.</param>
    /// <param name="service">Its service.</param>
    /// <param name="calendar">Working days.</param>
    /// <param name="note">What is said in its history.</param>
    public static RequestStep Begin(
        RequestCase draft, string action, Actor actor, Roles role, ServiceItem service, WorkingCalendar calendar, string? note = null)
    {
        var said = new TimelineEvent(
            1, draft.SubmittedAt, action, actor.Account, role.ToString(), draft.Department, draft.PublishedState(), note, draft.Clocks.Due,
            Provisional: draft.Clocks.Provisional);
        return new RequestStep(null, With(draft, said, TimelineEvent.Genesis).Reminded(service, calendar));
    }

    /// <summary>A claim of a request known only as far as its ETag tells: the other steps are made by <see cref="StepContext.Done"/>.</summary>
    /// <param name="known">The request as far as it is known.</param>
    /// <param name="line">The line of the table.</param>
    /// <param name="actor">Who claims it.</param>
    /// <param name="now">When.</param>
    internal static RequestStep Claim(RequestCase known, Transition line, Actor actor, DateTimeOffset now) =>
        Continue(known, known with { State = line.To, ClaimedBy = actor.Account }, line, actor, now, null, false);

    /// <summary>A further step, with the reminders as they were.</summary>
    internal static RequestStep Continue(
        RequestCase before, RequestCase next, Transition line, Actor actor, DateTimeOffset now, string? note, bool isInternal)
    {
        var moved = next.Due != before.Due;
        var said = new TimelineEvent(
            before.Seq + 1, now, line.Action, actor.Account, RoleOf(actor), before.Department, next.PublishedState(), note,
            moved ? next.Due : null, isInternal, moved && next.IsDueProvisional);
        return new RequestStep(before, With(next, said, before.Head));
    }

    private static RequestCase With(RequestCase request, TimelineEvent said, byte[] previous) =>
        request with { Seq = said.Seq, Head = said.Chain(previous), Timeline = [.. request.Timeline, said] };

    private static string RoleOf(Actor actor) => actor switch
    {
        _ when ReferenceEquals(actor, Actor.Timer) => "Timer",
        _ when actor.IsAny(Roles.Desk) => nameof(Roles.Desk),
        _ when actor.IsAny(Roles.Supervisor) => nameof(Roles.Supervisor),
        _ => nameof(Roles.Talent),
    };
}
