using System.Globalization;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>
/// Publishing a changed catalogue creates a new version, which never changes later. Publishing an unchanged catalogue writes
/// nothing.
/// </summary>
public sealed class When_the_catalogue_is_published(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_seeds_are_published_once_and_loading_them_again_writes_nothing()
    {
        var connection = azurite.NewAccount();
        using var first = await StartAsync(connection);
        using var second = new CatalogueRig(connection);
        var folder = new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds"));

        var published = await first.Loader.LoadAsync(folder, TestContext.Current.CancellationToken);
        using var calls = StorageCalls.Begin();
        var again = await second.Loader.LoadAsync(folder, TestContext.Current.CancellationToken);

        Assert.Equal((true, 1, SeedLoader.Publisher), (published.IsNew, published.Version.Version, published.Version.PublishedBy));
        Assert.False(again.IsNew);
        Assert.Equal(published.Version, again.Version);
        Assert.Equal(2, calls.Count);
        Assert.All(calls.Calls, each => Assert.StartsWith("GET ", each, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Seed_files_that_were_loaded_last_are_not_even_read_and_checked()
    {
        using var rig = await StartAsync(azurite.NewAccount());
        using var folder = new TemporaryFolder();
        var source = Path.Combine(AppContext.BaseDirectory, "seeds");
        foreach (var file in Directory.EnumerateFiles(source, "*.json", SearchOption.AllDirectories).Select(each => Path.GetRelativePath(source, each)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, file))!);
            File.Copy(Path.Combine(source, file), Path.Combine(folder.Path, file));
        }

        var seeds = new SeedFolder(folder.Path);
        await rig.Loader.LoadAsync(seeds, TestContext.Current.CancellationToken);

        // The same catalogue in other words: checked once more, and not a new version; then remembered.
        var tiers = Path.Combine(folder.Path, "tiers.json");
        await File.AppendAllTextAsync(tiers, "\n\n", TestContext.Current.CancellationToken);
        Assert.Null(await rig.Store.FindLoadedAsync(seeds.Fingerprint(), TestContext.Current.CancellationToken));
        Assert.False((await rig.Loader.LoadAsync(seeds, TestContext.Current.CancellationToken)).IsNew);
        Assert.NotNull(await rig.Store.FindLoadedAsync(seeds.Fingerprint(), TestContext.Current.CancellationToken));

        // What the office publishes leaves the seeds as loaded.
        await rig.PublishAsync(CatalogueRig.With("by the office"));
        Assert.Equal(2, (await rig.Store.FindLoadedAsync(seeds.Fingerprint(), TestContext.Current.CancellationToken))!.Version);

        await File.AppendAllTextAsync(tiers, "}", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SeedException>(() => rig.Loader.LoadAsync(seeds, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_changed_seed_makes_the_next_version_and_the_old_one_stays_as_it_was()
    {
        using var rig = await StartAsync(azurite.NewAccount());
        await rig.SeedAsync(CatalogueRig.Seeds);

        var changed = await rig.SeedAsync(CatalogueRig.With("changed"));

        Assert.Equal((true, 2), (changed.IsNew, changed.Version.Version));
        Assert.Equal("changed", await rig.CurrentSummaryAsync());
        var old = await rig.Store.VersionAsync(1, TestContext.Current.CancellationToken);
        Assert.Equal(CatalogueRig.Seeds.Services[0].Summary, old!.Content.Services[0].Summary);
    }

    [Fact]
    public async Task A_restart_with_unchanged_seeds_does_not_undo_what_the_office_published()
    {
        using var rig = await StartAsync(azurite.NewAccount());
        await rig.SeedAsync(CatalogueRig.Seeds);
        await rig.PublishAsync(CatalogueRig.With("by the office"));

        var restarted = await rig.SeedAsync(CatalogueRig.Seeds);
        Assert.False(restarted.IsNew);
        Assert.Equal("by the office", await rig.CurrentSummaryAsync());

        var changed = await rig.SeedAsync(CatalogueRig.With("new seeds"));
        Assert.Equal((true, 3), (changed.IsNew, changed.Version.Version));
    }

    [Fact]
    public async Task Every_version_is_listed_newest_first_page_by_page()
    {
        using var rig = await StartAsync(azurite.NewAccount());
        for (var version = 1; version <= 5; version++)
        {
            await rig.PublishAsync(CatalogueRig.With(version.ToString(CultureInfo.InvariantCulture)));
        }

        var seen = new List<int>();
        string? cursor = null;
        do
        {
            var page = await rig.Store.ListAsync(new PageRequest(2, cursor), TestContext.Current.CancellationToken);
            seen.AddRange(page.Items.Select(each => each.Version));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    [Fact]
    public async Task Publishers_at_the_same_moment_each_get_a_version_of_their_own()
    {
        var connection = azurite.NewAccount();
        using var rig = await StartAsync(connection);
        CatalogueRig[] rigs = [.. Enumerable.Range(0, 4).Select(_ => new CatalogueRig(connection))];

        var published = await Task.WhenAll(rigs.Select((each, index) => each.PublishAsync(CatalogueRig.With($"by {index}"))));

        Assert.Equal([1, 2, 3, 4], published.Select(each => each.Version.Version).Order());
        Assert.Equal([4, 3, 2, 1], (await rig.VersionsAsync()).Select(each => each.Version));
        Assert.All(published, each => Assert.True(each.IsNew));
    }

    [Fact]
    public async Task Instances_that_load_the_same_seeds_at_the_same_moment_make_one_version()
    {
        var connection = azurite.NewAccount();
        using var rig = await StartAsync(connection);
        CatalogueRig[] rigs = [.. Enumerable.Range(0, 8).Select(_ => new CatalogueRig(connection))];

        var published = await Task.WhenAll(rigs.Select(each => each.SeedAsync(CatalogueRig.Seeds)));

        Assert.Single(published, each => each.IsNew);
        Assert.Single(await rig.VersionsAsync());
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    [InlineData(StorageFault.NoConnection)]
    public async Task A_fault_at_any_call_neither_loses_nor_doubles_a_version(StorageFault fault)
    {
        var connection = azurite.NewAccount();
        using var healthy = await StartAsync(connection);
        await healthy.SeedAsync(CatalogueRig.Seeds);
        for (var call = 1; call <= 3; call++)
        {
            var catalogue = CatalogueRig.With($"at call {call}");
            using var failing = new CatalogueRig(connection, StorageFaults.At(call, fault));
            await Record.ExceptionAsync(() => failing.PublishAsync(catalogue));

            await healthy.PublishAsync(catalogue);

            var versions = await healthy.VersionsAsync();
            Assert.Equal(call + 1, versions[0].Version);
            Assert.Equal(versions.Count, versions.Select(each => each.Hash).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_publisher_whose_answer_got_lost_knows_that_it_published()
    {
        var connection = azurite.NewAccount();
        using var healthy = await StartAsync(connection);
        await healthy.SeedAsync(CatalogueRig.Seeds);
        using var failing = new CatalogueRig(connection, StorageFaults.At(2, StorageFault.AnswerLost));

        var published = await failing.PublishAsync(CatalogueRig.With("once"));

        Assert.Equal((true, 2), (published.IsNew, published.Version.Version));
    }

    [Fact]
    public async Task A_version_that_was_tampered_with_is_not_put_in_force()
    {
        var connection = azurite.NewAccount();
        using var rig = await StartAsync(connection);
        await rig.SeedAsync(CatalogueRig.Seeds);
        await rig.PublishAsync(CatalogueRig.With("true"));
        var page = await rig.Table.ReadAsync(TableFilter.Prefix("catalogue", "v|"), 2, TestContext.Current.CancellationToken);
        var (latest, older) = (page.Rows[0], page.Rows[1]);
        latest["Data00"] = older.GetBinary("Data00");
        await rig.Table.Client.UpdateEntityAsync(latest, latest.ETag, cancellationToken: TestContext.Current.CancellationToken);

        using var other = new CatalogueRig(connection);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await other.Store.CurrentAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<CatalogueRig> StartAsync(string connection)
    {
        var rig = new CatalogueRig(connection);
        await rig.CreateAsync();
        return rig;
    }
}
