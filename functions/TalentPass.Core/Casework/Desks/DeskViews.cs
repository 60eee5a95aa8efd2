using System.Text.Json.Serialization;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Requests.Views;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// A line of a desk's list. <c>dueKind</c> says what has to be done by the due date: <c>accept</c>, <c>supply</c>, <c>decide</c> or
/// <c>deliver</c>. <c>slip</c> is the colour of the last slip of supervision (督办单): <c>blue</c>, <c>orange</c> or <c>red</c>.
/// <c>provisional</c> is true when the due date depends on a year without a published calendar; otherwise it is left out.
/// <c>claimedByName</c> is the name of the officer; left out when it is not known.
/// <c>guest</c> names the home city of a partner city's talent. <c>tierTitle</c> is the name of the tier; left out for a person without one.
/// </summary>
public sealed record DeskItem(
    string Number,
    string Service,
    string Title,
    string Applicant,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] int? Tier,
    string State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ClaimedBy,
    DateTimeOffset SubmittedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Due,
    string Light,
    bool Urged,
    bool? Provisional = null,
    string? DueKind = null,
    string? Slip = null,
    GuestView? Guest = null,
    string? TierTitle = null,
    string? ClaimedByName = null);

/// <summary>The filter of a desk's list.</summary>
/// <param name="State">A published state name; null for all states.</param>
/// <param name="Assignee"><c>me</c>: the caller's own; <c>none</c>: unclaimed; null: all.</param>
/// <param name="Service">The id of a service; null for all.</param>
/// <param name="Light"><c>green</c>, <c>yellow</c> or <c>red</c>; null for all.</param>
/// <param name="Urged">True: only those with an urging (催办) that waits for an answer.</param>
/// <param name="Slip">The colour of the last slip of supervision (督办单), or <c>any</c>; null for all.</param>
/// <param name="Area">The id of the service area that the filing names; null for all.</param>
public sealed record DeskFilter(
    string? State, string? Assignee, string? Service = null, string? Light = null, bool Urged = false, string? Slip = null, string? Area = null)
{
    /// <summary>Whether rows of the list that is read may be left out: the list is that of an assignee, of a state or of all.</summary>
    public bool Narrows => (State is not null && Assignee is not null) || Service is not null || Light is not null || Urged || Slip is not null || Area is not null;

    /// <summary>Whether an entry is among those that are wanted. The assignee is decided by the list that is read.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="lightOf">The light of an entry today.</param>
    public bool Fits(DeskEntry entry, Func<DeskEntry, string> lightOf) =>
        (State is null || entry.State == State)
        && (Service is null || entry.Service == Service)
        && (!Urged || entry.Urged)
        && (Slip is null || entry.Slip == Slip || (Slip == "any" && entry.Slip is not null))
        && (Area is null || entry.Area == Area)
        && (Light is null || lightOf(entry) == Light);
}

/// <summary>The numbers of open requests at a desk. Only requests that the caller may act on are counted.</summary>
/// <param name="States">The number of requests in each state.</param>
/// <param name="NearingDue">The number of requests with a yellow light.</param>
/// <param name="Overdue">The number of requests with a red light.</param>
/// <param name="Urged">The number of requests with an urging (催办) that waits for an answer.</param>
public sealed record DeskCounts(IReadOnlyDictionary<string, int> States, int NearingDue, int Overdue, int Urged) : IVersioned
{
    /// <summary>Changes with each change at the desk that is counted, and with the day. So a reader learns from it whether to read the list again.</summary>
    [JsonIgnore]
    public string ETag { get; init; } = "";
}

/// <summary>How many open requests lie with each officer.</summary>
/// <param name="Items">One line for each account that has claimed something, and one for what nobody has claimed.</param>
public sealed record DeskLoad(IReadOnlyList<DeskLoadItem> Items);

/// <summary>The open requests of one officer.</summary>
/// <param name="ClaimedBy">The account; null for the unclaimed requests.</param>
/// <param name="Open">The number of open requests.</param>
/// <param name="NearingDue">The number of requests with a yellow light.</param>
/// <param name="Overdue">The number of requests with a red light.</param>
/// <param name="Urged">The number of requests with an urging (催办) that waits for an answer.</param>
public sealed record DeskLoadItem(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ClaimedBy, int Open, int NearingDue, int Overdue, int Urged);
