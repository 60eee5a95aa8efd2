using System.Net;
using System.Text.Json;
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

        var items = Items(await talent.GetJsonAsync(Log));
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
    public async Task Whoever_opened_a_file_and_whoever_watches_the_desk_is_listed_and_whoever_handles_the_case_is_in_its_history()
    {
        using var talent = await App.SignInAsync("li-wei");
        var file = (await FileCalls.UploadAsync(talent, "lease.pdf", FileCalls.Pdf)).Text("file");
        var filed = await talent.PostJsonAsync(
            "/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), materials = new[] { new { id = "lease-contract", file } } }, "with-file");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", filed.Text("number"));
        var path = $"/api/v1/desks/housing/requests/{filed.Text("number")}";
        (await desk.GetJsonAsync(path)).Is(HttpStatusCode.OK);
        Assert.Empty(Items(await talent.GetJsonAsync(Log)));

        using (var opened = await desk.GetAsync($"{path}/files/{file}", TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        }

        using var supervisor = await App.SignInAsync("supervisor");
        (await supervisor.GetJsonAsync(path)).Is(HttpStatusCode.OK);
        var looks = Items(await talent.GetJsonAsync(Log)).Select(each => (each.GetProperty("action").GetString(), each.GetProperty("actor").GetString(), each.GetProperty("what").GetString()));
        Assert.Equal([("case.read", "supervisor", "您的一件办件"), ("file.read", "desk-housing", "您提交的一份材料")], looks);
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

    private static async Task<Answer> ScanAsync(HttpClient hall, string code, string nonce)
    {
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "大厅二号窗", nonce });
        scan.Is(HttpStatusCode.OK);
        return scan;
    }

    private static List<JsonElement> Items(Answer answer) => [.. answer.Items];
}
