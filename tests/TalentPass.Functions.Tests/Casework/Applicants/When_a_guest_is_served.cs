using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>
/// A talent of Zhoushan comes to a hall here, shows the pass of the home city and an identity document, and is served like a talent of
/// this city, for the services that both cities share (甬舟人才互认).
/// </summary>
public sealed class When_a_guest_is_served(AppFixture fixture) : IClassFixture<AppFixture>, IDisposable
{
    private const string Shared = "medical-green-lane";
    private readonly TestCity _zhoushan = new("330900");

    /// <summary>A passport of its own for every test, because a guest files a service once at a time.</summary>
    private readonly string _passport = $"L1{RandomSource.System.Id(7).ToUpperInvariant()}";

    private object Document => new { kind = "passport", number = _passport, country = "DEU" };

    public void Dispose() => _zhoushan.Dispose();

    [Fact]
    public async Task From_the_scan_to_the_delivery_the_home_city_is_named_everywhere()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        var filed = (await FileAsync(hall, await ScanAsync(hall))).Is(HttpStatusCode.Created);
        var number = filed.Text("number");
        Assert.Equal(("health", "舟山", "330900"), (filed.Text("department"), filed.Text("guest", "homeCity"), filed.Text("guest", "cityCode")));

        using var desk = await fixture.App.SignInAsync("desk-health");
        var line = await RequestCalls.OnDeskAsync(desk, "health", number);
        // Tier 2 of Zhoushan is our third, leading.
        Assert.Equal(("舟山", 3), (line.GetProperty("guest").GetProperty("homeCity").GetString(), line.GetProperty("tier").GetInt32()));
        var path = $"/api/v1/desks/health/requests/{number}";
        var seen = await desk.GetJsonAsync(path);
        Assert.Equal("330900", seen.Text("guest", "cityCode"));
        var etag = seen.ETag;
        foreach (var (verb, body, state) in new (string, object, string)[]
        {
            ("claim", new { }, "submitted"), ("accept", new { }, "accepted"), ("approve", new { }, "approved"), ("deliver", new { how = "hall" }, "delivered"),
        })
        {
            var done = (await desk.PostJsonAsync($"{path}/{verb}", body, ifMatch: etag)).Is(HttpStatusCode.OK);
            Assert.Equal(state, done.Text("state"));
            etag = done.ETag;
            if (verb == "claim")
            {
                Assert.Equal("舟山", (await RequestCalls.OnDeskAsync(desk, "health", number)).GetProperty("guest").GetProperty("homeCity").GetString());
            }
        }

        var progress = await fixture.App.Http.GetJsonAsync($"/api/v1/progress?number={number}&shortCode={filed.Text("shortCode")}");
        Assert.Equal("delivered", progress.Text("state"));
    }

    [Fact]
    public async Task The_same_document_leads_to_the_same_guest_and_a_repeated_call_to_the_same_request()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        var scan = await ScanAsync(hall);
        var first = (await FileAsync(hall, scan, key: "guest-key")).Is(HttpStatusCode.Created);
        var again = (await FileAsync(hall, scan, key: "guest-key")).Is(HttpStatusCode.Created);
        Assert.Equal((true, first.Text("number")), (again.Replayed, again.Text("number")));
    }

    [Fact]
    public async Task A_service_that_is_not_shared_is_refused()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        var scan = await ScanAsync(hall);
        (await FileAsync(hall, scan, "settlement")).Is((HttpStatusCode)422, "not_shared");
        (await hall.PostJsonAsync(
            "/api/v1/bundles/new-arrival/requests",
            new { answers = new { }, onBehalfOf = new { scanId = scan, guest = Guest() } })).Is((HttpStatusCode)422, "not_shared");
    }

    [Fact]
    public async Task The_scan_lists_only_what_is_shared()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code = _zhoushan.Show(2, 1, TimeProvider.System.GetUtcNow()), place = "haishu-1", nonce = RandomSource.System.Id(12) });
        Assert.Equal(
            ["housing-talent-flat", "housing-youth-station", Shared],
            scan.Member("entitlements").EnumerateArray().Select(each => each.GetProperty("service").GetString()!));
    }

    [Fact]
    public async Task The_officer_who_scanned_reads_the_person_from_a_valid_document()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        using var other = await fixture.App.SignInAsync("hall-2");
        var scan = await ScanAsync(hall);
        Assert.Equal("required", Error(await hall.PostJsonAsync("/api/v1/requests", Body(scan, Shared, null)), "/onBehalfOf/guest"));
        Assert.Equal("unknown_scan", Error(await FileAsync(other, scan), "/onBehalfOf/scanId"));
        Assert.Equal("required", Error(await FileAsync(hall, scan, document: new { kind = "passport", number = _passport }), "/onBehalfOf/guest/document/country"));
        Assert.Equal("expired", Error(
            await FileAsync(hall, scan, document: new { kind = "passport", number = _passport, country = "DEU", validTo = "2026-01-01" }), "/onBehalfOf/guest/document/validTo"));
        Assert.Equal("invalid_check_digit", Error(
            await FileAsync(hall, scan, document: new { kind = "resident_id", number = "330299198506150311" }), "/onBehalfOf/guest/document/number"));
    }

    [Fact]
    public async Task A_guest_is_not_named_for_a_pass_of_this_city_and_has_no_account()
    {
        using var hall = await fixture.App.SignInAsync("hall-1");
        using var talent = await fixture.App.SignInAsync("li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        var scan = (await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = RandomSource.System.Id(12) })).Text("scanId");
        Assert.Equal("not_allowed", Error(await FileAsync(hall, scan), "/onBehalfOf/guest"));

        (await FileAsync(hall, await ScanAsync(hall))).Is(HttpStatusCode.Created);
        using var office = await fixture.App.SignInAsync("office");
        Assert.Empty((await office.GetJsonAsync($"/api/v1/talents?q={_passport}")).Items);
    }

    private async Task<string> ScanAsync(HttpClient hall)
    {
        var code = _zhoushan.Show(2, 1, TimeProvider.System.GetUtcNow());
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = RandomSource.System.Id(12) });
        Assert.Equal("valid", scan.Text("outcome"));
        return scan.Text("scanId");
    }

    private Task<Answer> FileAsync(HttpClient hall, string scan, string service = Shared, object? document = null, string? key = null) =>
        hall.PostJsonAsync("/api/v1/requests", Body(scan, service, Guest(document)), key ?? RandomSource.System.Id(20));

    private static object Body(string scan, string service, object? guest) =>
        new { service, answers = SeedCatalogue.Example(service), onBehalfOf = new { scanId = scan, guest } };

    private object Guest(object? document = null) => new { name = new { surname = "ERIKSSON", given = "ANNA MARIA" }, document = document ?? Document, phone = "+8613900000077" };

    private static string? Error(Answer answer, string pointer) =>
        answer.Body.TryGetProperty("errors", out var errors) && errors.TryGetProperty(pointer, out var codes) ? codes[0].GetString() : $"{answer}";
}
