using System.Text.Json.Serialization;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// A line of a desk's list. <c>provisional</c> is true when the due date depends on a year without a published calendar;
/// otherwise it is left out. <c>guest</c> names the home city of a partner city's talent.
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
    CurrentCatalogue currentCatalogue,
    ServiceOf serviceOf)
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

        return new Outcome<Page<DeskItem>>.Done(new Page<DeskItem>([.. matching.Select(each => lines.Item(each, catalogue, english))], next));
    }

    /// <summary>
    /// Reads a case of the department with its answers and history. A case of another department is <c>not_found</c>. One call;
    /// a second one records it when the reader is a supervisor.
    /// </summary>
    public async Task<Outcome<RequestView>> FindAsync(Actor actor, string department, string number, bool english, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || await store.FindAsync(request, cancel) is not { IsAtDesk: true } found || found.Department != department)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        // An officer's actions are in the history. A supervisor only looks, so the look is recorded in the talent's access log.
        if (!actor.IsAny(Roles.Desk))
        {
            await audit.RecordLookAsync(actor, request.TalentId, Look.CaseRead, department, cancel);
        }

        return new Outcome<RequestView>.Done(renderer.Case(found, await serviceOf(found.Service, found.CatalogueVersion, cancel), actor, staff: true, english));
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
