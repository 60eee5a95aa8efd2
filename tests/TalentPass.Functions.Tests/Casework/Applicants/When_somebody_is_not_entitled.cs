using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>A filing is refused by what is known not to be met, and what is not known is checked at the desk.</summary>
public sealed class When_somebody_is_not_entitled(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task A_visa_is_extended_for_foreigners_alone_and_the_reason_is_told_in_the_readers_language()
    {
        var refused = await FileByAsync("li-wei", "visa-extension");
        refused.Is(HttpStatusCode.UnprocessableEntity, "not_entitled");
        var condition = Assert.Single(refused.Member("conditions").EnumerateArray());
        Assert.Equal(("nature", "外籍人员", "您的人员性质为境内。"), (condition.GetProperty("kind").GetString(), condition.GetProperty("text").GetString(), condition.GetProperty("why").GetString()));
        Assert.Contains("外籍人员", refused.Text("detail"), StringComparison.Ordinal);

        using var talent = await App.SignInAsync("li-wei");
        talent.DefaultRequestHeaders.Add("Accept-Language", "en");
        var english = await talent.PostJsonAsync("/api/v1/requests", new { service = "visa-extension", answers = SeedCatalogue.Example("visa-extension") }, "en");
        Assert.Equal("Is a foreign national", english.Member("conditions")[0].GetProperty("text").GetString());
        Assert.Empty((await talent.GetJsonAsync("/api/v1/requests")).Items);
    }

    [Fact]
    public async Task An_expired_status_files_what_needs_none_and_nothing_else()
    {
        foreach (var service in SeedCatalogue.Published.Content.Services)
        {
            var filed = await FileByAsync("expired-zhao", service.Id);
            if (service.Id == "talent-recognition")
            {
                filed.Is(HttpStatusCode.Created);
            }
            else
            {
                filed.Is(HttpStatusCode.UnprocessableEntity, "not_entitled");
            }
        }
    }

    [Fact]
    public async Task Whoever_has_proven_who_they_are_applies_for_recognition_and_has_no_pass_yet()
    {
        (await FileByAsync("nobody", "talent-recognition")).Is(HttpStatusCode.Created);
        (await FileByAsync("nobody", "specialist")).Is(HttpStatusCode.UnprocessableEntity, "not_entitled");
        using var nobody = await App.SignInAsync("nobody");
        (await nobody.PostJsonAsync("/api/v1/passes", new { })).Is(HttpStatusCode.Forbidden, "not_recognised");
        Assert.False((await nobody.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.OK).Body.TryGetProperty("talent", out _));
    }

    [Fact]
    public async Task A_draft_and_a_bundle_are_judged_alike()
    {
        using var talent = await App.SignInAsync("zhang-hui");
        await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/flat", new { service = "housing-talent-flat", answers = SeedCatalogue.Example("housing-talent-flat") });
        (await talent.PostJsonAsync("/api/v1/drafts/flat/submit", new { }, "draft")).Is(HttpStatusCode.UnprocessableEntity, "not_entitled");
        (await talent.GetJsonAsync("/api/v1/drafts/flat")).Is(HttpStatusCode.OK);

        var answers = SeedCatalogue.Published.Content.Bundle("new-arrival")!.Services.ToDictionary(each => each, SeedCatalogue.Example);
        var bundle = await talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new { answers }, "bundle");
        bundle.Is(HttpStatusCode.UnprocessableEntity, "not_entitled");
        Assert.Equal("status", bundle.Member("conditions")[0].GetProperty("kind").GetString());
        Assert.Empty((await talent.GetJsonAsync("/api/v1/requests")).Items);

        var known = await talent.GetJsonAsync("/api/v1/services/housing-talent-flat/prefill");
        Assert.Equal("not_eligible", known.Member("entitlement").GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("ZZZ")]
    [InlineData("UTO")]
    [InlineData("HKG")]
    [InlineData("TWN")]
    [InlineData("CHN")]
    public async Task A_nationality_is_one_that_a_foreign_document_prints(string code)
    {
        var refused = await FileByAsync("schmidt", "visa-extension", ("nationality", $"\"{code}\""));
        Assert.Equal("invalid_format", Error(refused, "/answers/nationality"));
        Assert.Equal("not_in_list", refused.Member("errors").GetProperty("/answers/nationality")[1].GetString());
        (await FileByAsync("schmidt", "visa-extension", ("nationality", "\"D\""))).Is(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("K")]
    [InlineData("R")]
    [InlineData("Q1")]
    [InlineData("X1")]
    public async Task Every_kind_of_visa_is_known(string kind) =>
        (await FileByAsync("schmidt", "visa-extension", ("visaKind", $"\"{kind}\""))).Is(HttpStatusCode.Created);

    [Fact]
    public async Task A_school_place_is_for_the_applicants_own_child_of_the_right_age()
    {
        Assert.Equal("not_on_record", Error(await FileByAsync("li-wei", "school-enrolment"), "/answers/childDocument"));
        Assert.Equal("impossible_age", Error(await FileByAsync("zhang-hui", "school-enrolment", ("grade", "\"grade-9\"")), "/answers/childBirthDate"));
        Assert.Equal(
            "impossible_age",
            Error(await FileByAsync("zhang-hui", "school-enrolment", ("childBirthDate", "\"1949-12-31\""), ("childDocument", "\"11010519491231002X\"")), "/answers/childBirthDate"));

        // Filed in February 2026, it is for the school year of 2026, when the child is six.
        var number = (await FileByAsync("zhang-hui", "school-enrolment")).Is(HttpStatusCode.Created).Text("number");
        await OnDeskAsync(number, "education");
        Assert.False((await AtDeskAsync(number, "education")).Body.TryGetProperty("points", out _));

        using var talent = await App.SignInAsync("li-wei");
        var proven = await talent.PostJsonAsync(
            "/api/v1/requests", new { service = "school-enrolment", answers = SeedCatalogue.Example("school-enrolment"), materials = new[] { new { id = "birth-certificate" } } }, "proven");
        await OnDeskAsync(proven.Is(HttpStatusCode.Created).Text("number"), "education");
        var point = Assert.Single((await AtDeskAsync(proven.Text("number"), "education")).Member("points").EnumerateArray());
        Assert.Equal("relation-1", point.GetProperty("point").GetString());
    }

    [Fact]
    public async Task A_spouse_is_of_age_and_nobody_follows_themselves()
    {
        const string child = """[{"name":"陈静","relation":"spouse","documentNumber":"C01X00T47","birthDate":"2020-01-01"}]""";
        const string self = """[{"name":"李伟","relation":"spouse","documentNumber":"33029919850615031X","birthDate":"1985-06-15"}]""";
        Assert.Equal("impossible_age", Error(await FileByAsync("li-wei", "settlement", ("followers", child)), "/answers/followers/0/birthDate"));
        Assert.Equal("same_person", Error(await FileByAsync("li-wei", "settlement", ("followers", self)), "/answers/followers/0/documentNumber"));
    }

    [Fact]
    public async Task What_is_unknown_is_ticked_before_an_approval()
    {
        var number = await FileAsync("li-wei", Rent);
        var points = (await AtDeskAsync(number)).Member("points").EnumerateArray().ToArray();
        Assert.Equal(["condition-2", "condition-3"], points.Select(each => each.GetProperty("point").GetString()));
        Assert.Equal(SeedCatalogue.Published.Content.Service(Rent)!.Conditions[1].Text.Zh, points[0].GetProperty("text").GetString());
        Assert.False((await SeenAsync("li-wei", number)).Body.TryGetProperty("points", out _));
        await ActAsync(number, "accept", new { });

        using var desk = await App.SignInAsync("desk-housing");
        var path = $"/api/v1/desks/housing/requests/{number}";
        var early = await ApproveAsync();
        early.Is(HttpStatusCode.Conflict, "points_unchecked");
        Assert.Equal(2, early.Member("points").GetArrayLength());

        (await ActAsync(number, "check", new { point = "condition-2", met = true, note = "不动产登记查询无房" })).Is(HttpStatusCode.OK);
        (await ActAsync(number, "check", new { point = "condition-3", met = false })).Is(HttpStatusCode.OK);
        var still = await ApproveAsync();
        Assert.Equal("condition-3", Assert.Single(still.Is(HttpStatusCode.Conflict, "points_unchecked").Member("points").EnumerateArray()).GetProperty("point").GetString());

        Assert.Equal("not_in_list", Error(await ActAsync(number, "check", new { point = "condition-9", met = true }), "/point"));
        Assert.Equal("required", Error(await ActAsync(number, "check", new { point = "condition-3" }), "/met"));
        (await ActAsync(number, "check", new { point = "condition-3", met = true }, account: "desk-housing-2")).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        (await ActAsync(number, "check", new { point = "condition-3", met = true })).Is(HttpStatusCode.OK);

        var ticked = await AtDeskAsync(number);
        var first = ticked.Member("points")[0].GetProperty("checked");
        Assert.Equal((true, "desk-housing", "不动产登记查询无房"), (first.GetProperty("met").GetBoolean(), first.GetProperty("by").GetString(), first.GetProperty("note").GetString()));
        Assert.Contains("不动产登记查询无房", Part(ticked, "timeline")[2].GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("check", Verbs(await SeenAsync("li-wei", number)));
        (await ApproveAsync()).Is(HttpStatusCode.OK);

        async Task<Answer> ApproveAsync() => await desk.PostJsonAsync($"{path}/approve", SeedCatalogue.Approval(Rent), ifMatch: (await desk.GetJsonAsync(path)).ETag);
    }

    [Fact]
    public async Task A_point_that_is_not_met_stops_no_refusal()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await ActAsync(number, "check", new { point = "condition-2", met = false });
        (await ActAsync(number, "refuse", new { reason = "本市有自有住房" })).Is(HttpStatusCode.OK);
    }

    private async Task OnDeskAsync(string number, string department)
    {
        using var desk = await App.SignInAsync($"desk-{department}");
        await RequestCalls.OnDeskAsync(desk, department, number);
    }

    private async Task<Answer> FileByAsync(string account, string service, params (string Field, string? Json)[] changes)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.PostJsonAsync("/api/v1/requests", new { service, answers = SeedCatalogue.Example(service, changes), confirmRepeat = true }, RandomSource.System.Id(20));
    }
}
