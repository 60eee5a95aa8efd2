using System.Net;
using System.Net.Http.Headers;

namespace TalentPass.Functions.Tests.Scans;

public sealed class When_scanners_are_managed_over_HTTP(AppFixture fixture) : IClassFixture<AppFixture>
{
    private static readonly object _gate = new { name = "东门闸机", place = "政务大厅东门" };

    [Fact]
    public async Task A_supervisor_registers_one_that_scans_and_removes_it_and_it_scans_no_more()
    {
        using var supervisor = await fixture.App.SignInAsync("supervisor");
        using var talent = await fixture.App.SignInAsync("li-wei");
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var registered = await supervisor.PostJsonAsync("/api/v1/devices", _gate, key: "gate-east");
        registered.Is(HttpStatusCode.Created);
        var again = await supervisor.PostJsonAsync("/api/v1/devices", _gate, key: "gate-east");
        Assert.True(again.Replayed);
        Assert.Equal(registered.Text("token"), again.Text("token"));

        using var device = Client(registered.Text("token"));
        var seen = await device.PostJsonAsync("/api/v1/scans", Scan(await CodeAsync(talent)));
        Assert.Equal((HttpStatusCode.OK, "valid"), (seen.Status, seen.Text("outcome")));
        var record = await supervisor.GetJsonAsync($"/api/v1/scans/{seen.Text("scanId")}");
        Assert.Equal(registered.Text("deviceId"), record.Text("device"));
        Assert.False(record.Member("offline").GetBoolean());

        var listed = await supervisor.GetJsonAsync("/api/v1/devices?limit=100");
        Assert.Contains(listed.Items, each => each.GetProperty("deviceId").GetString() == registered.Text("deviceId"));
        Assert.DoesNotContain(registered.Text("token"), listed.Body.GetRawText(), StringComparison.Ordinal);

        var path = $"/api/v1/devices/{registered.Text("deviceId")}";
        (await supervisor.CallAsync(HttpMethod.Delete, path)).Is(HttpStatusCode.NoContent);
        var refused = await device.PostJsonAsync("/api/v1/scans", Scan(await CodeAsync(talent)));
        refused.Is(HttpStatusCode.Unauthorized, "not_signed_in");
        (await supervisor.CallAsync(HttpMethod.Delete, path)).Is(HttpStatusCode.NoContent);
        (await supervisor.CallAsync(HttpMethod.Delete, "/api/v1/devices/nothing")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_scan_made_without_a_network_is_uploaded_once_however_often_it_is_sent()
    {
        using var supervisor = await fixture.App.SignInAsync("supervisor");
        using var talent = await fixture.App.SignInAsync("schmidt");
        using var device = Client((await supervisor.PostJsonAsync("/api/v1/devices", _gate)).Text("token"));
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var code = await CodeAsync(talent);
        var scannedAt = DateTimeOffset.Parse((await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("issuedAt"), null).ToString("O");
        var upload = new { code, place = "政务大厅东门", nonce = "off-1", scannedAt };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => device.PostJsonAsync("/api/v1/scans", upload)));
        Assert.All(answers, each => Assert.Equal((HttpStatusCode.OK, "valid"), (each.Status, each.Text("outcome"))));
        var scanId = Assert.Single(answers.Select(each => each.Text("scanId")).Distinct());
        var record = await supervisor.GetJsonAsync($"/api/v1/scans/{scanId}");
        Assert.True(record.Member("offline").GetBoolean());
        Assert.Equal(DateTimeOffset.Parse(scannedAt, null), DateTimeOffset.Parse(record.Text("scannedAt"), null));
        var second = await device.PostJsonAsync("/api/v1/scans", new { code, place = "政务大厅东门", nonce = "off-2", scannedAt });
        Assert.Equal("already_used", second.Text("outcome"));
        var tooOld = new { code, place = "政务大厅东门", nonce = "off-3", scannedAt = DateTimeOffset.Parse(scannedAt, null).AddDays(-8) };
        (await device.PostJsonAsync("/api/v1/scans", tooOld)).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_scanner_may_scan_and_nothing_else()
    {
        using var supervisor = await fixture.App.SignInAsync("supervisor");
        using var device = Client((await supervisor.PostJsonAsync("/api/v1/devices", _gate)).Text("token"));
        string[] paths = ["/api/v1/me", "/api/v1/devices", "/api/v1/requests", "/api/v1/passes/current", "/api/v1/talents?q=x"];
        foreach (var path in paths)
        {
            (await device.GetJsonAsync(path)).Is(HttpStatusCode.Forbidden);
        }

        (await device.GetJsonAsync("/.well-known/talentpass/partners")).Is(HttpStatusCode.OK);
        using var forged = Client("tpd1.000000000000.9999999999.AAAA");
        (await forged.PostJsonAsync("/api/v1/scans", Scan("x"))).Is(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("hall-1")]
    [InlineData("desk-housing")]
    [InlineData("office")]
    [InlineData("auditor")]
    [InlineData("li-wei")]
    public async Task Nobody_but_a_supervisor_manages_them(string account)
    {
        using var client = await fixture.App.SignInAsync(account);
        (await client.PostJsonAsync("/api/v1/devices", _gate)).Is(HttpStatusCode.Forbidden);
        // Hall staff see which scanners their hall has.
        (await client.GetJsonAsync("/api/v1/devices")).Is(account == "hall-1" ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        (await client.CallAsync(HttpMethod.Delete, "/api/v1/devices/000000000000")).Is(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"name":"","place":"p"}""", "/name", "required")]
    [InlineData("""{"name":" ","place":"p"}""", "/name", "required")]
    [InlineData("""{"name":"n","place":"\u200b"}""", "/place", "required")]
    [InlineData("""{"name":"n"}""", "/place", "required")]
    [InlineData("""{"name":"n","place":"p","more":1}""", "/more", "unknown_field")]
    public async Task A_registration_that_is_none_names_its_mistake(string body, string pointer, string code)
    {
        using var supervisor = await fixture.App.SignInAsync("supervisor");
        var refused = await supervisor.PostJsonAsync("/api/v1/devices", body);
        refused.Is(HttpStatusCode.UnprocessableEntity, "validation_failed");
        Assert.Equal(code, refused.Member("errors", pointer)[0].GetString());
    }

    private HttpClient Client(string token)
    {
        var client = new HttpClient { BaseAddress = fixture.App.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static object Scan(string code) => new { code, place = "政务大厅东门", nonce = "n-1" };

    private static async Task<string> CodeAsync(HttpClient talent) => (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
}
