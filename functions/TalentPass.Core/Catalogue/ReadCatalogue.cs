using TalentPass.Core.Calendar;

namespace TalentPass.Core.Catalogue;

/// <summary>What people read of the catalogue. No storage call as a rule; a talent's own facts cost what they cost.</summary>
public sealed class ReadCatalogue(CurrentCatalogue currentCatalogue, TalentFactsOf factsOf, TimeProvider time)
{
    /// <summary>The departments.</summary>
    public async Task<Outcome<Page<DepartmentView>>> DepartmentsAsync(PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return Paged(catalogue.Departments, each => each.Id, page, each =>
            new DepartmentView(each.Id, each.Title.In(english), each.FullName.In(english)));
    }

    /// <summary>The service areas of the city.</summary>
    public async Task<Outcome<Page<AreaView>>> AreasAsync(PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return Paged(catalogue.Areas, each => each.Id, page, each => new AreaView(each.Id, each.Code, each.Title.In(english)));
    }

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

        return Paged(services, each => each.Id, page, each => ServiceRenderer.Item(each, today, english));
    }

    /// <summary>The guide of one service; <c>not_found</c>.</summary>
    public async Task<Outcome<ServiceView>> ServiceAsync(string id, bool english, CancellationToken cancel)
    {
        var current = await currentCatalogue(cancel);
        return current.Content.Service(id) is { } service
            ? new Outcome<ServiceView>.Done(ServiceRenderer.Guide(service, current.Version, LegalDay.Today(time), english))
            : new Refusal(RefusalCodes.NotFound);
    }

    /// <summary>The bundles.</summary>
    public async Task<Outcome<Page<BundleView>>> BundlesAsync(PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return Paged(catalogue.Bundles, each => each.Id, page, each => ServiceRenderer.Bundle(each, catalogue, english));
    }

    /// <summary>What the caller is entitled to, service by service, and why or why not.</summary>
    public async Task<Outcome<Page<EntitlementView>>> EntitlementsAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        var facts = await FactsAsync(actor, cancel);
        return Paged(Entitlements.For(catalogue, facts, LegalDay.Today(time)), each => each.Service.Id, page, each => new EntitlementView(
            each.Service.Id,
            each.Service.Title.In(english),
            each.Verdict,
            [.. each.Conditions.Select(one => new ConditionView(one.Text.In(english), one.Result, one.Why.In(english)))]));
    }

    // Somebody not recognised has no status, which is known, and no record, so the rest is not.
    private async ValueTask<TalentFacts> FactsAsync(Actor actor, CancellationToken cancel) =>
        (actor.TalentId is { } talentId ? await factsOf(talentId, cancel) : null) ?? new TalentFacts([], null);

    /// <summary>A part of a list that is in memory as a whole; the cursor is the id of the last item shown.</summary>
    private static Outcome<Page<TView>> Paged<T, TView>(
        IReadOnlyList<T> all, Func<T, string> idOf, PageRequest page, Func<T, TView> view)
    {
        var rest = page.Cursor is { } cursor ? all.SkipWhile(each => idOf(each) != cursor).Skip(1).ToArray() : all;
        var part = rest.Take(page.Limit).ToArray();
        return new Outcome<Page<TView>>.Done(
            new Page<TView>([.. part.Select(view)], rest.Count > part.Length ? idOf(part[^1]) : null));
    }
}
