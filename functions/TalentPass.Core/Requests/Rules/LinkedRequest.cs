using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// Makes the requests that another request opens: an appeal, the case after a bad rating, and a terminated part of a bundle that
/// goes on. A request in a terminal state is never reopened. The new, linked request takes over the papers, since nobody may ask for them a second time (浙规 7).
/// </summary>
internal static class LinkedRequest
{
    /// <summary>
    /// The working days in which a desk must put right what a bad rating complains about, with a recorded call-back (回访).
    /// </summary>
    public const int MendedWithin = 15;

    /// <summary>The highest grade that is a bad rating (差评): 2 不满意; 1 非常不满意 is one too.</summary>
    public const int BadGrade = 2;

    /// <summary>
    /// Makes the appeal against a request. It begins as a submitted request. Who decided the request does not act on the appeal. When
    /// the request is a part of a bundle and the appeal is won, it takes the place of this part.
    /// </summary>
    public static RequestStep Appeal(StepContext context, RequestRef number, string text)
    {
        var (found, draft) = (context.Found, Draft(context.Found, number, context.Now, OriginFact.Appeal));
        draft = draft with
        {
            Clocks = RequestClocks.Received(context.Today, context.Limits, context.Calendar),
            Course = draft.Course with
            {
                Barred = [.. Deciders(found).Union(found.Course.Barred, StringComparer.Ordinal)],
                Bundle = found.Course.Bundle is { } place ? place with { StandsFor = place.StandsFor ?? found.Ref.Number } : null,
            },
        };
        return RequestStep.Begin(draft, RequestMachine.Opened, context.Actor, Roles.Talent, context.Rules.Service, context.Calendar, text);
    }

    /// <summary>
    /// Makes the case after a bad rating. It is accepted at once, since the applicant has nothing more to supply.
    /// </summary>
    public static RequestStep FromBadRating(StepContext context, RequestRef number, string? text)
    {
        var draft = Draft(context.Found, number, context.Now, OriginFact.BadRating) with
        {
            State = RequestState.Accepted,
            AcceptedAt = context.Now,
            Clocks = RequestClocks.Promised(context.Today, MendedWithin, context.Calendar),
        };
        return RequestStep.Begin(draft, RequestMachine.Opened, context.Actor, Roles.Talent, context.Rules.Service, context.Calendar, text);
    }

    /// <summary>
    /// Makes the request with which a terminated part of a bundle goes on. Its clocks run from now, or from its own start when the
    /// stage before it is not complete.
    /// </summary>
    /// <param name="found">The terminated part.</param>
    /// <param name="number">The new request.</param>
    /// <param name="starts">Whether it starts now.</param>
    /// <param name="rules">The service, the legal day and the working days.</param>
    /// <param name="now">The time of the decision that revives it.</param>
    public static RequestStep Revive(RequestCase found, RequestRef number, bool starts, RequestRules rules, DateTimeOffset now)
    {
        var draft = Draft(found, number, now, OriginFact.Revival);
        var limits = rules.Service.TimeLimits.For(JsonElement.Parse(found.Answers ?? "{}"));
        var received = RequestClocks.Received(rules.Today, limits, rules.Calendar);
        draft = draft with
        {
            State = starts ? RequestState.Submitted : RequestState.Waiting,
            Clocks = starts ? received : received.Stop(),
            Course = draft.Course with { Bundle = found.Course.Bundle, StartedAt = starts ? now : null },
        };
        return RequestStep.Begin(draft, RequestMachine.Opened, Actor.Timer, Roles.None, rules.Service, rules.Calendar);
    }

    // The history names who decided before this was kept in the course.
    private static IEnumerable<string> Deciders(RequestCase found) => found.Course.DecidedBy is { Count: > 0 } known
        ? known
        : found.Timeline.Where(each => each.Action is RequestMachine.Refuse or RequestMachine.NotAccept).Select(each => each.Actor).TakeLast(1);

    private static RequestCase Draft(RequestCase found, RequestRef number, DateTimeOffset now, string kind)
    {
        return new RequestCase
        {
            Ref = number,
            Service = found.Service,
            CatalogueVersion = found.CatalogueVersion,
            Department = found.Department,
            State = RequestState.Submitted,
            Seq = 0,
            Head = TimelineEvent.Genesis,
            SubmittedAt = now,
            Clocks = new RequestClocks(LegalDay.Of(now), null),
            Course = new RequestCourse
            {
                Origin = new OriginFact(kind, found.Ref.Number),
                // Whoever decides now checks the points anew.
                Points = kind == OriginFact.BadRating ? [] : [.. found.Course.Points.Select(each => each with { Checked = null })],
                Filing = found.Course.Filing is { } filing ? filing with { FiledOn = found.FiledOn } : null,
            },
            Tier = found.Tier,
            Applicant = found.Applicant,
            Person = found.Person,
            Answers = found.Answers,
            Materials = found.Materials,
        };
    }
}
