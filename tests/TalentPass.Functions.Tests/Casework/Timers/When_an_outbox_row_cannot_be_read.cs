using Azure.Data.Tables;
using TalentPass.Core;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Timers;

/// <summary>One outbox row cannot be read. The row is in the first shard, next to a valid row.</summary>
public sealed class When_an_outbox_row_cannot_be_read(AzuriteFixture azurite)
{
    [Fact]
    public async Task The_sweep_passes_it_over_does_the_rest_and_is_seen_to_fail()
    {
        var cancel = TestContext.Current.CancellationToken;
        var rig = new RequestRig(azurite.NewAccount(), "p");
        await rig.CreateAsync();
        var talent = RequestRig.NewTalent();
        var receipt = Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent)).Value;
        await rig.Clients.Queue(StorageLayout.DeskQueue(RequestRig.Department)).ClearMessagesAsync(cancel);
        foreach (var shard in new[] { Shard.All[0], Shard.Of(talent) }.Distinct())
        {
            await rig.Table.CommitAsync(new Transaction(shard, "op").Add(new TableEntity(shard, "!o|0")), cancel);
        }

        await Assert.ThrowsAsync<IndexOutOfRangeException>(() => rig.Sweep.RunAsync(Shard.All, cancel));
        await rig.ConsumeAsync();
        Assert.Single(await rig.EntriesAsync(), each => each.RequestKey == rig.Numbers.Parse(receipt.Number)!.Key);
    }

    [Fact]
    public async Task A_department_that_is_none_keeps_no_other_desk_from_its_bell()
    {
        var cancel = TestContext.Current.CancellationToken;
        var rig = new RequestRig(azurite.NewAccount(), "p");
        await rig.CreateAsync();
        var talent = RequestRig.NewTalent();
        Assert.IsType<Outcome<RequestReceipt>.Created>(await rig.FileAsync(talent));
        await rig.Clients.Queue(StorageLayout.DeskQueue(RequestRig.Department)).ClearMessagesAsync(cancel);
        var shard = Shard.Of(talent);
        await rig.Table.CommitAsync(
            new Transaction(shard, "op").Add(new TableEntity(shard, "!o|0|x|0001") { ["Department"] = "nobody", ["Message"] = "x" }), cancel);

        await Assert.ThrowsAsync<StorageException>(() => rig.Sweep.RunAsync([shard], cancel));
        Assert.Equal(1, await rig.ConsumeAsync());
    }
}
