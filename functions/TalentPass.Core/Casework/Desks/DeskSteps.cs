using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>Makes the step of each action of a desk.</summary>
internal static class DeskSteps
{
    /// <summary>
    /// Makes the step, or refuses the content of the action, also with <c>case_full</c>. The caller has already checked that the table allows the action.
    /// </summary>
    public static Outcome<RequestStep> Take(StepContext context, DeskAction action) => CaseBudget.Within(context, Make(context, action));

    private static Outcome<RequestStep> Make(StepContext context, DeskAction action) => action switch
    {
        ReleaseAction release => context.Done(context.Next() with { ClaimedBy = null }, release.Note, release.Note is not null),
        AssignAction assign => context.Done(context.Next() with { ClaimedBy = assign.To }, assign.Note, assign.Note is not null),
        TransferAction transfer => Transferred(context, transfer),
        NoteAction note => context.Done(context.Next(), note.Text, note.Internal),
        AnswerUrgeAction answer => context.Done(Answered(context, answer.Text), answer.Text),
        ConfirmAction or DeclineAction => SecondPersonSteps.Take(context, action),
        // All other actions work on the case: they claim an unclaimed request for the officer who acts first.
        var work => Work(context with { ClaimedBy = context.Found.ClaimedBy ?? context.Actor.Account }, work),
    };

    private static Outcome<RequestStep> Work(StepContext context, DeskAction action) => action switch
    {
        ClaimAction => context.Done(context.Next()),
        AcceptAction accept => context.Done(context.Course.Gaps is null ? RequestReception.Accept(context) : context.Next(), accept.Note),
        AcceptTolerantAction accept => RequestReception.AcceptTolerant(context, accept.Missing, accept.DueWorkingDays),
        RequestSupplementAction ask => RequestReception.Ask(context, ask.Items, ask.DueWorkingDays),
        NotAcceptAction not => context.Done(Ended(context, not.Reason, not.RightAuthority), not.Reason),
        TransferOutAction transfer => context.Done(Ended(context, transfer.Reason, transfer.RightAuthority), transfer.Reason),
        PauseAction pause => RequestPauses.Begin(context, pause.Kind, pause.WorkingDays, pause.Note),
        ResumeAction resume => context.Done(RequestPauses.End(context), resume.Note),
        ExtendAction extend => SecondPersonSteps.Extend(context, extend),
        CheckAction check => RequestPoints.Tick(context, check.Point, check.Met, check.Note),
        ApproveAction when RequestPoints.Unchecked(context) is { } unchecked_ => unchecked_,
        ApproveAction or RefuseAction => DecisionSteps.Take(context, action),
        DeliverAction deliver => Delivered(context, deliver),
        _ => throw new ArgumentException($"No effect is known of {action.Verb}.", nameof(action)),
    };

    // The number, the history and the clocks stay. The claim and what was proposed end, since the officers belong to the former
    // department.
    private static Outcome<RequestStep> Transferred(StepContext context, TransferAction transfer) => transfer.Department == context.Found.Department
        ? Refusal.Invalid("/department", ValidationCodes.SameDepartment)
        : context.Done(context.Next() with { Department = transfer.Department, ClaimedBy = null, Course = context.Course with { Awaiting = null } }, transfer.Reason);

    private static RequestCase Answered(StepContext context, string text) => context.Course.Urge is { } urge
        ? context.Next() with { Course = context.Course with { Urge = urge with { AnsweredAt = context.Now, Answer = text } } }
        : context.Next();

    private static RequestCase Ended(StepContext context, string reason, string? rightAuthority) =>
        context.Next() with { Course = context.Course with { Reason = reason, RightAuthority = rightAuthority, DecidedBy = [context.Actor.Account], Awaiting = null } };

    private static Outcome<RequestStep> Delivered(StepContext context, DeliverAction deliver) =>
        (context.Course.IsFromBadRating, string.IsNullOrWhiteSpace(deliver.CallBack)) switch
        {
            (true, true) => Refusal.Invalid("/callBack", ValidationCodes.Required),
            (false, false) => Refusal.Invalid("/callBack", ValidationCodes.UnknownField),
            _ => context.Done(
                context.Next() with
                {
                    Clocks = context.Found.Clocks.Stop(),
                    Course = context.Course with { ClosedOn = context.Today, CallBack = deliver.CallBack },
                },
                deliver.How),
        };
}
