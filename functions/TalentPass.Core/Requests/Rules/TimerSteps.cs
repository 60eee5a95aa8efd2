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
            Recount => new RequestStep(Recounted(context)),
            DeemedAccept => new RequestStep(RequestReception.Accept(context)),
            DeemedWithdraw => new RequestStep(next),
            RevokeAcceptance => new RequestStep(next with { Course = course with { Reason = RevokeAcceptance } }),
            Yellow => new RequestStep(next with { Course = course with { Yellow = context.Found.Clocks.Due } }, Internal: true),
            Slip => Slipped(context, RequestTimers.NextColour(context.Found)!),
            UrgeOverdue => new RequestStep(next with { Course = course with { Urge = course.Urge! with { Late = true } } }, Internal: true),
            InviteRating => new RequestStep(next with { Course = course with { Invited = true } }),
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
        return new RequestStep(context.Next() with { Course = context.Course with { Slip = slip } }, colour, Internal: true);
    }
}
