using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;

namespace TalentPass.Core.Casework.Desks;

/// <summary>Makes the steps that decide a request. A late decision is only proposed, and decided when a second person confirms.</summary>
internal static class DecisionSteps
{
    /// <summary>Approves or refuses, or proposes it.</summary>
    public static Outcome<RequestStep> Take(StepContext context, DeskAction action)
    {
        var checkedOne = action is ApproveAction sent ? Check(context, sent) : new Outcome<DecisionFact?>.Done(null);
        if (checkedOne is not Outcome<DecisionFact?>.Done { Value: var decision })
        {
            return ((Outcome<DecisionFact?>.Refused)checkedOne).Reason;
        }

        var proposal = new ProposalFact(context.Found.Seq + 1, action.Verb, context.Actor.Account, context.Now, Decision: decision);
        proposal = action switch
        {
            ApproveAction approve => proposal with { Note = approve.Note, Result = approve.Result },
            RefuseAction refuse => proposal with { Reason = refuse.Reason },
            _ => throw new ArgumentException($"{action.Verb} decides nothing.", nameof(action)),
        };
        return context.Transition.To == context.Found.State
            ? context.Done(context.Next() with { Course = context.Course with { Awaiting = proposal } }, proposal.Reason ?? proposal.Note ?? proposal.Result, isInternal: true)
            : Decide(context, proposal, [context.Actor.Account]);
    }

    /// <summary>Decides what was proposed.</summary>
    /// <param name="context">The input of the step.</param>
    /// <param name="proposal">What is decided.</param>
    /// <param name="by">The accounts that decide.</param>
    public static RequestStep Decide(StepContext context, ProposalFact proposal, IReadOnlyList<string> by)
    {
        var course = context.Course with
        {
            Reason = proposal.Reason,
            Result = proposal.Result,
            Decision = proposal.Decision,
            DecidedBy = by,
            Awaiting = null,
        };
        // A case that a bad rating opened has fifteen working days for decision and delivery together, so the decision starts no
        // second clock.
        var decided = context.Next() with
        {
            DecidedAt = context.Now,
            Clocks = course.IsFromBadRating ? context.Found.Clocks : context.Found.Clocks.Decided(context.Today, context.Limits, context.Calendar),
            Course = course,
        };
        return context.Done(decided, proposal.Reason ?? proposal.Note ?? proposal.Result) with
        {
            Effects = proposal.Decision is { } decision ? Results(context).Result(decision.Type)?.Effects ?? [] : [],
        };
    }

    private static Outcome<DecisionFact?> Check(StepContext context, ApproveAction approve) =>
        DecisionCheck.Check(Results(context), approve.Decision, context.Today).Map(each => each is null ? null : new DecisionFact(each.Type, each.Fields));

    // The case after a bad rating puts right how a request was handled; what was granted stays as it was.
    private static ServiceItem Results(StepContext context) =>
        context.Course.IsFromBadRating ? context.Rules.Service with { Results = null } : context.Rules.Service;
}
