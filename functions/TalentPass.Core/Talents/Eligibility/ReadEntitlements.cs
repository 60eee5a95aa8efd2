using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>What of the catalogue is meant for somebody. A talent's own facts cost what they cost, the rest no storage call as a rule.</summary>
public sealed class ReadEntitlements(CurrentCatalogue currentCatalogue, TalentFactsOf factsOf, TimeProvider time)
{
    /// <summary>The services, all or those meant for the caller's nature and tier.</summary>
    /// <param name="actor">The caller.</param>
    /// <param name="mine">Only what is meant for the caller; for anybody but a talent that is everything.</param>
    /// <param name="page">Which part.</param>
    /// <param name="english">The language.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<Outcome<Page<ServiceListItem>>> ServicesAsync(
        Actor actor, bool mine, PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        var today = LegalDay.Today(time);
        var services = catalogue.Services;
        if (mine && actor.IsAny(Roles.Talent))
        {
            var facts = await FactsAsync(actor, cancel);
            services = [.. services.Where(each => Entitlements.IsMeant(catalogue, each, facts, today))];
        }

        return Page.Of(services, each => each.Id, page, each => ServiceRenderer.Item(each, today, english));
    }

    /// <summary>What the caller is entitled to, service by service, and why or why not.</summary>
    public async Task<Outcome<Page<EntitlementView>>> EntitlementsAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        var facts = await FactsAsync(actor, cancel);
        return Page.Of(Entitlements.For(catalogue, facts, LegalDay.Today(time)), each => each.Service.Id, page, each => new EntitlementView(
            each.Service.Id,
            each.Service.Title.In(english),
            each.Verdict,
            [.. each.Conditions.Select(one => new ConditionView(one.Text.In(english), one.Result, one.Why.In(english)))]));
    }

    // Somebody not recognised has no status, which is known, and no record, so the rest is not.
    private async ValueTask<TalentFacts> FactsAsync(Actor actor, CancellationToken cancel) =>
        (actor.TalentId is { } talentId ? await factsOf(talentId, cancel) : null) ?? new TalentFacts([], null);
}
