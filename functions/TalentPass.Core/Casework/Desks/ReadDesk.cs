using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// A line of a desk's list. <c>dueKind</c> says what has to be done by the due date: <c>accept</c>, <c>supply</c>, <c>decide</c> or
/// <c>deliver</c>. <c>slip</c> is the colour of the last slip of supervision (督办单): <c>blue</c>, <c>orange</c> or <c>red</c>.
/// <c>provisional</c> is true when the due date depends on a year without a published calendar; otherwise it is left out.
/// <c>guest</c> names the home city of a partner city's talent.
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
    GuestView? Guest = null);

/// <summary>The filter of a desk's list.</summary>
/// <param name="State">A published state name; null for all states.</param>
/// <param name="Assignee"><c>me</c>: the caller's own; <c>none</c>: unclaimed; null: all.</param>
public sealed record DeskFilter(string? State, string? Assignee);

/// <summary>The numbers of open requests at a desk. Only requests that the caller may act on are counted.</summary>
/// <param name="States">The number of requests in each state.</param>
/// <param name="NearingDue">The number of requests with a yellow light.</param>
/// <param name="Overdue">The number of requests with a red light.</param>
/// <param name="Urged">The number of requests with an urging (催办) that waits for an answer.</param>
public sealed record DeskCounts(IReadOnlyDictionary<string, int> States, int NearingDue, int Overdue, int Urged);

/// <summary>
/// Reads a department's desk. Each method costs one storage call, whatever the number of open requests. The counts cost a second
/// one now and then, see <see cref="DeskStore.CountsAsync"/>.
/// </summary>
public sealed class ReadDesk(
    DeskStore desks,
    RequestStore store,
    RequestNumbers numbers,
    RequestRenderer renderer,
    DeskRenderer lines,
    AuditTrail audit,
    DayLooks looks,
    TalentStore talents,
    CurrentCatalogue currentCatalogue,
    ServiceOf serviceOf,
    TimeProvider time)
{
    // A page that is filtered by both state and assignee reads at most this many entries of the assignee and then gives a cursor,
    // so that its cost is bounded. It may therefore be empty although later pages are not.
    private const int LookAt = 500;

    /// <summary>
    /// Reads a page of the list, sorted by due date, then tier, then number. <c>not_found</c> when there is no such desk.
    /// </summary>
    public async Task<Outcome<Page<DeskItem>>> ListAsync(
        Actor actor, string department, DeskFilter filter, PageRequest page, bool english, CancellationToken cancel)
    {
        if (!DeskNames.IsDesk(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var catalogue = await currentCatalogue(cancel);
        var list = filter switch
        {
            { Assignee: "me" } => DeskPlace.OfAssignee(actor.Account),
            { Assignee: not null } => DeskPlace.OfAssignee(null),
            { State: { } state } => DeskPlace.OfState(state),
            _ => DeskPlace.All,
        };
        var isByBoth = filter is { Assignee: not null, State: not null };
        var (entries, next) = await desks.ListAsync(department, isByBoth ? LookAt : page.Limit, page.Cursor, cancel, list);
        var matching = entries.Where(each => filter.State is null || each.State == filter.State).ToList();
        if (matching.Count > page.Limit)
        {
            next = DeskPlace.Of(matching[page.Limit - 1]).Tail;
            matching = matching[..page.Limit];
        }

        await looks.NoteAsync(actor, Look.DeskListed, department, matching.Select(each => each.RequestKey), key => numbers.Parse(key)!.TalentId);
        return new Outcome<Page<DeskItem>>.Done(new Page<DeskItem>([.. matching.Select(each => lines.Item(each, catalogue, english))], next));
    }

    /// <summary>
    /// Reads a case of the department with its answers and history. A case of another department is <c>not_found</c>. One call. A
    /// second one records it in the talent's access log: before a supervisor sees the case, and without making an officer wait.
    /// </summary>
    public async Task<Outcome<RequestView>> FindAsync(Actor actor, string department, string number, bool english, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || await store.FindAsync(request, cancel) is not { IsAtDesk: true } found || found.Department != department)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await (actor.IsAny(Roles.Desk)
            ? audit.RecordLookLaterAsync(actor, request.TalentId, Look.CaseRead, department)
            : audit.RecordLookAsync(actor, request.TalentId, Look.CaseRead, department, cancel));

        var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
        return new Outcome<RequestView>.Done(renderer.Case(found, service, actor, staff: true, english, await ApplicantAsync(found, service, actor, english, cancel)));
    }

    // Only who handles the case must be able to tell who the applicant is: the officer who has claimed it, or any officer of the desk
    // while nobody has and it is open. Others see the masked name (个人信息保护法 6, 51).
    private async Task<ApplicantView?> ApplicantAsync(RequestCase found, ServiceItem service, Actor actor, bool english, CancellationToken cancel)
    {
        if (!actor.IsAny(Roles.Desk) || (found.ClaimedBy is { } officer ? officer != actor.Account : found.IsClosed))
        {
            return null;
        }

        // A request from before 2026-11-26 does not hold the person, so the record is read.
        var today = LegalDay.Today(time);
        var (person, asOf) = found.Person is { } filed ? (filed, LegalDay.Of(found.SubmittedAt))
            : await talents.FindDetailsAsync(found.Ref.TalentId, cancel) is { } details
                ? (PersonFact.Of(details, service, JsonElement.Parse(found.Answers ?? "{}"), found.FiledOn), today) : default;
        return person is null ? null : ApplicantView.Full(person, asOf, (await currentCatalogue(cancel)).Content, english, today);
    }

    /// <summary>
    /// Counts the open requests that the caller may act on: for an officer the unclaimed and their own, for a supervisor all.
    /// </summary>
    public async Task<Outcome<DeskCounts>> CountAsync(Actor actor, string department, CancellationToken cancel)
    {
        if (!DeskNames.IsDesk(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var counts = (await desks.CountsAsync(department, cancel))
            .Where(each => each.Key.ClaimedBy is null || each.Key.ClaimedBy == actor.Account || actor.IsAny(Roles.Supervisor))
            .ToList();
        var states = Sums(facts => facts.State);
        var lights = Sums(lines.Light);
        return new Outcome<DeskCounts>.Done(new DeskCounts(
            states, lights.GetValueOrDefault("yellow"), lights.GetValueOrDefault("red"), counts.Where(each => each.Key.Urged).Sum(each => each.Value)));

        Dictionary<string, int> Sums(Func<CountedAs, string> by) =>
            counts.GroupBy(each => by(each.Key), StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.Sum(one => one.Value), StringComparer.Ordinal);
    }
}
