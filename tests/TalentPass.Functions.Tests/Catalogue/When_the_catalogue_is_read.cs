using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>
/// The app reads the catalogue from memory. It sees a new version after a minute at most, and reading still works while storage
/// is away.
/// </summary>
public sealed class When_the_catalogue_is_read(AzuriteFixture azurite)
{
    private int _calls;

    [Fact]
    public async Task It_costs_nothing_while_it_is_fresh_and_one_call_behind_the_scenes_when_it_is_not()
    {
        var connection = azurite.NewAccount();
        using var office = await PublishedAsync(connection, "first");
        using var rig = new CatalogueRig(connection, Counted());

        await rig.CurrentSummaryAsync();
        Assert.Equal(2, _calls);
        rig.Clock.Advance(CatalogueStore.Ages.Fresh - TimeSpan.FromTicks(1));
        await rig.CurrentSummaryAsync();
        Assert.Equal(2, _calls);
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(0, await CallsAsync(rig));
        await Eventually.HoldsAsync(() => _calls == 3, "the version in force is looked up");
    }

    [Fact]
    public async Task A_version_another_instance_published_is_seen_after_a_minute_by_everybody_and_nobody_waits_before()
    {
        var connection = azurite.NewAccount();
        using var office = await PublishedAsync(connection, "first");
        using var rig = new CatalogueRig(connection);
        Assert.Equal("first", await rig.CurrentSummaryAsync());
        await office.PublishAsync(CatalogueRig.With("second"));

        Assert.Equal("first", await rig.CurrentSummaryAsync());
        rig.Clock.Advance(CatalogueStore.Ages.Fresh);
        await Eventually.HoldsAsync(async () => await rig.CurrentSummaryAsync() == "second", "the new version is in force");
        Assert.Equal("second", await office.CurrentSummaryAsync());

        await office.PublishAsync(CatalogueRig.With("third"));
        rig.Clock.Advance(CatalogueStore.Ages.Trusted);
        Assert.Equal("third", await rig.CurrentSummaryAsync());
    }

    [Fact]
    public async Task The_version_last_seen_stays_in_force_for_a_day_while_storage_is_away()
    {
        var connection = azurite.NewAccount();
        using var office = await PublishedAsync(connection, "first");
        var away = false;
        using var rig = new CatalogueRig(connection, new StorageFaults(_ => away ? StorageFault.NoConnection : StorageFault.None));
        Assert.Equal("first", await rig.CurrentSummaryAsync());

        away = true;
        rig.Clock.Advance(CatalogueStore.Ages.Usable - TimeSpan.FromTicks(1));
        Assert.Equal("first", await rig.CurrentSummaryAsync());
        rig.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(StorageFailure.Unavailable, (await Assert.ThrowsAsync<StorageException>(rig.CurrentSummaryAsync)).Failure);

        away = false;
        await office.PublishAsync(CatalogueRig.With("second"));
        Assert.Equal("second", await rig.CurrentSummaryAsync());
    }

    [Fact]
    public async Task An_instance_that_never_saw_one_says_so_when_storage_is_away()
    {
        using var rig = new CatalogueRig(azurite.NewAccount(), new StorageFaults(_ => StorageFault.NoConnection));

        var fault = await Assert.ThrowsAsync<StorageException>(rig.CurrentSummaryAsync);
        Assert.Equal(StorageFailure.Unavailable, fault.Failure);
    }

    [Fact]
    public async Task Before_the_seeds_are_loaded_the_fault_says_what_to_do()
    {
        using var rig = new CatalogueRig(azurite.NewAccount());
        await rig.CreateAsync();

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(rig.CurrentSummaryAsync);
        Assert.Contains("load the seeds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_readers_at_once_read_storage_once()
    {
        var connection = azurite.NewAccount();
        using var office = await PublishedAsync(connection, "first");
        using var rig = new CatalogueRig(connection, Counted());

        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => rig.CurrentSummaryAsync()));
        Assert.Equal(2, _calls);

        rig.Clock.Advance(CatalogueStore.Ages.Trusted);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => rig.CurrentSummaryAsync()));
        Assert.Equal(3, _calls);
    }

    private StorageFaults Counted() => new(_ =>
    {
        Interlocked.Increment(ref _calls);
        return StorageFault.None;
    });

    private static async Task<CatalogueRig> PublishedAsync(string connection, string summary)
    {
        var rig = new CatalogueRig(connection);
        await rig.CreateAsync();
        await rig.PublishAsync(CatalogueRig.With(summary));
        return rig;
    }

    private static async Task<int> CallsAsync(CatalogueRig rig)
    {
        using var calls = StorageCalls.Begin();
        await rig.CurrentSummaryAsync();
        return calls.Calls.Count;
    }
}
