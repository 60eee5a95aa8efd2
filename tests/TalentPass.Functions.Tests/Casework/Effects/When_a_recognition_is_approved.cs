using System.Net;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Effects;

/// <summary>An approved recognition (人才认定) gives the status itself, exactly once, and the pass can be issued at once.</summary>
public sealed class When_a_recognition_is_approved(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Recognition = "talent-recognition";

    [Fact]
    public async Task The_status_is_recorded_and_the_pass_can_be_issued_at_once()
    {
        var number = await FileAsync("zhang-hui", Recognition, "hrss");
        await ActAsync(number, "accept", new { }, "hrss");
        using var talent = await App.SignInAsync("zhang-hui");
        Assert.Equal("senior", (await talent.PostJsonAsync("/api/v1/passes", new { }, "one")).Text("tier"));
        Assert.Equal("not_in_list", Error(await ApproveAsync(number, new { type = "grant", tier = "maker" }), "/decision/tier"));
        (await ApproveAsync(number, new { type = "grant", tier = "leading", validTo = "2029-02-28" })).Is(HttpStatusCode.OK);

        var pass = await talent.PostJsonAsync("/api/v1/passes", new { }, "two");
        Assert.Equal(("leading", "2026-02-13", "2029-02-28"), (pass.Text("tier"), pass.Text("validFrom"), pass.Text("validTo")));
        Assert.Equal("leading", (await talent.GetJsonAsync("/api/v1/passes/current")).Text("tier"));
        using var office = await App.SignInAsync("office");
        var statuses = Part(await office.GetJsonAsync("/api/v1/talents/0000zh02"), "statuses").EnumerateArray().ToArray();
        Assert.Equal(["leading", "senior"], statuses.Select(each => each.GetProperty("tier").GetString()).Order());
        var given = statuses.Single(each => each.GetProperty("tier").GetString() == "leading");
        Assert.Equal(number, given.GetProperty("basis").GetString());
        Assert.Equal("宁波市人力资源和社会保障局", given.GetProperty("issuer").GetProperty("name").GetString());

        var id = given.GetProperty("statusId").GetString();
        (await office.PostJsonAsync($"/api/v1/talents/0000zh02/statuses/{id}/revoke", new { reason = "决定已撤销" })).Is(HttpStatusCode.OK);
        Clock.Set(Day(2026, 2, 13).AddMinutes(1));
        Assert.Equal("senior", (await talent.GetJsonAsync("/api/v1/passes/current")).Text("tier"));
    }

    [Fact]
    public async Task Whoever_had_no_status_is_a_talent_from_that_moment()
    {
        using var applicant = await App.SignInAsync("newcomer");
        Assert.Equal("not_recognised", (await applicant.PostJsonAsync("/api/v1/passes", new { }, "early")).Code);
        var number = await FileAsync("newcomer", Recognition, "hrss");
        await ActAsync(number, "accept", new { }, "hrss");
        (await ApproveAsync(number, new { type = "grant", tier = "outstanding" })).Is(HttpStatusCode.OK);

        Assert.Equal("outstanding", (await applicant.PostJsonAsync("/api/v1/passes", new { }, "now")).Is(HttpStatusCode.Created).Text("tier"));
        Assert.Equal("outstanding", (await applicant.GetJsonAsync("/api/v1/me")).Member("talent", "statuses")[0].GetProperty("tier").GetString());
    }

    // A recognition that is revoked was never right: the status, and with it the pass, count no longer.
    [Fact]
    public async Task Revoking_its_document_revokes_the_status_and_the_pass_follows()
    {
        var number = await FileAsync("zhang-hui", Recognition, "hrss");
        await ActAsync(number, "accept", new { }, "hrss");
        (await ApproveAsync(number, new { type = "grant", tier = "leading" })).Is(HttpStatusCode.OK);
        using var talent = await App.SignInAsync("zhang-hui");
        Assert.Equal("leading", (await talent.PostJsonAsync("/api/v1/passes", new { }, "one")).Text("tier"));
        var document = Assert.Single((await SeenAsync("zhang-hui", number)).Member("documents").EnumerateArray()).GetProperty("number").GetString();

        using var officer = await App.SignInAsync("desk-hrss");
        (await officer.PostJsonAsync($"/api/v1/documents/{document}/revoke", new { reason = "材料造假" })).Is(HttpStatusCode.OK);
        Assert.Equal("leading", (await talent.GetJsonAsync("/api/v1/passes/current")).Text("tier"));
        using var second = await App.SignInAsync("desk-hrss-2");
        (await second.CallAsync(HttpMethod.Post, $"/api/v1/documents/{document}/revoke/confirm")).Is(HttpStatusCode.OK);

        using var office = await App.SignInAsync("office");
        var given = Part(await office.GetJsonAsync("/api/v1/talents/0000zh02"), "statuses").EnumerateArray().Single(each => each.GetProperty("tier").GetString() == "leading");
        Assert.Equal("revoked", given.GetProperty("standing").GetString());
        Clock.Set(Clock.GetUtcNow().AddMinutes(1));
        Assert.Equal("senior", (await talent.GetJsonAsync("/api/v1/passes/current")).Text("tier"));
    }

    private Task<Answer> ApproveAsync(string number, object decision) => ActAsync(number, "approve", new { decision }, "hrss");
}
