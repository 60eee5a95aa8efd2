using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// Verifiers fetch the trust list and the status lists. While storage is away they get the last ones, for a limited time.
/// </summary>
public sealed class When_storage_is_away_from_verifiers(ClassAccount account) : WithPassRig(account)
{
    private bool _away;

    [Fact]
    public async Task They_get_the_last_lists_until_these_are_too_old()
    {
        await Rig.HolderAsync();
        await Rig.Publish.RunAsync(Cancel);
        using var rig = Another(new StorageFaults(_ => _away ? StorageFault.NoConnection : StorageFault.None));
        var (list, trust) = (await StatusAsync(rig), await rig.Trust.CurrentAsync(Cancel));

        _away = true;
        Time.Advance(CityKeys.Ages.Usable - TimeSpan.FromSeconds(1));
        Assert.Equal((list.ETag, trust.ETag), ((await StatusAsync(rig)).ETag, (await rig.Trust.CurrentAsync(Cancel)).ETag));
        // The keys of the trust list are too old first.
        Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StorageException>(() => rig.Trust.CurrentAsync(Cancel));
        Time.Advance(ReadLists.Ages.Usable - CityKeys.Ages.Usable - TimeSpan.FromSeconds(1));
        Assert.Equal(list.ETag, (await StatusAsync(rig)).ETag);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StorageException>(() => StatusAsync(rig));

        _away = false;
        Assert.Equal(list.ETag, (await StatusAsync(rig)).ETag);
        await rig.Trust.CurrentAsync(Cancel);
    }

    [Fact]
    public async Task After_an_idle_time_a_revocation_is_seen_by_the_first_who_asks()
    {
        var talent = await Rig.HolderAsync();
        await Rig.Publish.RunAsync(Cancel);
        using var rig = Another();
        var before = await StatusAsync(rig);
        await Rig.Change.FreezeAsync(talent, true, Cancel);
        await Rig.Publish.RunAsync(Cancel);

        Time.Advance(ReadLists.Ages.Trusted);
        Assert.NotEqual(before.ETag, (await StatusAsync(rig)).ETag);
    }

    private static async Task<SignedList> StatusAsync(PassRig rig) => PassRig.Value(await rig.ReadLists.StatusAsync("0", Cancel));
}
