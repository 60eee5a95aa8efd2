using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>Reads the catalogue for people. Usually no storage call, because the catalogue is cached.</summary>
public sealed class ReadCatalogue(CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>Lists the departments.</summary>
    public async Task<Outcome<Page<DepartmentView>>> DepartmentsAsync(PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return Page.Of(catalogue.Departments, each => each.Id, page, each =>
            new DepartmentView(each.Id, each.Title.In(english), each.FullName.In(english), each.Parent));
    }

    /// <summary>Lists the service areas of the city.</summary>
    public async Task<Outcome<Page<AreaView>>> AreasAsync(PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return Page.Of(catalogue.Areas, each => each.Id, page, each => new AreaView(each.Id, each.Code, each.Title.In(english)));
    }

    /// <summary>Lists the tiers of the city's own scheme, the highest first.</summary>
    public async Task<Outcome<Page<TierView>>> TiersAsync(PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return Page.Of(catalogue.Schemes[0].Current.Tiers, each => each.Id, page, each => new TierView(each.Level, each.Id, each.Title.In(english)));
    }

    /// <summary>Returns the guide of one service (办事指南); <c>not_found</c>.</summary>
    public async Task<Outcome<ServiceView>> ServiceAsync(string id, bool english, CancellationToken cancel)
    {
        var current = await currentCatalogue(cancel);
        return current.Content.Service(id) is { } service
            ? new Outcome<ServiceView>.Done(ServiceRenderer.Guide(service, current.Version, LegalDay.Today(time), english))
            : new Refusal(RefusalCodes.NotFound);
    }

    /// <summary>Lists the bundles.</summary>
    public async Task<Outcome<Page<BundleView>>> BundlesAsync(PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = (await currentCatalogue(cancel)).Content;
        return Page.Of(catalogue.Bundles, each => each.Id, page, each => ServiceRenderer.Bundle(each, catalogue, english));
    }
}
