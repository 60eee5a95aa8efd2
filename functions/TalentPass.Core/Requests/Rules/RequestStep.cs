using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>A step that is ready to be stored: the request before and after it.</summary>
/// <param name="Before">The request as it was read; null for a new request.</param>
/// <param name="After">The request after the step; the step's event is the last one in its history.</param>
public sealed record RequestStep(RequestCase? Before, RequestCase After)
{
    private const string TimerRole = "Timer";

    /// <summary>The event that the step adds to the history.</summary>
    public TimelineEvent Event => After.Timeline[^1];

    /// <summary>What the step causes besides: the effects of an approval. They are stored with the step and performed after it.</summary>
    public IReadOnlyList<ResultEffect> Effects { get; init; } = [];

    /// <summary>Makes the first step of a new request.</summary>
    /// <param name="draft">The new request; its step number, last hash, history and reminders are filled in here.</param>
    /// <param name="action">
    /// <see cref="RequestMachine.Submit"/>, or <see cref="RequestMachine.Opened"/> where another request opens this one.
    /// </param>
    /// <param name="actor">The account that files the request.</param>
    /// <param name="role">The role in which this account acts.</param>
    /// <param name="service">The service item that is requested (事项).</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="note">The text of the event in the history.</param>
    public static RequestStep Begin(
        RequestCase draft, string action, Actor actor, Roles role, ServiceItem service, WorkingCalendar calendar, string? note = null)
    {
        var said = new TimelineEvent(
            1, draft.SubmittedAt, action, actor.Account, ReferenceEquals(actor, Actor.Timer) ? TimerRole : role.ToString(), draft.Department, draft.PublishedState(), note, draft.Clocks.Due,
            Provisional: draft.Clocks.Provisional);
        return new RequestStep(null, With(Received(null, draft, said.At), said, TimelineEvent.Genesis).Reminded(service, calendar));
    }

    /// <summary>
    /// Makes the claim of a request that was not read: only the data in its ETag is known. All other steps are made by
    /// <see cref="StepContext.Done"/>.
    /// </summary>
    /// <param name="known">The request with the data of its ETag.</param>
    /// <param name="line">The line of the table that allows the claim.</param>
    /// <param name="actor">The officer who claims the request.</param>
    /// <param name="now">The time of the claim.</param>
    internal static RequestStep Claim(RequestCase known, Transition line, Actor actor, DateTimeOffset now) =>
        Continue(known, known with { State = line.To, ClaimedBy = actor.Account }, line, actor, now, null, false);

    /// <summary>Makes a later step of a request. The reminders are not changed here.</summary>
    internal static RequestStep Continue(
        RequestCase before, RequestCase next, Transition line, Actor actor, DateTimeOffset now, string? note, bool isInternal)
    {
        var moved = next.Due != before.Due;
        var said = new TimelineEvent(
            before.Seq + 1, now, line.Action, actor.Account, RoleOf(actor), before.Department, next.PublishedState(), note,
            moved ? next.Due : null, isInternal, moved && next.IsDueProvisional);
        return new RequestStep(before, With(Received(before, next, now), said, before.Head));
    }

    // The arrivals at a desk that has the request already were not always kept, so only a step that sends it there adds one.
    private static RequestCase Received(RequestCase? before, RequestCase next, DateTimeOffset now) =>
        next.IsAtDesk && (before is not { IsAtDesk: true } || before.Department != next.Department) ? next.ReceivedOn(LegalDay.Of(now)) : next;

    private static RequestCase With(RequestCase request, TimelineEvent said, byte[] previous) =>
        request with
        {
            Seq = said.Seq,
            Head = said.Chain(previous),
            Timeline = [.. request.Timeline, said],
            TextBytes = request.TextBytes + said.TextBytes,
        };

    private static string RoleOf(Actor actor) => actor switch
    {
        _ when ReferenceEquals(actor, Actor.Timer) => TimerRole,
        _ when actor.IsAny(Roles.Desk) => nameof(Roles.Desk),
        _ when actor.IsAny(Roles.Supervisor) => nameof(Roles.Supervisor),
        _ when actor.IsAny(Roles.Hall) => nameof(Roles.Hall),
        _ => nameof(Roles.Talent),
    };
}
