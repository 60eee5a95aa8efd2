using TalentPass.Core.Access;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Finds requests that are at a desk now. Each request's own row decides, so a request that has left the desk or has not
/// arrived is never shown.
/// </summary>
/// <remarks>
/// Costs in calls: a number one; a short code one, and one for each request with this code; a person's data one for each
/// reading of the text, two for each talent looked at, and one for each shard in which the search is recorded. A page reads at
/// most 20 times, and at most 20 talents each time.
/// </remarks>
public sealed class SearchDesk(
    TalentsTable table,
    DeskStore desks,
    RequestStore store,
    RequestNumbers numbers,
    TalentLookup lookup,
    TalentStore talents,
    DeskRenderer lines,
    LookRows looks,
    DayLooks dayLooks,
    CurrentCatalogue currentCatalogue,
    RandomSource random,
    TimeProvider time)
{
    private const int MostTalents = 20;
    private const int MostOfTalent = 100;
    private const int MostReadings = 20;

    // A transaction has at most 100 rows, and each talent takes two.
    private const int MostInTransaction = 40;

    /// <summary>Searches the desk for a text: a number, a short code or a person's data.</summary>
    /// <param name="actor">The caller, already authorised for the department.</param>
    /// <param name="department">The department of the desk.</param>
    /// <param name="text">The text as typed. It is stored nowhere.</param>
    /// <param name="page">The page of the result.</param>
    /// <param name="english">Whether the answer is in English; otherwise in Chinese.</param>
    /// <param name="cancel">Stops the search.</param>
    public async Task<Outcome<DeskSearch>> RunAsync(
        Actor actor, string department, string text, PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        if (numbers.Parse(text) is { } request)
        {
            return await OfCasesAsync(await AtDeskAsync(department, [request], cancel), "number");
        }

        if (RequestNumbers.ReadShortCode(text) is { } code
            && await AtDeskAsync(department, await desks.FindShortCodeAsync(department, code, cancel), cancel) is { Count: > 0 } coded)
        {
            return await OfCasesAsync(coded, "short_code");
        }

        var wanted = TalentQuery.Read(text, LegalDay.Today(time));
        if (wanted.Values.Count == 0)
        {
            return Done([], null, [], SearchReasons.OfCase, recorded: false);
        }

        var (found, next) = await FillAsync(department, wanted, page, cancel);
        await RecordAsync(actor, department, wanted, [.. found.Select(each => each.Ref.TalentId).Distinct(StringComparer.Ordinal)], cancel);
        return Done(found, next, [.. wanted.Values.Select(each => Name(each.Kind)).Distinct(StringComparer.Ordinal)], SearchReasons.OfPerson(!actor.IsAny(Roles.Desk)), recorded: true);

        async Task<Outcome<DeskSearch>> OfCasesAsync(IReadOnlyList<RequestCase> cases, string by)
        {
            await dayLooks.NoteAsync(actor, Look.DeskListed, department, cases.Select(each => each.Ref.Key), key => numbers.Parse(key)!.TalentId);
            return Done(cases, null, [by], SearchReasons.OfCase, recorded: false);
        }

        Outcome<DeskSearch> Done(IReadOnlyList<RequestCase> cases, string? cursor, IReadOnlyList<string> by, Bilingual reason, bool recorded) =>
            new Outcome<DeskSearch>.Done(new DeskSearch([.. cases.Select(each => lines.Item(each, catalogue, english))], cursor, by, reason.In(english), recorded));
    }

    private async Task<IReadOnlyList<RequestCase>> AtDeskAsync(string department, IReadOnlyList<RequestRef> requests, CancellationToken cancel)
    {
        var read = await Task.WhenAll(requests.Select(each => store.FindForDeskAsync(each, cancel)));
        return [.. read.OfType<RequestCase>().Where(each => IsAt(each, department))];
    }

    // The talents found may have requests only at other desks. Reading goes on until the page is full, so that it is not empty
    // while later pages are not.
    private async Task<(IReadOnlyList<RequestCase> Found, string? Next)> FillAsync(
        string department, TalentQuery wanted, PageRequest page, CancellationToken cancel)
    {
        var (found, next) = (new List<RequestCase>(), page.Cursor);
        for (var reading = 0; reading < MostReadings && (reading == 0 || (next is not null && found.Count < page.Limit)); reading++)
        {
            var (more, after) = await OfPersonAsync(department, wanted, new PageRequest(page.Limit - found.Count, next), cancel);
            found.AddRange(more);
            next = after;
        }

        return (found, next);
    }

    // The cursor is the id of the last talent. When more requests of this talent may follow, it also has the id of the talent's
    // last request.
    private async Task<(IReadOnlyList<RequestCase> Found, string? Next)> OfPersonAsync(
        string department, TalentQuery wanted, PageRequest page, CancellationToken cancel)
    {
        var (talentId, within) = Read(page.Cursor);
        var lists = await Task.WhenAll(wanted.Values.Select(each => lookup.ListAsync(each.Kind, each.Value, talentId, MostTalents + 1, cancel)));
        var after = lists.SelectMany(each => each).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var ids = (within is null ? after : after.Prepend(talentId!)).ToArray();
        var read = await Task.WhenAll(ids.Take(MostTalents).Select(each => talents.FindAsync(each, cancel)));
        var found = new List<RequestCase>();
        foreach (var talent in read.OfType<Talent>().Where(wanted.IsMet))
        {
            var listed = await store.ListForDeskAsync(talent.TalentId, new PageRequest(MostOfTalent, talent.TalentId == talentId ? within : null), cancel);
            foreach (var request in listed.Items.Where(each => IsAt(each, department)))
            {
                found.Add(request);
                if (found.Count == page.Limit)
                {
                    return (found, $"{talent.TalentId}|{request.Ref.RequestId}");
                }
            }

            if (listed.NextCursor is { } more)
            {
                return (found, $"{talent.TalentId}|{more}");
            }
        }

        return (found, ids.Length > MostTalents ? ids[MostTalents - 1] : null);
    }

    // The search is recorded in the access log of each talent shown. A search that finds nobody is recorded too, in the audit
    // feed
    // only: somebody may be guessing personal data.
    private async Task RecordAsync(Actor actor, string department, TalentQuery wanted, string[] shown, CancellationToken cancel)
    {
        var (now, key, kinds) = (time.GetUtcNow(), random.Id(8), string.Join('+', wanted.Values.Select(each => Name(each.Kind)).Distinct(StringComparer.Ordinal)));
        string[] concerned = shown.Length > 0 ? shown : [""];
        var parts = concerned.Index().GroupBy(each => Shard.Of(each.Item.Length > 0 ? each.Item : key), StringComparer.Ordinal)
            .SelectMany(shard => shard.Chunk(MostInTransaction).Select(part => (Shard: shard.Key, Talents: part)));
        await Task.WhenAll(parts.Select(part =>
        {
            var transaction = new Transaction(part.Shard, OperationId.New(random));
            foreach (var (index, talentId) in part.Talents)
            {
                var row = Feed.Row(part.Shard, now, key, index + 1, "desk.search", actor, talentId);
                (row["Department"], row["By"]) = (department, kinds);
                transaction.Add(row);
                if (talentId.Length > 0)
                {
                    transaction.Add(looks.Row(talentId, $"{key}-{index}", new Look(now, $"search.{kinds}", actor, department)));
                }
            }

            return table.CommitAsync(transaction, cancel);
        }));
    }

    private static (string? TalentId, string? Within) Read(string? cursor) => cursor?.Split('|') switch
    {
        [var talentId, var within] when TalentStore.IsId(talentId) => (talentId, within),
        [var talentId] when TalentStore.IsId(talentId) => (talentId, null),
        _ => (null, null),
    };

    private static bool IsAt(RequestCase request, string department) => request.IsAtDesk && request.Department == department;

    private static string Name(LookupKind kind) => kind switch
    {
        LookupKind.Document => "document",
        LookupKind.Phone => "phone",
        LookupKind.Name => "name",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
