using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Catalogue;

/// <summary>Registers the catalogue.</summary>
public static class CatalogueRegistration
{
    /// <summary>
    /// Adds the catalogue. At the start it publishes the seeds if they changed, unless <c>Seeds:Load</c> is false.
    /// </summary>
    public static IHostApplicationBuilder AddCatalogue(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWireJson(CatalogueWireJson.Default);
        services.TryAddSingleton(_ => new SeedFolder(builder.SeedsPath()));
        services.TryAddSingleton<CatalogueStore>();
        services.TryAddSingleton<CurrentCatalogue>(provider => provider.GetRequiredService<CatalogueStore>().CurrentAsync);
        services.TryAddSingleton<ServiceOf>(provider => provider.GetRequiredService<CatalogueStore>().ServiceAsync);
        services.TryAddSingleton<TalentFactsOf>(provider => FactsOf(provider.GetRequiredService<TalentStore>()));
        services.TryAddSingleton<ReadCatalogue>();
        services.TryAddSingleton<ReadEntitlements>();
        services.TryAddSingleton<PublishCatalogue>();
        services.TryAddSingleton<SeedLoader>();
        builder.AddSeedsStep(
            "catalogue",
            (provider, cancel) => provider.GetRequiredService<SeedLoader>().LoadAsync(provider.GetRequiredService<SeedFolder>(), cancel),
            provider => provider.GetRequiredService<SeedFolder>().ReadCatalogue());
        return builder;
    }

    private static TalentFactsOf FactsOf(TalentStore talents) => async (talentId, cancel) =>
        await talents.FindDetailsAsync(talentId, cancel) is { } details ? TalentFacts.Of(details) : null;
}
