using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads talents for themselves and for the office, and searches talents by document, phone or name.</summary>
/// <param name="store">Reads talents.</param>
/// <param name="lookup">Finds talents by document, phone or name.</param>
/// <param name="audit">Records who read which talent.</param>
/// <param name="looks">Records whom a search showed.</param>
/// <param name="catalogue">The catalogue, for the names of natures and tiers.</param>
/// <param name="time">The clock.</param>
public sealed class ReadTalents(
    TalentStore store, TalentLookup lookup, AuditTrail audit, DayLooks looks, CurrentCatalogue catalogue, TimeProvider time)
{
    private const string Office = "office";

    /// <summary>
    /// Returns the caller's own talent; null for staff, and for people who are not on record or never had a status. One storage call.
    /// </summary>
    public async Task<OwnTalentView?> FindOwnAsync(Actor actor, bool english, CancellationToken cancel) =>
        actor.TalentId is { } talentId && await store.FindAsync(talentId, cancel) is { Statuses.Count: > 0 } talent
            ? (await RendererAsync(english, cancel)).Own(talent)
            : null;

    /// <summary>
    /// Returns the whole record of a talent, for the office. Records the look before it answers (PIPL 51). Three storage calls.
    /// </summary>
    /// <returns>The talent; <c>not_found</c>.</returns>
    public async Task<Outcome<TalentView>> GetAsync(Actor actor, string talentId, bool english, CancellationToken cancel)
    {
        if (await store.FindDetailsAsync(talentId, cancel) is not { } details)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await audit.RecordLookAsync(actor, talentId, Look.TalentRead, Office, cancel);
        return new Outcome<TalentView>.Done((await RendererAsync(english, cancel)).Whole(details));
    }

    /// <summary>
    /// Searches talents by a whole document number, phone or name; a part of them finds nothing. Names and phones in the result are
    /// masked. Former documents find their holder too. Costs one storage call for each reading of the text (see
    /// <see cref="TalentQuery"/>) and one for each talent on the page.
    /// </summary>
    /// <param name="actor">The caller. The search is in the access log of each talent shown.</param>
    /// <param name="query">The text that the officer typed, in any usual spelling.</param>
    /// <param name="page">The page.</param>
    /// <param name="english">The language.</param>
    /// <param name="cancel">Stops the search.</param>
    public async Task<Outcome<Page<TalentListItem>>> SearchAsync(Actor actor, string query, PageRequest page, bool english, CancellationToken cancel)
    {
        var wanted = TalentQuery.Read(query, LegalDay.Today(time));
        var lists = await Task.WhenAll(wanted.Values.Select(each =>
            lookup.ListAsync(each.Kind, each.Value, page.Cursor, page.Limit + 1, cancel)));
        var ids = lists.SelectMany(list => list).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var talents = await Task.WhenAll(ids.Take(page.Limit).Select(id => store.FindAsync(id, cancel)));
        var renderer = await RendererAsync(english, cancel);
        var items = talents.OfType<Talent>().Where(wanted.IsMet).Select(renderer.ListItem).ToArray();
        await looks.NoteAsync(actor, Look.TalentListed, Office, items.Select(each => each.TalentId), id => id);
        return new Outcome<Page<TalentListItem>>.Done(
            new Page<TalentListItem>(items, ids.Length > page.Limit ? ids[page.Limit - 1] : null));
    }

    private async Task<TalentRenderer> RendererAsync(bool english, CancellationToken cancel) =>
        new((await catalogue(cancel)).Content, english, LegalDay.Today(time));
}
