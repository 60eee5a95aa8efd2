using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>
/// Lists services and entitlements for a caller. The catalogue is cached, so usually only the facts about a talent cost storage
/// calls.
/// </summary>
public sealed class ReadEntitlements(CurrentCatalogue currentCatalogue, TalentFactsOf factsOf, TimeProvider time)
{
    /// <summary>Lists all services, or only those for the caller's nature and tier.</summary>
    /// <param name="actor">The caller.</param>
    /// <param name="mine">Whether to list only services for the caller's nature and tier. Has an effect for talents only.</param>
    /// <param name="page">The page.</param>
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
            services = [.. Entitlements.MeantFor(catalogue, facts, today)];
        }

        return Page.Of(services, each => each.Id, page, each => ServiceRenderer.Item(each, today, english));
    }

    /// <summary>Lists for each service whether the caller is entitled to it, and why or why not.</summary>
    public async Task<Outcome<Page<EntitlementView>>> EntitlementsAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        var facts = await FactsAsync(actor, cancel);
        return Page.Of(Entitlements.For(catalogue, facts, LegalDay.Today(time)), each => each.Service.Id, page, each => EntitlementRenderer.View(each, english));
    }

    // A caller without a record certainly has no status (an empty list). All other facts are unknown (null).
    private async ValueTask<TalentFacts> FactsAsync(Actor actor, CancellationToken cancel) =>
        (actor.TalentId is { } talentId ? await factsOf(talentId, cancel) : null) ?? new TalentFacts([], null);
}
