using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// Makes the requests that another request opens: an appeal, and the case after a bad rating. A request in a terminal state is
/// never reopened. The new, linked request takes over the papers, since nobody may ask for them a second time (浙规 7).
/// </summary>
internal static class LinkedRequest
{
    /// <summary>
    /// The working days in which a desk must put right what a bad rating complains about, with a recorded call-back (回访).
    /// </summary>
    public const int MendedWithin = 15;

    /// <summary>The highest grade that is a bad rating (差评): 2 不满意; 1 非常不满意 is one too.</summary>
    public const int BadGrade = 2;

    /// <summary>Makes the appeal against a request. It begins as a submitted request.</summary>
    public static RequestStep Appeal(StepContext context, RequestRef number, string text)
    {
        var draft = Draft(context, number, OriginFact.Appeal) with
        {
            State = RequestState.Submitted,
            Clocks = RequestClocks.Received(context.Today, context.Limits, context.Calendar),
        };
        return RequestStep.Begin(draft, RequestMachine.Opened, context.Actor, Roles.Talent, context.Rules.Service, context.Calendar, text);
    }

    /// <summary>
    /// Makes the case after a bad rating. It is accepted at once, since the applicant has nothing more to supply.
    /// </summary>
    public static RequestStep FromBadRating(StepContext context, RequestRef number, string? text)
    {
        var draft = Draft(context, number, OriginFact.BadRating) with
        {
            State = RequestState.Accepted,
            AcceptedAt = context.Now,
            Clocks = RequestClocks.Promised(context.Today, MendedWithin, context.Calendar),
        };
        return RequestStep.Begin(draft, RequestMachine.Opened, context.Actor, Roles.Talent, context.Rules.Service, context.Calendar, text);
    }

    private static RequestCase Draft(StepContext context, RequestRef number, string kind)
    {
        var found = context.Found;
        return new RequestCase
        {
            Ref = number,
            Service = found.Service,
            CatalogueVersion = found.CatalogueVersion,
            Department = found.Department,
            State = RequestState.Submitted,
            Seq = 0,
            Head = TimelineEvent.Genesis,
            SubmittedAt = context.Now,
            Clocks = new RequestClocks(LegalDay.Of(context.Now), null),
            Course = new RequestCourse { Origin = new OriginFact(kind, found.Ref.Number), Filing = found.Course.Filing is { } filing ? filing with { FiledOn = found.FiledOn } : null },
            Tier = found.Tier,
            Applicant = found.Applicant,
            Person = found.Person,
            Answers = found.Answers,
            Materials = found.Materials,
        };
    }
}
