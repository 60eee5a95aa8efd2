using System.Text.Json;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Casework.Desks;

/// <summary>An action of a desk on a request. Each action has exactly the fields that it needs.</summary>
public abstract record DeskAction
{
    private protected DeskAction(string verb) => Verb = verb;

    /// <summary>The name of the action in the table of RequestMachine.</summary>
    public string Verb { get; }

    /// <summary>The longest text of a field, in code points.</summary>
    public const int MaxText = TextLimits.Explanation;

    /// <summary>The longest pause, in working days.</summary>
    public const int MostPauseDays = 120;

    /// <summary>The longest time to supply what is missing, in working days.</summary>
    public const int MostSupplyDays = 60;

    /// <summary>The most things that can be asked for, or papers that can be missing, in one action.</summary>
    public const int MostItems = 50;
}

/// <summary>Claims a request that nobody has claimed (认领).</summary>
public sealed record ClaimAction() : DeskAction(Claim);

/// <summary>Gives up the claim, so that the request is unclaimed again.</summary>
/// <param name="Note">A note for staff; optional. The applicant cannot read it.</param>
public sealed record ReleaseAction(string? Note) : DeskAction(Release);

/// <summary>Assigns the request to an officer of the same department.</summary>
/// <param name="To">The officer's account.</param>
/// <param name="Note">A note for staff; optional. The applicant cannot read it.</param>
public sealed record AssignAction(string To, string? Note) : DeskAction(Assign);

/// <summary>Transfers the request to another department of the city (转办).</summary>
/// <param name="Department">The department's id.</param>
/// <param name="Reason">Why; the applicant is told.</param>
public sealed record TransferAction(string Department, string Reason) : DeskAction(Transfer);

/// <summary>Hands the request to an authority outside the city's desks (移送). This ends the request.</summary>
/// <param name="Reason">Why; the applicant is told.</param>
/// <param name="RightAuthority">The name of that authority.</param>
public sealed record TransferOutAction(string Reason, string RightAuthority) : DeskAction(TransferOut);

/// <summary>Answers an urging (催办).</summary>
/// <param name="Text">The answer.</param>
public sealed record AnswerUrgeAction(string Text) : DeskAction(AnswerUrge);

/// <summary>
/// Accepts the request (受理). After a tolerant acceptance: starts the review, since the missing papers have been supplied.
/// </summary>
/// <param name="Note">A note to the applicant; optional.</param>
public sealed record AcceptAction(string? Note) : DeskAction(Accept);

/// <summary>Accepts the request although tolerable papers are missing (容缺受理).</summary>
/// <param name="Missing">The ids of the missing papers.</param>
/// <param name="DueWorkingDays">The time to supply them, in working days.</param>
public sealed record AcceptTolerantAction(IReadOnlyList<string> Missing, int DueWorkingDays) : DeskAction(AcceptTolerant);

/// <summary>Asks the applicant to supply what is missing (补正). Possible only once.</summary>
/// <param name="Items">Everything that is missing.</param>
/// <param name="DueWorkingDays">The time to supply it, in working days.</param>
public sealed record RequestSupplementAction(IReadOnlyList<SupplementItem> Items, int DueWorkingDays) : DeskAction(RequestSupplement);

/// <summary>Does not accept the request (不予受理), or revokes a tolerant acceptance. This ends the request.</summary>
/// <param name="Reason">Why; the applicant is told.</param>
/// <param name="RightAuthority">The name of the authority that is responsible instead, if there is one (许可法 32(2)).</param>
public sealed record NotAcceptAction(string Reason, string? RightAuthority) : DeskAction(NotAccept);

/// <summary>Pauses the clock of the decision (中止).</summary>
/// <param name="Kind">The kind of the pause, one of those that the service allows.</param>
/// <param name="WorkingDays">The length in working days.</param>
/// <param name="Note">What the applicant was told in writing.</param>
public sealed record PauseAction(string Kind, int WorkingDays, string Note) : DeskAction(Pause);

/// <summary>Ends a pause early.</summary>
/// <param name="Note">A note to the applicant; optional.</param>
public sealed record ResumeAction(string? Note) : DeskAction(Resume);

/// <summary>Proposes to extend the time to decide (延期). It takes effect when the approver confirms. Possible only once.</summary>
/// <param name="WorkingDays">The working days that are added.</param>
/// <param name="Reason">Why; the applicant is told when it is confirmed.</param>
/// <param name="Approver">The account that has to confirm (许可法 42): a supervisor, or another officer of the department.</param>
public sealed record ExtendAction(int WorkingDays, string Reason, string Approver) : DeskAction(Extend);

/// <summary>Ticks a point that has to be checked (待核实事项).</summary>
/// <param name="Point">The name of the point.</param>
/// <param name="Met">Whether it is met.</param>
/// <param name="Note">How it was checked; for staff only.</param>
public sealed record CheckAction(string Point, bool Met, string? Note) : DeskAction(Check);

/// <summary>Decides in favour of the applicant (准予).</summary>
/// <param name="Note">A note to the applicant; optional.</param>
/// <param name="Result">The result in words; optional.</param>
/// <param name="Decision">What is granted: <c>{type, …fields}</c> of one of the service's results.</param>
public sealed record ApproveAction(string? Note, string? Result, JsonElement? Decision = null) : DeskAction(Approve);

/// <summary>Decides against the applicant (不予).</summary>
/// <param name="Reason">The reasons; the applicant must be told (许可法 38).</param>
public sealed record RefuseAction(string Reason) : DeskAction(Refuse);

/// <summary>Confirms what another account proposed (复核): an extension, or a late decision. It takes effect with that.</summary>
/// <param name="Of">The number of the step that proposed it.</param>
public sealed record ConfirmAction(int Of) : DeskAction(Confirm);

/// <summary>Declines what was proposed, or takes the own proposal back. Nothing else changes.</summary>
/// <param name="Of">The number of the step that proposed it.</param>
/// <param name="Note">Why; for staff only.</param>
public sealed record DeclineAction(int Of, string? Note) : DeskAction(Decline);

/// <summary>Delivers the result (送达).</summary>
/// <param name="How">How the result was delivered.</param>
/// <param name="CallBack">
/// What the applicant said in the call-back (回访). Required when a bad rating opened the request, not allowed otherwise.
/// </param>
public sealed record DeliverAction(string How, string? CallBack) : DeskAction(Deliver);

/// <summary>Adds a note to the history.</summary>
/// <param name="Text">The text of the note.</param>
/// <param name="Internal">Whether only staff may read the note.</param>
public sealed record NoteAction(string Text, bool Internal) : DeskAction(Note);
