using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>Makes the steps that need two people (复核): what one proposes takes effect when another one confirms it.</summary>
internal static class SecondPersonSteps
{
    /// <summary>Proposes an extension. The dates stay until the approver confirms.</summary>
    public static Outcome<RequestStep> Extend(StepContext context, ExtendAction extend)
    {
        if (extend.WorkingDays > context.Limits.ExtensionWorkingDays)
        {
            return Refusal.Invalid("/workingDays", ValidationCodes.OutOfRange);
        }

        // The officer who extends cannot approve the extension (许可法 42).
        if (extend.Approver == context.Actor.Account)
        {
            return Refusal.Invalid("/approver", ValidationCodes.SamePerson);
        }

        var proposal = new ProposalFact(
            context.Found.Seq + 1, extend.Verb, context.Actor.Account, context.Now, extend.Approver, extend.WorkingDays, extend.Reason);
        return context.Done(context.Next() with { Course = context.Course with { Awaiting = proposal } }, extend.Reason, isInternal: true);
    }

    /// <summary>Confirms or declines what was proposed.</summary>
    public static Outcome<RequestStep> Take(StepContext context, DeskAction action)
    {
        var proposal = context.Course.Awaiting!;
        var (of, note) = action is DeclineAction decline ? (decline.Of, decline.Note) : (((ConfirmAction)action).Of, null);
        if (of != proposal.Seq)
        {
            return Refusal.Invalid("/of", ValidationCodes.NotInList);
        }

        return action switch
        {
            DeclineAction => context.Done(context.Next() with { Course = context.Course with { Awaiting = null } }, note, isInternal: true),
            _ when proposal.Action == RequestMachine.Extend => Extended(context, proposal),
            _ => DecisionSteps.Decide(context, proposal, [proposal.By, context.Actor.Account]),
        };
    }

    private static RequestStep Extended(StepContext context, ProposalFact proposal)
    {
        var course = context.Course with
        {
            Extension = new ExtensionFact(proposal.WorkingDays, proposal.Reason ?? "", context.Actor.Account),
            Awaiting = null,
        };
        return context.Done((context.Next() with { Course = course }).Counted(context.Calendar), proposal.Reason);
    }
}
