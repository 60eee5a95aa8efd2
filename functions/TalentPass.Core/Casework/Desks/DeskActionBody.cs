using System.Text.Json;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Casework.Desks;

/// <summary>The body of a desk's action. Each action takes some of the fields and refuses the others.</summary>
/// <param name="Note">
/// A note to the applicant; for a pause, what the applicant was told in writing; for a release or an assignment, a note for staff.
/// </param>
/// <param name="Reason">Why; a refusal must have reasons (许可法 38).</param>
/// <param name="Result">The result in words.</param>
/// <param name="How">How the result was delivered.</param>
/// <param name="Text">The text of a note, or the answer to an urging.</param>
/// <param name="Internal">Whether only staff may read a note; true when it is left out.</param>
/// <param name="RightAuthority">The authority that is responsible instead (许可法 32(2)).</param>
/// <param name="Kind">The kind of a pause, one of those that the service allows.</param>
/// <param name="WorkingDays">
/// The length in working days: of a pause, 1–120; of the extension, at most what the service allows.
/// </param>
/// <param name="Approver">
/// The account that has to confirm the extension (许可法 42), at most 64 characters: a supervisor, or another officer of the department.
/// </param>
/// <param name="To">The account to which a request is assigned, at most 64 characters.</param>
/// <param name="Missing">The ids of the papers missing from a tolerant acceptance (容缺受理), 1–50.</param>
/// <param name="Items">Everything that is missing (补正), 1–50 items.</param>
/// <param name="DueWorkingDays">The time to supply what is missing, 1–60 working days.</param>
/// <param name="Department">The department a request is transferred to (转办).</param>
/// <param name="CallBack">
/// What the applicant said in the call-back (回访). Required for the delivery of a case that a bad rating opened, not allowed
/// otherwise.
/// </param>
/// <param name="Decision">
/// What an approval grants: <c>{type, …fields}</c> of one of the service's results, at most 4 KiB. May be left out when the service has
/// one result and all its fields are optional.
/// </param>
/// <param name="Of">The number of the step that proposed what is confirmed or declined: <c>awaiting.of</c> of the case.</param>
/// <param name="Point">The point that was checked, at most 40 characters.</param>
/// <param name="Met">Whether the point is met.</param>
public record DeskActionBody(
    string? Note = null,
    string? Reason = null,
    string? Result = null,
    string? How = null,
    string? Text = null,
    bool? Internal = null,
    string? RightAuthority = null,
    string? Kind = null,
    int? WorkingDays = null,
    string? Approver = null,
    string? To = null,
    IReadOnlyList<string>? Missing = null,
    IReadOnlyList<SupplementItem>? Items = null,
    int? DueWorkingDays = null,
    string? Department = null,
    string? CallBack = null,
    JsonElement? Decision = null,
    int? Of = null,
    string? Point = null,
    bool? Met = null)
{
    /// <summary>
    /// Reads the action with this name. Only this method knows which fields an action takes and which it needs.
    /// </summary>
    /// <returns>The action; <c>validation_failed</c> with all errors; null when a desk has no action with this name.</returns>
    public Outcome<DeskAction>? Read(string verb)
    {
        var fields = new DeskActionFields(this);
        DeskAction? action = verb switch
        {
            Claim => new ClaimAction(),
            Release => new ReleaseAction(fields.TextOrNull("note")),
            Assign => new AssignAction(fields.Account("to"), fields.TextOrNull("note")),
            Transfer => new TransferAction(fields.Text("department"), fields.Text("reason")),
            TransferOut => new TransferOutAction(fields.Text("reason"), fields.Text("rightAuthority")),
            AnswerUrge => new AnswerUrgeAction(fields.Text("text")),
            Accept => new AcceptAction(fields.TextOrNull("note")),
            AcceptTolerant => new AcceptTolerantAction(fields.List<string>("missing", id => id), fields.Number("dueWorkingDays", DeskAction.MostSupplyDays)),
            RequestSupplement => new RequestSupplementAction(
                fields.List<SupplementItem>("items", item => item.Text), fields.Number("dueWorkingDays", DeskAction.MostSupplyDays)),
            NotAccept => new NotAcceptAction(fields.Text("reason"), fields.TextOrNull("rightAuthority")),
            Pause => new PauseAction(fields.Text("kind"), fields.Number("workingDays", DeskAction.MostPauseDays), fields.Text("note")),
            Resume => new ResumeAction(fields.TextOrNull("note")),
            // The service limits the length of an extension; DeskSteps checks it.
            Extend => new ExtendAction(fields.Number("workingDays", int.MaxValue), fields.Text("reason"), fields.Account("approver")),
            Approve => new ApproveAction(fields.TextOrNull("note"), fields.TextOrNull("result"), fields.Json("decision")),
            Check => new CheckAction(fields.Text("point"), fields.YesOrNo("met"), fields.TextOrNull("note")),
            Refuse => new RefuseAction(fields.Text("reason")),
            Confirm => new ConfirmAction(fields.Number("of", int.MaxValue)),
            Decline => new DeclineAction(fields.Number("of", int.MaxValue), fields.TextOrNull("note")),
            Deliver => new DeliverAction(fields.Text("how"), fields.TextOrNull("callBack")),
            RequestMachine.Note => new NoteAction(fields.Text("text"), fields.Flag("internal", otherwise: true)),
            _ => null,
        };
        if (action is null)
        {
            return null;
        }

        return fields.Wrong() is { } wrong ? wrong : action;
    }
}
