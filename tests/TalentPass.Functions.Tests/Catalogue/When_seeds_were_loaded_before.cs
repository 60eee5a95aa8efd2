using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>Seed files that this build of the app has loaded last are not loaded again; all others are.</summary>
public sealed class When_seeds_were_loaded_before(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Kind = "partners";
    private const string File = "partners.json";
    private readonly TemporaryFolder _folder = new();
    private readonly string _connection = azurite.NewAccount();
    private CatalogueRig _rig = null!;
    private int _loads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _rig = new CatalogueRig(_connection);
        await _rig.CreateAsync();
        await WriteAsync("one");
        await LoadAsync();
    }

    public ValueTask DisposeAsync()
    {
        _rig.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_same_files_are_not_loaded_again_and_cost_one_read()
    {
        using var calls = StorageCalls.Begin();
        Assert.False(await LoadAsync());
        Assert.StartsWith("GET ", Assert.Single(calls.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_file_is_loaded_once()
    {
        await WriteAsync("two");
        Assert.True(await LoadAsync());
        Assert.False(await LoadAsync());
    }

    [Fact]
    public async Task More_files_or_fewer_are_loaded_once()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder.Path, "more.json"), "{}", Cancel);
        Assert.True(await LoadAsync(File, "more.json"));
        Assert.False(await LoadAsync(File, "more.json"));
        Assert.True(await LoadAsync());
    }

    [Fact]
    public async Task What_failed_is_loaded_again()
    {
        await WriteAsync("two");
        await Assert.ThrowsAsync<SeedException>(() => _rig.Loaded(new SeedFolder(_folder.Path)).OnceAsync(Kind, [File], () => throw new SeedException(["a mistake"]), Cancel));
        Assert.True(await LoadAsync());
    }

    [Fact]
    public async Task A_file_that_is_missing_is_told()
    {
        System.IO.File.Delete(Path.Combine(_folder.Path, File));
        var told = await Assert.ThrowsAsync<SeedException>(() => LoadAsync());
        Assert.StartsWith($"{File}: ", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_keeps_seeds_from_being_loaded_by_writing_the_row()
    {
        await WriteAsync("two");
        var row = (await _rig.Table.FindAsync("seeds", Kind, Cancel))!;
        row["Files"] = new SeedFolder(_folder.Path).Fingerprint([File]);
        await _rig.Table.Client.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);

        Assert.True(await LoadAsync());
        Assert.Equal(["loaded-seeds"], _rig.Seals.RecentlyRefused);
    }

    private Task WriteAsync(string text) => System.IO.File.WriteAllTextAsync(Path.Combine(_folder.Path, File), text, Cancel);

    private async Task<bool> LoadAsync(params string[] files)
    {
        var before = _loads;
        await _rig.Loaded(new SeedFolder(_folder.Path)).OnceAsync(Kind, files is [] ? [File] : files, () => Task.FromResult(_loads++), Cancel);
        return _loads > before;
    }
}
