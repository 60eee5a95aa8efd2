using System.Net;
using TalentPass.Functions.Tests.Casework.Bundles;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>Somebody else decides about an appeal, and an appeal that is won gives what the refusal had taken.</summary>
public sealed class When_an_appeal_is_won(AzuriteFixture azurite) : WithBundles(azurite)
{
    [Fact]
    public async Task Whoever_decided_does_not_handle_it()
    {
        var appeal = await RefusedAndAppealedAsync("li-wei", Rent, "housing");
        foreach (var (verb, body) in new (string, object)[] { ("claim", new { }), ("accept", new { }), ("note", new { text = "备注" }), ("refuse", new { reason = "维持" }) })
        {
            Assert.Equal("own_decision", (await ActAsync(appeal, verb, body)).Is(HttpStatusCode.Forbidden).Code);
        }

        Assert.Empty(Part(await AtDeskAsync(appeal), "allowedActions").EnumerateArray());
        Assert.Equal("own_decision", (await ActAsync(appeal, "assign", new { to = "desk-housing" }, account: "supervisor")).Code);
        (await ActAsync(appeal, "claim", new { }, account: "desk-housing-2")).Is(HttpStatusCode.OK);
        (await ActAsync(appeal, "accept", new { }, account: "desk-housing-2")).Is(HttpStatusCode.OK);
        Assert.Equal("approved", (await ActAsync(appeal, "approve", Granted, account: "desk-housing-2")).Text("state"));
        Assert.Equal("grant", (await SeenAsync("li-wei", appeal)).Text("decision", "type"));
    }

    // What the first officer found about the points is part of what is appealed.
    [Fact]
    public async Task Whoever_decides_it_checks_the_points_anew()
    {
        var number = await FileAsync("li-wei", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.TickAsync(desk, $"/api/v1/desks/housing/requests/{number}");
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "refuse", new { reason = "不符合条件" });
        var points = Part(await AtDeskAsync(number), "points").EnumerateArray().Select(each => each.GetProperty("point").GetString()).ToArray();
        Assert.NotEmpty(points);

        var appeal = await AppealAsync("li-wei", number, "housing");
        using var second = await App.SignInAsync("desk-housing-2");
        var path = $"/api/v1/desks/housing/requests/{appeal}";
        await ActAsync(appeal, "accept", new { }, account: "desk-housing-2");
        var seen = await second.GetJsonAsync(path);
        Assert.Equal(points, Part(seen, "points").EnumerateArray().Select(each => each.GetProperty("point").GetString()));
        Assert.All(Part(seen, "points").EnumerateArray(), each => Assert.False(each.TryGetProperty("checked", out _)));
        Assert.Equal("points_unchecked", (await second.PostJsonAsync($"{path}/approve", Granted, ifMatch: seen.ETag)).Code);
        Assert.Equal("approved", (await ActAsync(appeal, "approve", Granted, account: "desk-housing-2")).Text("state"));
    }

    [Fact]
    public async Task Whoever_confirmed_the_decision_does_not_handle_it_either()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        Clock.Set(Day(2026, 3, 6));
        (await ActWithSecondAsync(number, "refuse", new { reason = "不符合条件" })).Is(HttpStatusCode.OK);
        var appeal = await AppealAsync("li-wei", number, "housing");
        Assert.Equal("own_decision", (await ActAsync(appeal, "note", new { text = "备注" }, account: "supervisor")).Code);
        Assert.Equal("own_decision", (await ActAsync(appeal, "claim", new { })).Code);
        (await ActAsync(appeal, "claim", new { }, account: "desk-housing-2")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refusal_is_appealed_before_it_is_delivered_and_delivered_after()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "refuse", new { reason = "不符合条件" });
        Assert.Contains("appeal", Part(await SeenAsync("li-wei", number), "allowedActions").EnumerateArray().Select(each => each.GetString()));
        await AppealAsync("li-wei", number, "housing");
        Assert.Equal("delivered", (await ActAsync(number, "deliver", new { how = "短信" })).Text("state"));
    }

    [Fact]
    public async Task It_takes_the_place_of_the_refused_part_and_what_had_been_terminated_goes_on()
    {
        var filed = await FileBundleAsync("schmidt", "foreign-arrival");
        var (work, residence) = (Number(filed, 0), Number(filed, 1));
        await ActAsync(work, "accept", new { }, "hrss");
        await ActAsync(work, "refuse", new { reason = "不符合条件" }, "hrss");
        Assert.Equal("ended", (await BundleAsync("schmidt", filed)).Text("state"));
        var appeal = await AppealAsync("schmidt", work, "hrss");
        Clock.Set(Day(2026, 2, 25));
        await ActAsync(appeal, "accept", new { }, "hrss", "desk-hrss-2");
        (await ActAsync(appeal, "approve", SeedCatalogue.Approval("work-permit"), "hrss", "desk-hrss-2")).Is(HttpStatusCode.OK);

        var old = await SeenAsync("schmidt", residence);
        Assert.Equal(("terminated", "bundle:revive"), (old.Text("ending"), Verbs(old)[^1]));
        var revived = old.Text("revivedAs");
        using var exitEntry = await App.SignInAsync("desk-exit-entry");
        await RequestCalls.OnDeskAsync(exitEntry, "exit-entry", revived);
        (await exitEntry.GetJsonAsync($"/api/v1/desks/exit-entry/requests/{residence}")).Is(HttpStatusCode.NotFound);
        var seen = await SeenAsync("schmidt", revived);
        Assert.Equal(("submitted", "2026-03-03"), (seen.Text("state"), seen.Text("due")));
        Assert.Equal(("revival", residence), (seen.Text("origin", "kind"), seen.Text("origin", "number")));
        var bundle = await BundleAsync("schmidt", filed);
        Assert.Equal(("open", 1), (bundle.Text("state"), Part(bundle, "completed").GetInt32()));
        Assert.Equal([appeal, revived], Part(bundle, "requests").EnumerateArray().Select(each => each.GetProperty("number").GetString()));

        await ActAsync(revived, "accept", new { }, "exit-entry");
        await ActAsync(revived, "approve", SeedCatalogue.Approval("residence-permit"), "exit-entry");
        Assert.Equal("completed", (await BundleAsync("schmidt", filed)).Text("state"));
    }

    [Fact]
    public async Task A_lost_appeal_revives_nothing_and_one_against_it_may_still_be_won()
    {
        var filed = await FileBundleAsync("schmidt", "foreign-arrival");
        var (work, residence) = (Number(filed, 0), Number(filed, 1));
        await ActAsync(work, "not-accept", new { reason = "不属于受理范围" }, "hrss");
        var first = await AppealAsync("schmidt", work, "hrss");
        await ActAsync(first, "accept", new { }, "hrss", "desk-hrss-2");
        await ActAsync(first, "refuse", new { reason = "维持" }, "hrss", "desk-hrss-2");
        Assert.False((await SeenAsync("schmidt", residence)).Body.TryGetProperty("revivedAs", out _));
        var second = await AppealAsync("schmidt", first, "hrss");
        Assert.Equal("own_decision", (await ActAsync(second, "claim", new { }, "hrss", "desk-hrss-2")).Code);
        Assert.Equal("own_decision", (await ActAsync(second, "claim", new { }, "hrss")).Code);
    }

    // 出境入境管理法 36: a decision about a permit is final; not accepting the request decides nothing about it.
    [Fact]
    public async Task Not_being_accepted_is_never_final()
    {
        var number = await FileAsync("schmidt", "residence-permit", "exit-entry");
        await ActAsync(number, "not-accept", new { reason = "不属于受理范围" }, "exit-entry");
        var remedy = Part(await SeenAsync("schmidt", number), "decision", "remedy");
        Assert.False(remedy.GetProperty("final").GetBoolean());
        Assert.Contains("行政复议", remedy.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("为最终决定", remedy.GetProperty("text").GetString(), StringComparison.Ordinal);
        await AppealAsync("schmidt", number, "exit-entry");
    }

    private async Task<string> RefusedAndAppealedAsync(string account, string service, string department)
    {
        var number = await FileAsync(account, service, department);
        await ActAsync(number, "accept", new { }, department);
        await ActAsync(number, "refuse", new { reason = "不符合条件" }, department);
        return await AppealAsync(account, number, department);
    }

    private async Task<string> AppealAsync(string account, string number, string department)
    {
        var appeal = (await DoAsync(account, number, "appeal", new { text = "请复核" }, $"appeal-{number}")).Is(HttpStatusCode.Created).Text("number");
        using var desk = await App.SignInAsync($"desk-{department}");
        await RequestCalls.OnDeskAsync(desk, department, appeal);
        return appeal;
    }
}
