using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Rules;

/// <summary>
/// The requests that begin with another one: an appeal, and what makes a bad rating good. A terminal state never changes;
/// what follows is a new, linked case with the same papers, since they are handed in once (浙规 7).
/// </summary>
internal static class LinkedRequest
{
    /// <summary>Working days within which what a bad rating told of has to be mended, with a recorded call-back.</summary>
    public const int MendedWithin = 15;

    /// <summary>A grade of this or below is a bad rating (差评): 不满意 and 非常不满意.</summary>
    public const int BadGrade = 2;

    /// <summary>The appeal against a request.</summary>
    public static RequestStep Appeal(StepContext context, RequestRef number, string text)
    {
        var draft = Draft(context, number, OriginFact.Appeal) with
        {
            State = RequestState.Submitted,
            Clocks = RequestClocks.Received(context.Today, context.Limits, context.Calendar),
        };
        return RequestStep.Begin(draft, RequestMachine.Opened, context.Actor, Roles.Talent, context.Rules.Service, context.Calendar, text);
    }

    /// <summary>The case a bad rating opens: accepted as it is, since the applicant has to do nothing more.</summary>
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
            Answers = found.Answers,
            Materials = found.Materials,
        };
    }
}
