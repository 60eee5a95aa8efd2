using TalentPass.Core.Requests.Record;

using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>Makes the steps of the timers.</summary>
public static class TimerSteps
{
    /// <summary>
    /// Makes the step of an applicant who has just been told until when something must be supplied: the time counts from this day. Null
    /// when nothing waits for it.
    /// </summary>
    /// <param name="found">The request.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="on">The legal day on which the applicant was told.</param>
    /// <param name="now">The time of the step.</param>
    public static RequestStep? Told(RequestCase found, RequestRules rules, DateOnly on, DateTimeOffset now)
    {
        if (!found.Course.IsUntold || Lines(found.State, Actor.Timer).FirstOrDefault(each => each.Action == RequestMachine.Told) is not { } line)
        {
            return null;
        }

        var context = new StepContext(found, line, rules, Actor.Timer, now);
        var course = found.Course;
        course = course with
        {
            Supplement = course.Supplement is { SuppliedAt: null, Untold: true } asked ? asked with { Untold = null, From = on } : course.Supplement,
            Gaps = course.Gaps is { SuppliedAt: null, Untold: true } gaps ? gaps with { Untold = null, From = on } : course.Gaps,
        };
        return context.Done(context.Next() with { Course = course.Count(rules.Calendar) });
    }

    /// <summary>Makes the step. The caller has already checked that it is due.</summary>
    internal static RequestStep Take(StepContext context)
    {
        var (next, course) = (context.Next(), context.Course);
        return context.Transition.Action switch
        {
            Recount => context.Done(Recounted(context)),
            DeemedAccept => context.Done(RequestReception.Accept(context)),
            DeemedWithdraw => context.Done(next),
            RevokeAcceptance => context.Done(next with { Course = course with { Reason = RevokeAcceptance } }),
            Yellow => context.Done(next with { Course = course with { Yellow = context.Found.Clocks.Due } }, isInternal: true),
            Slip => Slipped(context, RequestTimers.NextColour(context.Found)!),
            UrgeOverdue => context.Done(next with { Course = course with { Urge = course.Urge! with { Late = true } } }, isInternal: true),
            InviteRating => context.Done(next with { Course = course with { Invited = true } }),
            var action => throw new ArgumentException($"The clock does not know {action}."),
        };
    }

    // A slip that was already written counts for the new due date too, if the new date has also passed. So a recount does not
    // start the colours again.
    private static RequestCase Recounted(StepContext context)
    {
        var counted = context.Next().Counted(context.Calendar);
        return counted.Course.Slip is { } slip && slip.Due == context.Found.Clocks.Due && counted.Clocks.Due is { } due && due < context.Today
            ? counted with { Course = counted.Course with { Slip = slip with { Due = due } } }
            : counted;
    }

    private static RequestStep Slipped(StepContext context, string colour)
    {
        var slip = new SlipFact(colour, context.Today, context.Found.Clocks.Due!.Value);
        return context.Done(context.Next() with { Course = context.Course with { Slip = slip } }, colour, isInternal: true);
    }
}
