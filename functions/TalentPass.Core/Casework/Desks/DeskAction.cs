using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Desks;

/// <summary>What an action carries; which fields an action takes is in <see cref="DeskActionFields"/>.</summary>
/// <param name="Note">A note to the applicant; of a pause, what was told in writing.</param>
/// <param name="Reason">Why; a refusal must carry it (许可法 38).</param>
/// <param name="Result">The result in words.</param>
/// <param name="How">How the result was delivered.</param>
/// <param name="Text">The text of a note.</param>
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
public record DeskAction(
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
    string? CallBack = null);
