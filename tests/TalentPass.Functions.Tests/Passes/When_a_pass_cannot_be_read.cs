using Azure;
using Azure.Data.Tables;
using TalentPass.Core;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// One row cannot be decrypted, and one note in the status bell cannot be parsed. The status lists are still updated for the
/// other passes.
/// </summary>
public sealed class When_a_pass_cannot_be_read(ClassAccount account) : WithPassRig(account)
{
    [Fact]
    public async Task The_list_tells_of_every_other_and_the_bell_of_this_one_stays()
    {
        var (broken, good) = (await HolderAsync(), await HolderAsync());
        await Rig.Publish.RunAsync(Cancel);
        foreach (var (pass, talent) in new[] { broken, good })
        {
            await Rig.Change.FreezeAsync(talent, true, Cancel);
        }

        var shard = Shard.Of(broken.Pass.Ref.TalentId);
        await Rig.Table.Client.UpdateEntityAsync(
            new TableEntity(shard, broken.Pass.Ref.RowKey) { ["Sealed"] = new byte[40] }, ETag.All, cancellationToken: Cancel);
        await Rig.Clients.Table(StorageLayout.Trust).CommitAsync(new Transaction("bell", "op").Add(new TableEntity("bell", "0|nobody")), Cancel);

        await Assert.ThrowsAnyAsync<Exception>(() => Rig.Publish.RunAsync(Cancel));
        var list = (await Rig.Lists.FindAsync(0, Cancel))!.List;
        Assert.Equal((int)StatusValue.Suspended, list.Raw((int)(good.Pass.StatusIndex % StatusList.Capacity)));
        Assert.Equal((int)StatusValue.Valid, list.Raw((int)(broken.Pass.StatusIndex % StatusList.Capacity)));
    }

    [Fact]
    public async Task A_list_that_cannot_be_read_keeps_neither_the_others_nor_their_notes()
    {
        var trust = Rig.Clients.Table(StorageLayout.Trust);
        var holder = await HolderAsync();
        await Rig.Publish.RunAsync(Cancel);
        // Each instance takes a thousand places, so this begins the second list.
        for (var taken = 0; taken <= StatusList.Capacity; taken += 1000)
        {
            using var instance = Another();
            await instance.Indexes.NextAsync(Cancel);
        }

        await trust.CommitAsync(new Transaction("status", "op").Add(new TableEntity("status", "000001") { ["Entries"] = new byte[] { 1 } }), Cancel);
        await Rig.Change.FreezeAsync(holder.Talent, true, Cancel);
        // The clock of storage counts, so the test cannot make the notes older.
        Rig.Publish.NotesKept = TimeSpan.FromSeconds(-2);

        await Assert.ThrowsAnyAsync<Exception>(() => Rig.Publish.RunAsync(Cancel));
        Assert.Equal((int)StatusValue.Suspended, (await Rig.Lists.FindAsync(0, Cancel))!.List.Raw((int)(holder.Pass.StatusIndex % StatusList.Capacity)));
        Assert.Empty((await trust.ReadAsync(TableFilter.Partition("bell"), 100, Cancel)).Rows);
    }

    private async Task<(Pass Pass, Actor Talent)> HolderAsync()
    {
        var talent = await Rig.HolderAsync();
        return ((await Rig.Passes.FindNewestAsync(talent.TalentId!, Cancel))!, talent);
    }
}
