using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Functions.Tests.Passes;

/// <summary>
/// A talent can read who looked at their data, when and why: every scan, every search with a result, and every read of the
/// record. Entries about other people are not shown.
/// </summary>
public sealed class When_a_talent_asks_who_looked(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Log = "/api/v1/passes/current/access-log";

    [Fact]
    public async Task Scans_and_searches_are_listed_newest_first_with_place_and_reason()
    {
        await FileAsync("li-wei", Rent);
        using var talent = await App.SignInAsync("li-wei");
        using var hall = await App.SignInAsync("hall-1");
        using var supervisor = await App.SignInAsync("supervisor");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        var nonce = RandomSource.System.Id(12);
        await ScanAsync(hall, code, nonce);
        await ScanAsync(hall, code, nonce);
        var second = await ScanAsync(hall, code, RandomSource.System.Id(12));
        await supervisor.GetJsonAsync($"/api/v1/desks/housing/search?q={Uri.EscapeDataString("139 0000 0001")}");
        await supervisor.GetJsonAsync($"/api/v1/desks/housing/search?q={Uri.EscapeDataString("查无此人")}");

        var items = Items(await talent.GetJsonAsync(Log)).Where(each => each.GetProperty("action").GetString() != "desk.list").ToList();
        Assert.Equal(["search.phone", "scan.already_used", "scan.valid"], items.Select(each => each.GetProperty("action").GetString()));
        Assert.Equal(("supervisor", "housing"), (items[0].GetProperty("actor").GetString(), items[0].GetProperty("department").GetString()));
        Assert.Equal(("hall-1", "大厅二号窗"), (items[2].GetProperty("actor").GetString(), items[2].GetProperty("place").GetString()));
        Assert.Equal("有效", items[2].GetProperty("what").GetString());
        Assert.Contains("核验您的身份", items[2].GetProperty("why").GetString(), StringComparison.Ordinal);
        talent.DefaultRequestHeaders.Add("Accept-Language", "en");
        Assert.Contains("supervise", Items(await talent.GetJsonAsync(Log))[0].GetProperty("why").GetString(), StringComparison.Ordinal);

        using var other = await App.SignInAsync("zhang-hui");
        Assert.Empty(Items(await other.GetJsonAsync(Log)));
        (await hall.GetJsonAsync(Log)).Is(HttpStatusCode.Forbidden);

        // The officer who made the scan may read it again. Another officer may not.
        Assert.Equal("already_used", (await hall.GetJsonAsync($"/api/v1/scans/{second.Text("scanId")}")).Text("outcome"));
        using var stranger = await App.SignInAsync("hall-2");
        (await stranger.GetJsonAsync($"/api/v1/scans/{second.Text("scanId")}")).Is(HttpStatusCode.NotFound);
        Assert.Equal("already_used", (await supervisor.GetJsonAsync($"/api/v1/scans/{second.Text("scanId")}")).Text("outcome"));
    }

    [Fact]
    public async Task The_office_that_opened_the_whole_record_is_listed()
    {
        using var talent = await App.SignInAsync("li-wei");
        using var office = await App.SignInAsync("office");
        var talentId = (await talent.GetJsonAsync("/api/v1/me")).Text("talent", "talentId");
        (await office.GetJsonAsync($"/api/v1/talents/{talentId}")).Is(HttpStatusCode.OK);
        (await office.GetJsonAsync("/api/v1/talents/00000000")).Is(HttpStatusCode.NotFound);
        var look = Assert.Single(Items(await talent.GetJsonAsync(Log)));
        Assert.Equal(("talent.read", "office"), (look.GetProperty("action").GetString(), look.GetProperty("department").GetString()));
        Assert.Equal("您的登记信息全文", look.GetProperty("what").GetString());
        Assert.Contains("人才办", look.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_opened_the_case_or_a_file_is_listed_each_time()
    {
        using var talent = await App.SignInAsync("li-wei");
        var file = (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf)).Text("file");
        var filed = await talent.PostJsonAsync(
            "/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), materials = new[] { new { id = "lease-contract", file } } }, "with-file");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", filed.Text("number"));
        var path = $"/api/v1/desks/housing/requests/{filed.Text("number")}";
        (await desk.GetJsonAsync(path)).Is(HttpStatusCode.OK);
        (await desk.GetJsonAsync(path)).Is(HttpStatusCode.OK);

        using (var opened = await desk.GetAsync($"{path}/files/{file}", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }

        using var supervisor = await App.SignInAsync("supervisor");
        (await supervisor.GetJsonAsync(path)).Is(HttpStatusCode.OK);
        var looks = Items(await talent.GetJsonAsync(Log)).Where(each => each.GetProperty("action").GetString() != "desk.list").ToList();
        Assert.Equal(
            [
                ("case.read", "supervisor", "您的一件办件"), ("file.read", "desk-housing", "您提交的一份材料"),
                ("case.read", "desk-housing", "您的一件办件"), ("case.read", "desk-housing", "您的一件办件"),
            ],
            looks.Select(each => (each.GetProperty("action").GetString(), each.GetProperty("actor").GetString(), each.GetProperty("what").GetString())));
        Assert.Contains("督办", looks[0].GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Contains("办理", looks[2].GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_exports_and_searches_are_one_entry_a_reader_and_day()
    {
        var number = await FileAsync("li-wei", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        using var second = await App.SignInAsync("desk-housing-2");
        using var office = await App.SignInAsync("office");
        await ReadAsync();
        await ReadAsync();
        string[] first = ["desk.export desk-housing", "desk.list desk-housing", "desk.list desk-housing-2", "talent.list office"];
        var listed = await ListedAsync();
        Assert.Equal(first, listed);
        await SweepAsync();
        listed = await ListedAsync();
        Assert.Equal(first, listed);

        Clock.Set(Day(2026, 2, 14));
        using var nextDay = await App.SignInAsync("desk-housing");
        (await nextDay.GetJsonAsync("/api/v1/desks/housing/requests")).Is(HttpStatusCode.OK);
        (await nextDay.GetJsonAsync($"/api/v1/desks/housing/search?q={number}")).Is(HttpStatusCode.OK);
        string[] both = [first[0], first[1], .. first[1..]];
        listed = await ListedAsync();
        Assert.Equal(both, listed);

        async Task ReadAsync()
        {
            await desk.GetJsonAsync("/api/v1/desks/housing/requests");
            await desk.GetJsonAsync("/api/v1/desks/housing/requests?assignee=none");
            await second.GetJsonAsync("/api/v1/desks/housing/requests");
            using var table = await desk.GetAsync("/api/v1/desks/housing/export.csv?from=2026-02-13&to=2026-02-13", TestContext.Current.CancellationToken);
            Assert.Contains(number, await table.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Single((await office.GetJsonAsync($"/api/v1/talents?q={Uri.EscapeDataString("139 0000 0001")}")).Items);
        }
    }

    [Fact]
    public async Task A_list_that_another_process_showed_is_found_after_its_sweep_and_made_once()
    {
        await FileAsync("li-wei", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        await desk.GetJsonAsync("/api/v1/desks/housing/requests");
        await App.DisposeAsync();
        await StartAsync();
        Assert.Empty(await ListedAsync());
        await SweepAsync();
        Assert.Equal("desk.list desk-housing", Assert.Single(await ListedAsync()));
        using var again = await App.SignInAsync("desk-housing");
        await again.GetJsonAsync("/api/v1/desks/housing/requests");
        await SweepAsync();
        Assert.Equal("desk.list desk-housing", Assert.Single(await ListedAsync()));
    }

    [Fact]
    public async Task A_long_log_comes_in_pages_without_a_gap_or_a_double()
    {
        using var talent = await App.SignInAsync("li-wei");
        using var hall = await App.SignInAsync("hall-1");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var scanned = new List<string>();
        for (var each = 0; each < 5; each++)
        {
            var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
            scanned.Insert(0, (await ScanAsync(hall, code, RandomSource.System.Id(12))).Text("scannedAt"));
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await talent.GetJsonAsync($"{Log}?limit=2{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            seen.AddRange(Items(page).Select(each => each.GetProperty("at").GetString()!));
            cursor = page.Text("nextCursor");
        }
        while (cursor is not null);
        Assert.Equal(scanned, seen);
    }

    private async Task<string[]> ListedAsync()
    {
        using var talent = await App.SignInAsync("li-wei");
        return [.. Items(await talent.GetJsonAsync(Log)).Select(each => $"{each.GetProperty("action").GetString()} {each.GetProperty("actor").GetString()}")
            .Order(StringComparer.Ordinal)];
    }

    private Task SweepAsync() => App.Services.GetRequiredService<SweepShards>().RunAsync(TestContext.Current.CancellationToken);

    private static async Task<Answer> ScanAsync(HttpClient hall, string code, string nonce)
    {
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "大厅二号窗", nonce });
        scan.Is(HttpStatusCode.OK);
        return scan;
    }

    private static List<JsonElement> Items(Answer answer) => [.. answer.Items];
}
