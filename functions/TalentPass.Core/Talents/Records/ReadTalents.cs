using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>Shows talents to themselves and to the office, and finds them by what they are known by.</summary>
/// <param name="store">Talents.</param>
/// <param name="lookup">What leads to them.</param>
/// <param name="audit">Records readings.</param>
/// <param name="catalogue">The names of natures and tiers.</param>
/// <param name="time">The clock.</param>
public sealed class ReadTalents(
    TalentStore store, TalentLookup lookup, AuditTrail audit, CurrentCatalogue catalogue, TimeProvider time)
{
    private const string Office = "office";

    /// <summary>The caller's own talent; null for staff and for people not on record. One call.</summary>
    public async Task<OwnTalentView?> FindOwnAsync(Actor actor, bool english, CancellationToken cancel) =>
        actor.TalentId is { } talentId && await store.FindAsync(talentId, cancel) is { } talent
            ? (await RendererAsync(english, cancel)).Own(talent)
            : null;

    /// <summary>Everything on a talent, for the office. The reading is recorded before it is answered (PIPL 51).</summary>
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
    /// Talents known by a document number, a phone or a name, exactly as a whole; masked. Former documents lead to their
    /// holder too. The cost grows with the page, not with the table.
    /// </summary>
    /// <param name="query">What was typed, in any usual spelling.</param>
    /// <param name="page">Which part.</param>
    /// <param name="english">The language.</param>
    /// <param name="cancel">Stops the search.</param>
    public async Task<Outcome<Page<TalentListItem>>> SearchAsync(string query, PageRequest page, bool english, CancellationToken cancel)
    {
        var wanted = TalentQuery.Read(query, LegalDay.Today(time));
        var lists = await Task.WhenAll(wanted.Values.Select(each =>
            lookup.ListAsync(each.Kind, each.Value, page.Cursor, page.Limit + 1, cancel)));
        var ids = lists.SelectMany(list => list).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var talents = await Task.WhenAll(ids.Take(page.Limit).Select(id => store.FindAsync(id, cancel)));
        var renderer = await RendererAsync(english, cancel);
        var items = talents.OfType<Talent>().Where(wanted.IsMet).Select(renderer.ListItem).ToArray();
        return new Outcome<Page<TalentListItem>>.Done(
            new Page<TalentListItem>(items, ids.Length > page.Limit ? ids[page.Limit - 1] : null));
    }

    private async Task<TalentRenderer> RendererAsync(bool english, CancellationToken cancel) =>
        new((await catalogue(cancel)).Content, english, LegalDay.Today(time));
}
