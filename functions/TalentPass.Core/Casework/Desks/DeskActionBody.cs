using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Casework.Desks;

/// <summary>An action as a desk sends it: each verb takes some of the fields and refuses the others.</summary>
/// <param name="Note">A note to the applicant; of a pause, what was told in writing.</param>
/// <param name="Reason">Why; a refusal must carry it (许可法 38).</param>
/// <param name="Result">The result in words.</param>
/// <param name="How">How the result was delivered.</param>
/// <param name="Text">The text of a note, or the answer to an urging.</param>
/// <param name="Internal">Whether a note is for staff only.</param>
/// <param name="RightAuthority">The authority that is the right one (许可法 32(2)).</param>
/// <param name="Kind">The kind of a pause, one of the service's.</param>
/// <param name="WorkingDays">The length of a pause, 1–120, or of the extension.</param>
/// <param name="Approver">Who approved the extension.</param>
/// <param name="To">The account a request is assigned to.</param>
/// <param name="Missing">The papers missing from a tolerant acceptance (容缺受理), by id.</param>
/// <param name="Items">Everything that is missing (补正).</param>
/// <param name="DueWorkingDays">How long the applicant has to supply it, 1–60.</param>
/// <param name="Department">The department a request is transferred to (转办).</param>
/// <param name="CallBack">What the applicant said when called back (回访); with the delivery of what a bad rating opened, and only there.</param>
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
    string? CallBack = null)
{
    /// <summary>The action these fields are with a verb: the one place that knows which fields a verb takes and which it needs.</summary>
    /// <returns>The action, <c>validation_failed</c> with every mistake, or null where a desk knows no such verb.</returns>
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
            AcceptTolerant => new AcceptTolerantAction(fields.List<string>("missing", id => id), fields.Days("dueWorkingDays", DeskAction.MostSupplyDays)),
            RequestSupplement => new RequestSupplementAction(
                fields.List<SupplementItem>("items", item => item.Text), fields.Days("dueWorkingDays", DeskAction.MostSupplyDays)),
            NotAccept => new NotAcceptAction(fields.Text("reason"), fields.TextOrNull("rightAuthority")),
            Pause => new PauseAction(fields.Text("kind"), fields.Days("workingDays", DeskAction.MostPauseDays), fields.Text("note")),
            Resume => new ResumeAction(fields.TextOrNull("note")),
            // How long is the service's to say.
            Extend => new ExtendAction(fields.Days("workingDays", int.MaxValue), fields.Text("reason"), fields.Text("approver")),
            Approve => new ApproveAction(fields.TextOrNull("note"), fields.TextOrNull("result")),
            Refuse => new RefuseAction(fields.Text("reason")),
            Deliver => new DeliverAction(fields.Text("how"), fields.TextOrNull("callBack")),
            RequestMachine.Note => new NoteAction(fields.Text("text"), fields.Yes("internal")),
            _ => null,
        };
        if (action is null)
        {
            return null;
        }

        return fields.Wrong() is { } wrong ? wrong : action;
    }
}
