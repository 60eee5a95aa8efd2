using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Passes;

namespace TalentPass.Functions.Tests.Scans;

public sealed class When_scans_are_listed(ClassAccount account, AppFixture fixture) : WithPassRig(account), IClassFixture<AppFixture>
{
    private static readonly DateOnly _day = new(2026, 3, 2);

    [Fact]
    public async Task They_are_those_of_the_place_and_the_day_newest_first_and_name_nobody()
    {
        var expected = await ScanSomeAsync();
        await Rig.ScanAsync("junk", "elsewhere", place: "二号厅");
        Assert.Equal(expected.Count + 1, await Rig.FoldAsync());

        var listed = new List<ScanRecord>();
        for (var page = new PageRequest(2, null); ;)
        {
            using var calls = StorageCalls.Begin();
            var part = await Rig.Log.ListAsync(" 一号厅 ", _day, page, Cancel);
            Assert.Equal(1, calls.Count);
            listed.AddRange(part.Items);
            if (part.NextCursor is null)
            {
                break;
            }

            page = page with { Cursor = part.NextCursor };
        }

        expected.Reverse();
        Assert.Equal(expected, listed.Select(each => (each.ScanId, each.Facts.Outcome.Code())));
        Assert.DoesNotContain("李", JsonSerializer.Serialize(listed), StringComparison.Ordinal);
        Assert.All(listed, each => Assert.Null(each.Facts.Holder));
        Assert.Empty((await Rig.Log.ListAsync("一号厅", _day.AddDays(1), PageRequest.First, Cancel)).Items);
        Assert.Equal(0, await Rig.FoldAsync());
    }

    [Fact]
    public async Task A_reader_pays_for_the_new_lines_only()
    {
        await ScanSomeAsync();
        // Two partitions have lines, and each costs a read, a write and a delete.
        Assert.Equal(6, await CountAsync());
        Assert.Equal(0, await CountAsync());
        Assert.Equal(3, (await Rig.Log.ListAsync("一号厅", _day, PageRequest.First, Cancel)).Items.Count);
        await ScanSomeAsync();
        await Rig.FoldAsync();
        Assert.Equal(0, await CountAsync());

        async Task<int> CountAsync()
        {
            using var calls = StorageCalls.Begin();
            await Rig.Fold.NowAsync(Cancel);
            return calls.Count;
        }
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    [InlineData(StorageFault.AnswerLost)]
    public async Task A_crash_at_any_call_loses_none_and_doubles_none(StorageFault fault)
    {
        var expected = new List<(string ScanId, string Outcome)>();
        foreach (var k in new[] { 2, 3, 30, 64, 65, 66, 67, 68, 69, 70, 90, 101 })
        {
            expected.AddRange(await ScanSomeAsync());
            using var faulty = Another(StorageFaults.At(k, fault));
            try
            {
                await faulty.Sweep.RunAsync(Cancel);
            }
            catch (Exception exception) when (exception is StorageCrashException or StorageException)
            {
                // The process crashed. The next run of any instance continues the work.
            }

            Time.Advance(TimeSpan.FromMinutes(2));
        }

        await Rig.Sweep.RunAsync(Cancel);
        var listed = (await Rig.Log.ListAsync("一号厅", _day, new PageRequest(100, null), Cancel)).Items;
        Assert.Equal(expected.Order(), listed.Select(each => (each.ScanId, each.Facts.Outcome.Code())).Order());
    }

    [Fact]
    public async Task A_line_nobody_can_read_keeps_no_other_from_the_log()
    {
        var expected = await ScanSomeAsync();
        foreach (var shard in Shard.All)
        {
            await Rig.Table.CommitAsync(new Transaction(shard, "op").Add(new TableEntity(shard, "!s|0")), Cancel);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => Rig.FoldAsync());
        await Rig.Fold.NowAsync(Cancel);
        var listed = (await Rig.Log.ListAsync("一号厅", _day, new PageRequest(100, null), Cancel)).Items;
        Assert.Equal(expected.Order(), listed.Select(each => (each.ScanId, each.Facts.Outcome.Code())).Order());
    }

    [Fact]
    public async Task Supervision_and_the_office_read_them_over_HTTP()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        using var supervisor = await fixture.App.SignInAsync("supervisor");
        using var office = await fixture.App.SignInAsync("office");
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code = "TP1:JUNK", place = "南门", nonce = "n-1" });
        // The list already contains the scan that was made a moment ago.
        var listed = await supervisor.GetJsonAsync($"/api/v1/scans?place={Uri.EscapeDataString("南门")}");
        var item = Assert.Single(listed.Items);
        Assert.Equal(scan.Text("scanId"), item.GetProperty("scanId").GetString());
        Assert.Equal(("invalid", "hall-1"), (item.GetProperty("outcome").GetString(), item.GetProperty("account").GetString()));
        var past = await office.GetJsonAsync($"/api/v1/scans?place={Uri.EscapeDataString("南门")}&date=2020-01-01");
        Assert.Empty(past.Items);
        (await office.GetJsonAsync("/api/v1/scans")).Is(HttpStatusCode.BadRequest);
        (await office.GetJsonAsync("/api/v1/scans?place=x&date=2026-02-30")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Hall_staff_read_their_own_of_today()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        using var other = await fixture.App.SignInAsync("hall-2");
        using var desk = await fixture.App.SignInAsync("desk-housing");
        var address = $"/api/v1/scans?place={Uri.EscapeDataString("北门")}";
        var mine = await hall.PostJsonAsync("/api/v1/scans", new { code = "TP1:JUNK", place = "北门", nonce = "n-2" });
        await other.PostJsonAsync("/api/v1/scans", new { code = "TP1:JUNK", place = "北门", nonce = "n-2" });
        var item = Assert.Single((await hall.GetJsonAsync(address)).Items);
        Assert.Equal((mine.Text("scanId"), "code"), (item.GetProperty("scanId").GetString(), item.GetProperty("by").GetString()));
        (await hall.GetJsonAsync($"{address}&date=2020-01-01")).Is(HttpStatusCode.Forbidden);
        (await desk.GetJsonAsync(address)).Is(HttpStatusCode.Forbidden);
    }

    // Makes one scan of each kind that is recorded in a different place.
    private async Task<List<(string ScanId, string Outcome)>> ScanSomeAsync()
    {
        var code = await Rig.CodeAsync(await Rig.HolderAsync());
        var seen = new List<(string ScanId, string Outcome)>();
        foreach (var (text, nonce) in new[] { (code, "a"), (code, "b"), ("junk", $"{Time.GetUtcNow().Ticks}") })
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            var scan = await Rig.ScanAsync(text, nonce, place: "一号厅");
            seen.Add((scan.ScanId, scan.Outcome));
        }

        Assert.Equal(["valid", "already_used", "invalid"], seen.Select(each => each.Outcome));
        return seen;
    }
}
