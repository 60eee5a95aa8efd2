using TalentPass.Core.Requests.Record;

using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Requests.Rules;

/// <summary>What the clock makes of a request.</summary>
internal static class TimerSteps
{
    /// <summary>The step; the table has found it due.</summary>
    public static RequestStep Take(StepContext context)
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

    // A slip that was written stands for the date that was counted again, as long as that has passed as well.
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
