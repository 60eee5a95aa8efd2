using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>The catalogue part of one app instance, on real storage.</summary>
internal sealed class CatalogueRig : IDisposable
{
    private readonly ServiceProvider _app;

    public CatalogueRig(string connection, StorageFaults? faults = null, byte[]? masterKey = null) =>
        _app = AppServices.Build(connection, time: Clock, faults: faults, masterKey: masterKey);

    public static Actor Office { get; } = new("office", "人才办管理员", Roles.Office, null, null);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero));

    public Table Table => _app.GetRequiredService<StorageClients>().Table(StorageLayout.Catalogue);

    public CatalogueStore Store => _app.GetRequiredService<CatalogueStore>();

    public RowSeal Seals => _app.GetRequiredService<RowSeal>();

    public SeedLoader Loader => _app.GetRequiredService<SeedLoader>();

    /// <summary>What was loaded last, with the files of a folder.</summary>
    public LoadedSeeds Loaded(SeedFolder folder) => ActivatorUtilities.CreateInstance<LoadedSeeds>(_app, folder);

    public static ServiceCatalogue Seeds { get; } = new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue();

    /// <summary>The seed catalogue with another summary for its first service.</summary>
    public static ServiceCatalogue With(string summary) => Seeds with
    {
        Services = [Seeds.Services[0] with { Summary = new Bilingual(summary, summary) }, .. Seeds.Services.Skip(1)],
    };

    public Task CreateAsync() => Table.CreateIfMissingAsync(TestContext.Current.CancellationToken);

    public Task<Publication> SeedAsync(ServiceCatalogue catalogue) =>
        Store.PublishAsync(catalogue, SeedLoader.Publisher, CatalogueDocument.Hash(CatalogueDocument.Write(catalogue)), TestContext.Current.CancellationToken);

    public Task<Publication> PublishAsync(ServiceCatalogue catalogue) =>
        Store.PublishAsync(catalogue, Office.Account, seed: null, TestContext.Current.CancellationToken);

    public async Task<string> CurrentSummaryAsync() =>
        (await Store.CurrentAsync(TestContext.Current.CancellationToken)).Content.Services[0].Summary.En;

    public async Task<IReadOnlyList<CatalogueVersion>> VersionsAsync() =>
        (await Store.ListAsync(new PageRequest(100, null), TestContext.Current.CancellationToken)).Items;

    public void Dispose() => _app.Dispose();
}
