using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Casework.Desks;

/// <summary>What a desk does with a request, with what the action needs and nothing else.</summary>
public abstract record DeskAction
{
    private protected DeskAction(string verb) => Verb = verb;

    /// <summary>The verb of the table.</summary>
    public string Verb { get; }

    /// <summary>The longest text, in code points.</summary>
    public const int MaxText = TextLimits.Explanation;

    /// <summary>The longest pause, in working days.</summary>
    public const int MostPauseDays = 120;

    /// <summary>The longest time to supply what is missing, in working days.</summary>
    public const int MostSupplyDays = 60;

    /// <summary>How many things can be missing at once.</summary>
    public const int MostItems = 50;
}

/// <summary>Takes a request nobody has (认领).</summary>
public sealed record ClaimAction() : DeskAction(Claim);

/// <summary>Gives it back.</summary>
/// <param name="Note">A note to the applicant.</param>
public sealed record ReleaseAction(string? Note) : DeskAction(Release);

/// <summary>Gives it to somebody of the same department.</summary>
/// <param name="To">That account.</param>
/// <param name="Note">A note to the applicant.</param>
public sealed record AssignAction(string To, string? Note) : DeskAction(Assign);

/// <summary>Hands it to another department of the city (转办).</summary>
/// <param name="Department">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record TransferAction(string Department, string Reason) : DeskAction(Transfer);

/// <summary>Hands it to an authority outside the city's desks (移送).</summary>
/// <param name="Reason">Why.</param>
/// <param name="RightAuthority">Which.</param>
public sealed record TransferOutAction(string Reason, string RightAuthority) : DeskAction(TransferOut);

/// <summary>Answers an urging (催办).</summary>
/// <param name="Text">The answer.</param>
public sealed record AnswerUrgeAction(string Text) : DeskAction(AnswerUrge);

/// <summary>Accepts it (受理), or goes on where it was accepted with gaps.</summary>
/// <param name="Note">A note to the applicant.</param>
public sealed record AcceptAction(string? Note) : DeskAction(Accept);

/// <summary>Accepts it with tolerable papers missing (容缺受理).</summary>
/// <param name="Missing">The papers, by id.</param>
/// <param name="DueWorkingDays">How long the applicant has to supply them.</param>
public sealed record AcceptTolerantAction(IReadOnlyList<string> Missing, int DueWorkingDays) : DeskAction(AcceptTolerant);

/// <summary>Asks for what is missing (补正), once.</summary>
/// <param name="Items">Everything that is missing.</param>
/// <param name="DueWorkingDays">How long the applicant has to supply it.</param>
public sealed record RequestSupplementAction(IReadOnlyList<SupplementItem> Items, int DueWorkingDays) : DeskAction(RequestSupplement);

/// <summary>Does not accept it (不予受理), or takes a tolerant acceptance back.</summary>
/// <param name="Reason">Why.</param>
/// <param name="RightAuthority">The authority that is the right one (许可法 32(2)).</param>
public sealed record NotAcceptAction(string Reason, string? RightAuthority) : DeskAction(NotAccept);

/// <summary>Stops the clock (中止).</summary>
/// <param name="Kind">One of the service's kinds.</param>
/// <param name="WorkingDays">For how long.</param>
/// <param name="Note">What was told in writing.</param>
public sealed record PauseAction(string Kind, int WorkingDays, string Note) : DeskAction(Pause);

/// <summary>Ends a pause early.</summary>
/// <param name="Note">A note to the applicant.</param>
public sealed record ResumeAction(string? Note) : DeskAction(Resume);

/// <summary>Extends the time to decide (延期), once.</summary>
/// <param name="WorkingDays">By how much.</param>
/// <param name="Reason">Why.</param>
/// <param name="Approver">The head who approved it (许可法 42).</param>
public sealed record ExtendAction(int WorkingDays, string Reason, string Approver) : DeskAction(Extend);

/// <summary>Decides in favour (准予).</summary>
/// <param name="Note">A note to the applicant.</param>
/// <param name="Result">The result in words.</param>
public sealed record ApproveAction(string? Note, string? Result) : DeskAction(Approve);

/// <summary>Decides against (不予).</summary>
/// <param name="Reason">Why; it must be told (许可法 38).</param>
public sealed record RefuseAction(string Reason) : DeskAction(Refuse);

/// <summary>Hands the result over (送达).</summary>
/// <param name="How">How.</param>
/// <param name="CallBack">What the applicant said when called back (回访); where a bad rating opened the request, and only there.</param>
public sealed record DeliverAction(string How, string? CallBack) : DeskAction(Deliver);

/// <summary>Writes something into the history.</summary>
/// <param name="Text">What.</param>
/// <param name="Internal">Whether only staff may read it.</param>
public sealed record NoteAction(string Text, bool Internal) : DeskAction(Note);
