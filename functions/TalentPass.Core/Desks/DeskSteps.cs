using TalentPass.Core.Requests;
using static TalentPass.Core.Requests.RequestMachine;

namespace TalentPass.Core.Desks;

/// <summary>What each action of a desk makes of a request.</summary>
internal static class DeskSteps
{
    /// <summary>The step, or the refusal of what the action carries. The table has allowed it already.</summary>
    public static Outcome<RequestStep> Take(StepContext context, DeskAction action) => context.Transition.Action switch
    {
        Release => Done(context.Next() with { ClaimedBy = null }, action.Note),
        Assign => Done(context.Next() with { ClaimedBy = action.To }, action.Note),
        Note => Done(context.Next(), action.Text, action.Internal ?? false),
        // An unclaimed request is claimed by the first who works on it.
        var verb => Work(context, verb, action).Map(step => step with { Next = step.Next with { ClaimedBy = context.Found.ClaimedBy ?? context.Actor.Account } }),
    };

    private static Outcome<RequestStep> Work(StepContext context, string verb, DeskAction action) => verb switch
    {
        Claim => Done(context.Next()),
        Accept => Done(Accepted(context), action.Note),
        NotAccept => Done(context.Next() with { Course = context.Found.Course with { Reason = action.Reason, RightAuthority = action.RightAuthority } }, action.Reason),
        Pause => RequestPauses.Begin(context, action.Kind!, action.WorkingDays!.Value, action.Note!),
        Resume => Done(RequestPauses.End(context), action.Note),
        Extend => Extended(context, action),
        Approve => Done(Decided(context, null), action.Note ?? action.Result),
        Refuse => Done(Decided(context, action.Reason), action.Reason),
        Deliver => Done(context.Next() with { Clocks = context.Found.Clocks.Stop() }, action.How),
        _ => throw new ArgumentException($"No effect is known of {verb}.", nameof(verb)),
    };

    // Whoever accepts after the time to say otherwise accepts as of the day of receipt: silence has done so (许可法 32(4)).
    private static RequestCase Accepted(StepContext context)
    {
        var clocks = context.Found.Clocks;
        var late = context.Limits.DeemedAccepted && context.Today > clocks.Due;
        return context.Next() with
        {
            AcceptedAt = late ? context.Found.SubmittedAt : context.Now,
            Clocks = RequestClocks.Accepted(late ? clocks.Start : context.Today, context.Limits, context.Calendar),
        };
    }

    private static Outcome<RequestStep> Extended(StepContext context, DeskAction action)
    {
        var days = action.WorkingDays!.Value;
        if (days > context.Limits.ExtensionWorkingDays)
        {
            return Refusal.Invalid("/workingDays", "out_of_range");
        }

        var course = context.Found.Course with { Extension = new ExtensionFact(days, action.Reason!, action.Approver!) };
        return Done(context.Next() with { Course = course, Clocks = context.Found.Clocks.Add(days, context.Calendar) }, action.Reason);
    }

    private static RequestCase Decided(StepContext context, string? reason) => context.Next() with
    {
        DecidedAt = context.Now,
        Clocks = context.Found.Clocks.Decided(context.Today, context.Limits, context.Calendar),
        Course = context.Found.Course with { Reason = reason },
    };

    private static Outcome<RequestStep>.Done Done(RequestCase next, string? note = null, bool isInternal = false) =>
        new(new RequestStep(next, note, isInternal));
}
