using System.Text.Json.Serialization;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Desks;

/// <summary>A line of a desk's list; <c>provisional</c> is true where the date reaches into an unpublished year, else left out.</summary>
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
    bool? Provisional = null);

/// <summary>What is wanted of a desk's list.</summary>
/// <param name="State">A published state name; null for all.</param>
/// <param name="Assignee"><c>me</c>, <c>none</c>, or null for everybody's.</param>
public sealed record DeskFilter(string? State, string? Assignee);

/// <summary>How much lies on a desk: only what the caller may act on.</summary>
/// <param name="States">Open requests by state.</param>
/// <param name="NearingDue">With a yellow light.</param>
/// <param name="Overdue">With a red light.</param>
/// <param name="Urged">With an urging that waits for an answer.</param>
public sealed record DeskCounts(IReadOnlyDictionary<string, int> States, int NearingDue, int Overdue, int Urged);

/// <summary>What a department reads of its desk. One storage call each (the counts: one per 1,000 open requests).</summary>
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
    // A filtered page looks at this many entries at most before it hands out a cursor: the cost of a page is bounded.
    private const int LookAt = 500;

    /// <summary>A page of the list: by binding date, then tier, then number.</summary>
    public async Task<Outcome<Page<DeskItem>>> ListAsync(
        Actor actor, string department, DeskFilter filter, PageRequest page, bool english, CancellationToken cancel)
    {
        if (!StorageLayout.Departments.Contains(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var catalogue = await currentCatalogue(cancel);
        var filtered = filter.State is not null || filter.Assignee is not null;
        var (entries, next) = await desks.ListAsync(department, filtered ? LookAt : page.Limit, page.Cursor, cancel);
        var matching = entries.Where(each => Matches(each, filter, actor)).ToList();
        if (matching.Count > page.Limit)
        {
            next = DeskEntry.Key(matching[page.Limit - 1]);
            matching = matching[..page.Limit];
        }

        return new Outcome<Page<DeskItem>>.Done(new Page<DeskItem>([.. matching.Select(each => lines.Item(each, catalogue, english))], next));
    }

    /// <summary>A case of the department with answers and history; another department's is <c>not_found</c>. One call, and one to record that a supervisor looked.</summary>
    public async Task<Outcome<RequestView>> FindAsync(Actor actor, string department, string number, bool english, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || await store.FindAsync(request, cancel) is not { IsAtDesk: true } found || found.Department != department)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        // Whoever handles it stands in its history; whoever only watches stands in the talent's log.
        if (!actor.IsAny(Roles.Desk))
        {
            await audit.RecordLookAsync(actor, request.TalentId, Look.CaseRead, department, cancel);
        }

        return new Outcome<RequestView>.Done(renderer.Case(found, await serviceOf(found.Service, found.CatalogueVersion, cancel), actor, staff: true, english));
    }

    /// <summary>The counts of the desk, of what the caller may act on: an officer counts what is unclaimed or the officer's own.</summary>
    public async Task<Outcome<DeskCounts>> CountAsync(Actor actor, string department, CancellationToken cancel)
    {
        if (!StorageLayout.Departments.Contains(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var all = new List<DeskEntry>();
        string? next = null;
        do
        {
            (var entries, next) = await desks.ListAsync(department, 999, next, cancel);
            all.AddRange(entries.Where(each => each.ClaimedBy is null || each.ClaimedBy == actor.Account || actor.IsAny(Roles.Supervisor)));
        }
        while (next is not null);
        var lights = all.CountBy(each => lines.Light(each)).ToDictionary(StringComparer.Ordinal);
        return new Outcome<DeskCounts>.Done(new DeskCounts(
            all.CountBy(each => each.State).ToDictionary(StringComparer.Ordinal),
            lights.GetValueOrDefault("yellow"),
            lights.GetValueOrDefault("red"),
            all.Count(each => each.Urged)));
    }

    private static bool Matches(DeskEntry entry, DeskFilter filter, Actor actor) =>
        (filter.State is null || entry.State == filter.State)
        && filter.Assignee switch
        {
            "me" => entry.ClaimedBy == actor.Account,
            "none" => entry.ClaimedBy is null,
            _ => true,
        };
}
