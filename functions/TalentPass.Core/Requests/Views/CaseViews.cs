using System.Text.Json;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Views;

/// <summary>Where a guest comes from: a talent of a partner city who is served here (互认城市人才).</summary>
/// <param name="HomeCity">The name of the home city.</param>
/// <param name="CityCode">Its GB/T 2260 code.</param>
public sealed record GuestView(string HomeCity, string CityCode)
{
    /// <summary>Makes the view; null for a talent of this city.</summary>
    public static GuestView? Of(GuestFact? guest, bool english) => guest is null ? null : new GuestView(guest.City.In(english), guest.CityCode);
}

/// <summary>A result document of a request.</summary>
/// <param name="Number">The number of the electronic certificate; <c>GET /documents/{number}</c> opens it.</param>
/// <param name="Kind"><c>approval</c>, <c>refusal</c>, <c>non_acceptance</c> or <c>acceptance_revoked</c>.</param>
/// <param name="IssuedOn">The legal day of the decision.</param>
/// <param name="Status"><c>valid</c>, <c>expired</c> or <c>revoked</c>.</param>
public sealed record DocumentLine(string Number, string Kind, DateOnly IssuedOn, string Status);

/// <summary>The round of a yearly window in which a request is handled (报名窗口).</summary>
/// <param name="Opens">The first day of the window.</param>
/// <param name="Closes">The last day of the window. The time limits count from it.</param>
/// <param name="DecidedFrom">The first day on which a decision is possible.</param>
/// <param name="Late">True when the request came after the year's window had closed and goes with the next one; otherwise left out.</param>
/// <param name="Text">The same in words.</param>
public sealed record RoundView(DateOnly Opens, DateOnly Closes, DateOnly DecidedFrom, bool? Late, string Text);

/// <summary>The notices that were shown and the area that was named when the request was filed.</summary>
/// <param name="Notice">The version of the privacy notice (个人信息保护法 17).</param>
/// <param name="MinorNotice">The version of the notice for guardians, when a child under 14 is named (个人信息保护法 31).</param>
/// <param name="Area">The service area, when one was named.</param>
/// <param name="DocumentConfirmed">True when the hall's officer compared the applicant with the document; otherwise left out.</param>
public sealed record FilingView(string Notice, string? MinorNotice, FilingAreaView? Area, bool? DocumentConfirmed = null);

/// <summary>A point that the department has to check before it approves (待核实事项).</summary>
/// <param name="Point">The name of the point, for the action <c>check</c>.</param>
/// <param name="Text">The point in words.</param>
/// <param name="Checked">What an officer found; left out before.</param>
public sealed record PointView(string Point, string Text, PointCheckView? Checked = null);

/// <summary>What an officer found about a point.</summary>
/// <param name="Met">Whether it is met.</param>
/// <param name="By">The officer's account.</param>
/// <param name="At">When.</param>
/// <param name="Note">How it was checked.</param>
public sealed record PointCheckView(bool Met, string By, DateTimeOffset At, string? Note = null);

/// <summary>The service area for which a request was filed.</summary>
/// <param name="Area">The area's id.</param>
/// <param name="Title">The area's name at the time of filing, in the reader's language.</param>
public sealed record FilingAreaView(string Area, string Title);

/// <summary>
/// What was decided: what an approval grants; or why a request was refused, not accepted or ended by the desk, a timer or its
/// bundle, and what the applicant can do about it.
/// </summary>
/// <param name="Reason">The reasons (许可法 38).</param>
/// <param name="Remedy">
/// The remedy; for exit-entry decisions, that they are final (出境入境管理法 36). Left out when nothing was decided.
/// </param>
/// <param name="RightAuthority">The authority that is responsible instead (许可法 32(2)).</param>
/// <param name="Type">The type of the result: <c>refuse</c>, or one that the service declares, e.g. <c>grant</c>.</param>
/// <param name="Title">The name of the result.</param>
/// <param name="Fields">The fields of an approval by name.</param>
/// <param name="Lines">The fields of an approval as people read them.</param>
public sealed record DecisionView(
    string? Reason, RemedyView? Remedy, string? RightAuthority, string? Type = null, string? Title = null, JsonElement? Fields = null,
    IReadOnlyList<DecisionLineView>? Lines = null);

/// <summary>A field of a decision as people read it.</summary>
/// <param name="Field">The name of the field.</param>
/// <param name="Title">The field's title.</param>
/// <param name="Text">The value: a text, a number, or the title of a choice.</param>
public sealed record DecisionLineView(string Field, string Title, string Text);

/// <summary>The remedy against a decision (救济途径).</summary>
/// <param name="Final">Whether the decision is final by law, so that there is no remedy.</param>
/// <param name="Text">The sentence for the applicant.</param>
public sealed record RemedyView(bool Final, string Text);

/// <summary>What an officer has proposed and a second person has to confirm (复核). Only staff see it.</summary>
/// <param name="Of">The number of the step that proposed it; a confirmation names it.</param>
/// <param name="Action"><c>extend</c>, or the late <c>approve</c> or <c>refuse</c>.</param>
/// <param name="By">The account that proposed it.</param>
/// <param name="At">When it was proposed.</param>
/// <param name="Approver">The account that has to confirm; left out when any other account with the right may.</param>
/// <param name="WorkingDays">The working days of an extension.</param>
/// <param name="Reason">The reason of an extension or a refusal.</param>
/// <param name="Note">The note of an approval.</param>
/// <param name="Result">The result of an approval in words.</param>
/// <param name="Type">The type of the result of an approval.</param>
/// <param name="Fields">The fields of the decision of an approval.</param>
public sealed record AwaitingView(
    int Of, string Action, string By, DateTimeOffset At, string? Approver, int? WorkingDays, string? Reason, string? Note, string? Result, string? Type,
    JsonElement? Fields);
