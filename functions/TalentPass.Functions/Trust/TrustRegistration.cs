using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;
using TalentPass.Functions.Http;
using TalentPass.Functions.Settings;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Trust;

/// <summary>Registers the key ring, partners and lists.</summary>
public static class TrustRegistration
{
    /// <summary>
    /// Adds keys, partner cities and lists. The city comes from <c>City:Code</c>, <c>City:NameZh</c>, <c>City:NameEn</c>
    /// and <c>City:PublicUrl</c>. At the start the seeds' partner cities are recorded, unless <c>Seeds:Load</c> is false;
    /// the made-up ones only when demo accounts are switched on.
    /// </summary>
    public static IHostApplicationBuilder AddTrust(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(_ => City(builder.Configuration.GetSection("City")));
        services.AddSettingsCheck(_ => FindMistakes(builder.Configuration["City:PublicUrl"], builder.Environment.IsProduction()));
        services.TryAddSingleton(provider => new KeySealing(
            provider.GetRequiredService<MasterKey>().All,
            provider.GetRequiredService<RandomSource>()));
        services.TryAddSingleton<KeyForge>();
        services.TryAddSingleton<KeyRingStore>();
        services.TryAddSingleton<PartnerStore>();
        services.TryAddSingleton<RotateKeys>();
        services.TryAddSingleton<CityKeys>();
        services.TryAddSingleton<SessionKeys>();
        services.TryAddSingleton<StatusListStore>();
        services.TryAddSingleton<StatusIndexes>();
        services.TryAddSingleton<ReadLists>();
        services.AddPartnerStatusFetch();
        services.TryAddSingleton<PartnerStatus>();
        services.TryAddSingleton<TrustListStore>();
        services.TryAddSingleton<PublishTrustList>();
        services.TryAddSingleton<ManagePartners>();
        services.TryAddSingleton<OrderKey>();
        services.TryAddSingleton<WithdrawKey>();
        services.AddWireJson(TrustWireJson.Default);
        services.AddWireJson(TrustOfficeWireJson.Default);
        services.TryAddSingleton(_ => new SeedFolder(builder.SeedsPath()));
        services.TryAddSingleton<LoadedSeeds>();
        builder.AddSeedsStep(
            "partners",
            LoadAsync,
            provider => Partners(provider));
        services.TryAddSingleton<ISessionKeys, RingSessionKeys>();
        return builder;
    }

    private static Task LoadAsync(IServiceProvider services, CancellationToken cancel) => services.GetRequiredService<LoadedSeeds>().OnceAsync(
        "partners",
        SeedPartners.Files(services.GetRequiredService<DemoSettings>().Accounts),
        () => services.GetRequiredService<PartnerStore>().LoadAsync(Partners(services), cancel),
        cancel);

    private static IReadOnlyList<PartnerCity> Partners(IServiceProvider services) =>
        SeedPartners.ReadAll(services.GetRequiredService<SeedFolder>(), services.GetRequiredService<DemoSettings>().Accounts);

    private static HomeCity City(IConfigurationSection section) => new(
        section.GetValue("Code", HomeCity.Ningbo.Code),
        new Bilingual(section["NameZh"] ?? HomeCity.Ningbo.Name.Zh, section["NameEn"] ?? HomeCity.Ningbo.Name.En),
        (section["PublicUrl"] ?? HomeCity.Ningbo.PublicUrl).TrimEnd('/'));

    private static IEnumerable<string> FindMistakes(string? publicUrl, bool production)
    {
        if (production && !(Uri.TryCreate(publicUrl, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
        {
            yield return "City:PublicUrl must be the https address the city's lists are served at: it stands in signed lists and passes.";
        }
    }
}
