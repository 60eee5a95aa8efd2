using System.Text.Json;
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
    // A page with filters that no list has for itself reads at most this many entries of a list and then gives a cursor, so that
    // its cost is bounded. It may therefore be empty although later pages are not.
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
        var (entries, next) = await desks.ListAsync(department, filter.Narrows ? LookAt : page.Limit, page.Cursor, cancel, list);
        var matching = entries.Where(each => filter.Fits(each, lines.Light)).ToList();
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

        var tally = await desks.CountsAsync(department, cancel);
        var counts = tally.Counts
            .Where(each => each.Key.ClaimedBy is null || each.Key.ClaimedBy == actor.Account || actor.IsAny(Roles.Supervisor))
            .ToList();
        var states = Sums(facts => facts.State);
        var lights = Sums(lines.Light);
        return new Outcome<DeskCounts>.Done(new DeskCounts(
            states, lights.GetValueOrDefault("yellow"), lights.GetValueOrDefault("red"), counts.Where(each => each.Key.Urged).Sum(each => each.Value))
        {
            ETag = $"{tally.Version}-{LegalDay.Today(time):yyyyMMdd}",
        });

        Dictionary<string, int> Sums(Func<CountedAs, string> by) =>
            counts.GroupBy(each => by(each.Key), StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.Sum(one => one.Value), StringComparer.Ordinal);
    }

    /// <summary>Counts the open requests by who has claimed them, the most first. One call, see <see cref="DeskStore.CountsAsync"/>.</summary>
    public async Task<Outcome<DeskLoad>> LoadAsync(string department, CancellationToken cancel)
    {
        if (!DeskNames.IsDesk(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var items =
            from count in (await desks.CountsAsync(department, cancel)).Counts
            group count by count.Key.ClaimedBy ?? "" into of
            select new DeskLoadItem(
                of.Key.Length > 0 ? of.Key : null, Sum(of, _ => true), Sum(of, each => lines.Light(each) == "yellow"), Sum(of, each => lines.Light(each) == "red"), Sum(of, each => each.Urged));
        return new Outcome<DeskLoad>.Done(new DeskLoad([.. items.OrderByDescending(each => each.Open).ThenBy(each => each.ClaimedBy, StringComparer.Ordinal)]));

        static int Sum(IEnumerable<KeyValuePair<CountedAs, int>> counts, Func<CountedAs, bool> of) => counts.Where(each => of(each.Key)).Sum(each => each.Value);
    }
}
