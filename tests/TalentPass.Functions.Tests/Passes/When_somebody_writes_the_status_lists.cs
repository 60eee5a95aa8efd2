using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// The next status list is made from the last one. Somebody who writes the last one by hand does not get it signed, so a revoked
/// pass does not become valid for offline verifiers.
/// </summary>
public sealed class When_somebody_writes_the_status_lists(ClassAccount account) : WithPassRig(account)
{
    private const string Partition = "status";
    private const string List = "000000";

    private TableClient Rows => Rig.Clients.Table(StorageLayout.Trust).Client;

    [Theory]
    [InlineData("edited")]
    [InlineData("set back")]
    [InlineData("deleted")]
    public async Task A_list_that_was_changed_is_not_signed_again(string what)
    {
        var talent = await Rig.HolderAsync();
        await Rig.Publish.RunAsync(Cancel);
        var before = await RowAsync();
        await Rig.Change.FreezeAsync(talent, english: true, Cancel);
        Time.Advance(TimeSpan.FromSeconds(20));
        await Rig.Publish.RunAsync(Cancel);
        var good = await RowAsync();
        Assert.NotEqual(before.GetBinary("Entries"), good.GetBinary("Entries"));

        switch (what)
        {
            case "edited":
                await WriteAsync(new TableEntity(good) { ["Entries"] = before["Entries"] });
                break;
            case "set back":
                await WriteAsync(before);
                break;
            default:
                await Rows.DeleteEntityAsync(Partition, List, ETag.All, Cancel);
                break;
        }

        var changed = await FindRowAsync();
        Time.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<UntrustedRowException>(() => Rig.Publish.RunAsync(Cancel));
        Assert.Equal(changed?.ETag, (await FindRowAsync())?.ETag);
        if (what == "edited")
        {
            // Another process has not seen the list, and still does not believe it.
            using var another = Another();
            await Assert.ThrowsAsync<UntrustedRowException>(() => another.Publish.RunAsync(Cancel));
        }

        await WriteAsync(good);
        await Rig.Publish.RunAsync(Cancel);
        var list = (await Rig.Lists.FindAsync(0, Cancel))!;
        Assert.Equal(Time.GetUtcNow(), list.SignedAt);
        Assert.Contains((int)StatusValue.Suspended, Enumerable.Range(0, StatusList.Capacity).Select(each => list.List.Raw(each)));
    }

    [Fact]
    public async Task The_first_list_that_two_write_at_once_is_written_once()
    {
        await Rig.HolderAsync();
        await Rig.Publish.RunAsync(Cancel);
        var first = (await Rig.Lists.FindAsync(0, Cancel))!;

        // This one had looked before there was a list, and comes to write after the other.
        using var another = Another();
        var later = first.SignedAt + TimeSpan.FromSeconds(1);
        Assert.False(await another.Lists.WriteAsync(0, first.List, first.Token, later, before: null, Cancel));
        Assert.Equal(first.SignedAt, (await another.Lists.FindAsync(0, Cancel))!.SignedAt);
    }

    private async Task<TableEntity> RowAsync() => (await FindRowAsync())!;

    private async Task<TableEntity?> FindRowAsync() =>
        await Rows.GetEntityIfExistsAsync<TableEntity>(Partition, List, cancellationToken: Cancel) is { HasValue: true } row ? row.Value : null;

    private Task<Response> WriteAsync(TableEntity row) => Rows.UpsertEntityAsync(row, TableUpdateMode.Replace, Cancel);
}
