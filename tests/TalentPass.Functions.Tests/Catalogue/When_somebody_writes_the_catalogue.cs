using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>Somebody writes a version of the catalogue by hand, or puts another one in force. Nobody is served by it.</summary>
public sealed class When_somebody_writes_the_catalogue(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Partition = "catalogue";
    private readonly string _connection = azurite.NewAccount();
    private CatalogueRig _rig = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = new CatalogueRig(_connection);
        await _rig.CreateAsync();
        await _rig.SeedAsync(CatalogueRig.Seeds);
        await _rig.PublishAsync(CatalogueRig.With("published"));
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_version_that_the_office_did_not_publish_is_not_served()
    {
        await ForgeAsync(3, CatalogueRig.With("forged"));
        await EditPointerAsync(row => row["Version"] = 3);
        Assert.Equal("published", await LaterAsync(_rig));
        Assert.Null(await _rig.Store.VersionAsync(3, Cancel));
        Assert.Equal([2, 1], (await _rig.VersionsAsync()).Select(each => each.Version));

        // A process that starts now has no catalogue of before. It serves none until one is published, under the next free number.
        using var another = new CatalogueRig(_connection);
        await Assert.ThrowsAsync<UntrustedRowException>(another.CurrentSummaryAsync);
        var published = await another.SeedAsync(CatalogueRig.With("seeds"));
        Assert.Equal((4, true), (published.Version.Version, published.IsNew));
        Assert.Equal("seeds", await another.CurrentSummaryAsync());
        Assert.Equal("seeds", await LaterAsync(_rig));
    }

    [Fact]
    public async Task A_version_that_was_edited_is_not_served_and_another_takes_its_place()
    {
        await ForgeAsync(2, CatalogueRig.With("forged"));
        using var another = new CatalogueRig(_connection);
        await Assert.ThrowsAsync<UntrustedRowException>(another.CurrentSummaryAsync);
        Assert.Equal(3, (await another.PublishAsync(CatalogueRig.With("published"))).Version.Version);
        Assert.Equal("published", await another.CurrentSummaryAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_earlier_version_does_not_come_into_force_by_hand(bool deleted)
    {
        var before = await PointerAsync();
        await _rig.PublishAsync(CatalogueRig.With("newer"));
        await (deleted ? _rig.Table.DeleteAsync(Partition, "current", Cancel) : (Task)WriteAsync(before));
        Assert.Equal("newer", await LaterAsync(_rig));
    }

    private static Task<string> LaterAsync(CatalogueRig rig)
    {
        rig.Clock.Advance(CatalogueStore.Ages.Trusted + TimeSpan.FromSeconds(1));
        return rig.CurrentSummaryAsync();
    }

    // The row of a version, as an app with another master key would write it.
    private async Task ForgeAsync(int version, ServiceCatalogue catalogue)
    {
        using var forger = new CatalogueRig(_connection, masterKey: [.. Enumerable.Repeat((byte)9, MasterKey.Length)]);
        var model = CatalogueRows.Row(
            new CatalogueVersion(version, CatalogueDocument.Hash(CatalogueDocument.Write(catalogue)), _rig.Clock.GetUtcNow(), "office"), CatalogueDocument.Write(catalogue));
        await WriteAsync(forger.Seals.Seal(CatalogueRows.VersionShape, model));
    }

    private async Task EditPointerAsync(Action<TableEntity> change)
    {
        var row = await PointerAsync();
        change(row);
        await WriteAsync(row);
    }

    private async Task<TableEntity> PointerAsync() => (await _rig.Table.FindAsync(Partition, "current", Cancel))!;

    private Task<Response> WriteAsync(TableEntity row) => _rig.Table.Client.UpsertEntityAsync(row, TableUpdateMode.Replace, Cancel);
}
