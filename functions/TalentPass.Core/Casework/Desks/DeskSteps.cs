using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Storage;
using static TalentPass.Core.Requests.Rules.RequestMachine;
using static TalentPass.Core.Requests.Rules.RequestStep;

namespace TalentPass.Core.Casework.Desks;

/// <summary>What each action of a desk makes of a request.</summary>
internal static class DeskSteps
{
    /// <summary>The step, or the refusal of what the action carries. The table has allowed it already.</summary>
    public static Outcome<RequestStep> Take(StepContext context, DeskAction action) => context.Transition.Action switch
    {
        Release => Done(context.Next() with { ClaimedBy = null }, action.Note),
        Assign => Done(context.Next() with { ClaimedBy = action.To }, action.Note),
        Transfer => Transferred(context, action),
        Note => Done(context.Next(), action.Text, action.Internal ?? false),
        AnswerUrge => Done(Answered(context, action.Text!), action.Text),
        // An unclaimed request is claimed by the first who works on it.
        var verb => Work(context, verb, action).Map(step => step with { Next = step.Next with { ClaimedBy = context.Found.ClaimedBy ?? context.Actor.Account } }),
    };

    private static Outcome<RequestStep> Work(StepContext context, string verb, DeskAction action) => verb switch
    {
        Claim => Done(context.Next()),
        Accept when context.Course.Gaps is not null => Done(context.Next(), action.Note),
        Accept => Done(RequestReception.Accept(context), action.Note),
        AcceptTolerant => RequestReception.AcceptTolerant(context, action.Missing!, action.DueWorkingDays!.Value),
        RequestSupplement => RequestReception.Ask(context, action.Items!, action.DueWorkingDays!.Value),
        NotAccept or TransferOut => Done(context.Next() with { Course = context.Course with { Reason = action.Reason, RightAuthority = action.RightAuthority } }, action.Reason),
        Pause => RequestPauses.Begin(context, action.Kind!, action.WorkingDays!.Value, action.Note!),
        Resume => Done(RequestPauses.End(context), action.Note),
        Extend => Extended(context, action),
        Approve => Done(Decided(context, context.Course with { Result = action.Result }), action.Note ?? action.Result),
        Refuse => Done(Decided(context, context.Course with { Reason = action.Reason }), action.Reason),
        Deliver => Delivered(context, action),
        _ => throw new ArgumentException($"No effect is known of {verb}.", nameof(verb)),
    };

    // Number, history and clocks go along; whoever had claimed it has no part in it any more.
    private static Outcome<RequestStep> Transferred(StepContext context, DeskAction action)
    {
        if (!StorageLayout.Departments.Contains(action.Department!))
        {
            return Refusal.Invalid("/department", "not_in_list");
        }

        return action.Department == context.Found.Department
            ? Refusal.Invalid("/department", "same_department")
            : Done(context.Next() with { Department = action.Department!, ClaimedBy = null }, action.Reason);
    }

    private static RequestCase Answered(StepContext context, string text) => context.Next() with
    {
        Course = context.Course with { Urge = context.Course.Urge! with { AnsweredAt = context.Now, Answer = text } },
    };

    private static Outcome<RequestStep> Extended(StepContext context, DeskAction action)
    {
        var days = action.WorkingDays!.Value;
        if (days > context.Limits.ExtensionWorkingDays)
        {
            return Refusal.Invalid("/workingDays", "out_of_range");
        }

        // The head who approves is not the officer who asks (许可法 42).
        if (action.Approver == context.Actor.Account || action.Approver == context.Actor.DisplayName)
        {
            return Refusal.Invalid("/approver", "same_person");
        }

        var course = context.Course with { Extension = new ExtensionFact(days, action.Reason!, action.Approver!) };
        return Done((context.Next() with { Course = course }).Counted(context.Calendar), action.Reason);
    }

    // What a bad rating opened is mended and told within its fifteen working days: the decision starts no second clock.
    private static RequestCase Decided(StepContext context, RequestCourse course) => context.Next() with
    {
        DecidedAt = context.Now,
        Clocks = course.MendsARating ? context.Found.Clocks : context.Found.Clocks.Decided(context.Today, context.Limits, context.Calendar),
        Course = course,
    };

    private static Outcome<RequestStep> Delivered(StepContext context, DeskAction action) => (context.Course.MendsARating, string.IsNullOrWhiteSpace(action.CallBack)) switch
    {
        (true, true) => Refusal.Invalid("/callBack", "required"),
        (false, false) => Refusal.Invalid("/callBack", "unknown_field"),
        _ => Done(
            context.Next() with { Clocks = context.Found.Clocks.Stop(), Course = context.Course with { ClosedOn = context.Today, CallBack = action.CallBack } },
            action.How),
    };
}
