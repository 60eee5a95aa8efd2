using System.Net;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>People read names and departments, not accounts. The accounts stay in the answers, for programs.</summary>
public sealed class When_officers_are_named(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task A_timeline_names_the_department_and_the_officer_and_no_applicant()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "claim", new { });
        var seen = await SeenAsync("li-wei", number);
        var steps = Part(seen, "timeline").EnumerateArray().ToList();
        Assert.Equal("talent", steps[0].GetProperty("role").GetString());
        Assert.False(steps[0].TryGetProperty("actorName", out _) || steps[0].TryGetProperty("actorDepartment", out _));
        Assert.Equal(
            ("desk-housing", "desk", "housing", "住建局经办一"),
            (steps[1].GetProperty("actor").GetString(), steps[1].GetProperty("role").GetString(), steps[1].GetProperty("actorDepartment").GetString(), steps[1].GetProperty("actorName").GetString()));
        Assert.Equal(("desk-housing", "住建局经办一"), (seen.Text("claimedBy"), seen.Text("claimedByName")));
        using var desk = await App.SignInAsync("desk-housing");
        desk.DefaultRequestHeaders.Add("Accept-Language", "en");
        Assert.Equal("Housing, officer 1", (await desk.GetJsonAsync($"/api/v1/desks/housing/requests/{number}")).Text("claimedByName"));
        Assert.Equal("Housing, officer 1", Assert.Single(await RequestCalls.DeskAsync(desk, "housing")).GetProperty("claimedByName").GetString());
    }

    [Fact]
    public async Task What_the_clock_did_names_nobody_and_an_extension_its_approver()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        (await ActWithSecondAsync(number, "extend", new { workingDays = 5, reason = "需要核查", approver = "supervisor" })).Is(HttpStatusCode.OK);
        Assert.Equal(("supervisor", "督办员"), (Part(await SeenAsync("li-wei", number), "extension", "approver").GetString(), Part(await SeenAsync("li-wei", number), "extension", "approverName").GetString()));
        Clock.Set(Day(2026, 4, 20));
        await RunTimersAsync();
        var timer = Part(await AtDeskAsync(number), "timeline").EnumerateArray().Last();
        Assert.Equal("timer", timer.GetProperty("role").GetString());
        Assert.False(timer.TryGetProperty("actorName", out _));
    }

    [Fact]
    public async Task A_colleague_who_was_faster_is_named()
    {
        var number = await FileAsync("li-wei", Rent);
        using var first = await App.SignInAsync("desk-housing");
        var path = $"/api/v1/desks/housing/requests/{number}";
        var etag = (await first.GetJsonAsync(path)).ETag;
        await ActAsync(number, "claim", new { }, account: "desk-housing-2");
        var late = await first.PostJsonAsync($"{path}/claim", new { }, ifMatch: etag);
        late.Is(HttpStatusCode.PreconditionFailed);
        Assert.Equal("该办件现为“已提交”，由住建局经办二认领。", late.Text("detail"));
    }

    [Fact]
    public async Task The_tiers_have_names_for_whoever_verifies_codes()
    {
        var tiers = (await App.Http.GetJsonAsync("/api/v1/tiers?lang=en")).Items;
        Assert.Equal([1, 2, 3, 4, 5], tiers.Select(each => each.GetProperty("level").GetInt32()));
        Assert.Equal("Leading talent", tiers[2].GetProperty("title").GetString());
    }
}
