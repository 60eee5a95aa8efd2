using System.Net;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests.Talents;

/// <summary>
/// From the office's decision to the screen in the service hall: a talent with a status can use the pass, and after the status
/// is revoked the pass is invalid at once.
/// </summary>
public sealed class When_a_status_decides_over_a_pass(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly TestApp _app = fixture.App;

    [Fact]
    public async Task The_next_scan_knows_what_the_office_decided()
    {
        using var office = await _app.SignInAsync("office");
        using var talent = await _app.SignInAsync("expired-zhao");
        using var hall = await _app.SignInAsync("hall-1");
        var talentId = (await talent.GetJsonAsync("/api/v1/me")).Text("talent", "talentId");
        var statuses = $"/api/v1/talents/{talentId}/statuses";

        var early = await talent.PostJsonAsync("/api/v1/passes", new { });
        early.Is(HttpStatusCode.Forbidden, "status_expired");

        var senior = await GiveAsync(office, statuses, "senior");
        (await talent.PostJsonAsync("/api/v1/passes", new { })).Is(HttpStatusCode.Created);
        Assert.Equal(("valid", "senior"), await ScanAsync(talent, hall));

        var leading = await GiveAsync(office, statuses, "leading");
        Assert.Equal(("valid", "leading"), await ScanAsync(talent, hall));

        await RevokeAsync(office, statuses, leading);
        Assert.Equal(("valid", "senior"), await ScanAsync(talent, hall));

        // A code that was shown before the decision is not valid after it.
        var shown = await CodeAsync(talent);
        await RevokeAsync(office, statuses, senior);
        Assert.Equal(("revoked", null), await ScanAsync(shown, hall));
    }

    private static async Task<string> GiveAsync(HttpClient office, string statuses, string tier)
    {
        var given = await office.PostJsonAsync(statuses, new JsonObject
        {
            ["scheme"] = "ningbo",
            ["tier"] = tier,
            ["issuer"] = new JsonObject { ["kind"] = "department", ["name"] = "宁波市人力资源和社会保障局" },
            ["basis"] = "认定文件",
            ["validFrom"] = "2024-01-01",
        });
        given.Is(HttpStatusCode.Created);
        return given.Text("statusId");
    }

    private static async Task RevokeAsync(HttpClient office, string statuses, string statusId) =>
        (await office.PostJsonAsync($"{statuses}/{statusId}/revoke", new { reason = "材料不实" })).Is(HttpStatusCode.OK);

    private static async Task<string> CodeAsync(HttpClient talent) => (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");

    private static async Task<(string Outcome, string? Tier)> ScanAsync(HttpClient talent, HttpClient hall) =>
        await ScanAsync(await CodeAsync(talent), hall);

    private static async Task<(string Outcome, string? Tier)> ScanAsync(string code, HttpClient hall)
    {
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "haishu-1", nonce = RandomSource.System.Id(16) });
        return (scan.Text("outcome"), scan.Body.TryGetProperty("holder", out var holder) ? holder.GetProperty("tier").GetString() : null);
    }
}
