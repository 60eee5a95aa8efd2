using System.Net;
using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>Users and mini-programs read the catalogue over real HTTP, on real storage.</summary>
public sealed class When_the_catalogue_is_asked_for_over_HTTP(CatalogueApp app) : IClassFixture<CatalogueApp>
{
    [Theory]
    [InlineData("", null, "住建局")]
    [InlineData("", "en", "Housing")]
    [InlineData("?lang=en", null, "Housing")]
    [InlineData("?lang=zh", "en", "住建局")]
    public async Task Departments_are_named_in_the_language_wanted(string query, string? header, string title)
    {
        using var talent = await app.SignInAsync("li-wei");
        if (header is not null)
        {
            talent.DefaultRequestHeaders.Add("Accept-Language", header);
        }

        var answer = await talent.GetJsonAsync($"/api/v1/departments{query}");

        answer.Is(HttpStatusCode.OK);
        Assert.Equal(["housing", "education", "exit-entry", "household", "hrss", "health", "office", "education-yinzhou"], Ids(answer, "department"));
        Assert.Equal("education", Items(answer)[^1].GetProperty("parent").GetString());
        Assert.False(Items(answer)[0].TryGetProperty("parent", out _));
        Assert.Equal(title, Items(answer)[0].GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, answer.Member("nextCursor").ValueKind);
    }

    [Fact]
    public async Task The_thirteen_areas_are_listed_with_their_codes()
    {
        using var talent = await app.SignInAsync("li-wei");
        var answer = await talent.GetJsonAsync("/api/v1/areas?lang=en");
        Assert.Equal(13, Items(answer).Length);
        Assert.Equal(("haishu", "330203", "Haishu District"), Area(Items(answer)[0]));
        Assert.Equal(("hi-tech-zone", "330212", "Ningbo National Hi-Tech Zone"), Area(Items(answer).Single(each => each.GetProperty("area").GetString() == "hi-tech-zone")));
        Assert.Equal("海曙区", Items(await talent.GetJsonAsync("/api/v1/areas"))[0].GetProperty("title").GetString());

        static (string?, string?, string?) Area(JsonElement area) =>
            (area.GetProperty("area").GetString(), area.GetProperty("code").GetString(), area.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Every_service_is_listed_with_what_a_list_needs()
    {
        using var talent = await app.SignInAsync("li-wei");

        var answer = await talent.GetJsonAsync("/api/v1/services?audience=all&lang=zh");

        Assert.Equal(CatalogueRig.Seeds.Services.Select(each => each.Id), Ids(answer, "service"));
        var permit = Items(answer).Single(each => each.GetProperty("service").GetString() == "work-permit");
        Assert.Equal("外国人来华工作许可", permit.GetProperty("title").GetString());
        Assert.Equal("hrss", permit.GetProperty("department").GetString());
        Assert.Equal(["foreign"], Texts(permit.GetProperty("nature")));
        Assert.Empty(Texts(permit.GetProperty("tiers")));
        Assert.Equal(["mobile", "web", "hall"], Texts(permit.GetProperty("channel")));
        Assert.False(permit.TryGetProperty("window", out _));
        var school = Items(answer).Single(each => each.GetProperty("service").GetString() == "school-enrolment");
        Assert.Equal("05-06", school.GetProperty("window").GetProperty("opens").GetString());
    }

    [Fact]
    public async Task A_list_comes_page_by_page()
    {
        using var talent = await app.SignInAsync("li-wei");
        var seen = new List<string>();
        var path = "/api/v1/services?limit=5";
        for (string? cursor = ""; cursor is not null;)
        {
            var answer = await talent.GetJsonAsync(cursor.Length == 0 ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}");
            seen.AddRange(Ids(answer, "service"));
            cursor = answer.Text("nextCursor");
        }

        Assert.Equal(CatalogueRig.Seeds.Services.Select(each => each.Id), seen);
    }

    [Theory]
    [InlineData("schmidt", "work-permit", "settlement")]
    [InlineData("li-wei", "settlement", "work-permit")]
    [InlineData("zhang-hui", "school-enrolment", "housing-talent-flat")]
    [InlineData("chen-hk", "housing-talent-flat", "settlement")]
    [InlineData("expired-zhao", "talent-recognition", "housing-rent-subsidy")]
    [InlineData("nobody", "talent-recognition", "coordination")]
    [InlineData("desk-housing", "work-permit", null)]
    public async Task Mine_are_the_services_of_my_nature_and_tier(string account, string shown, string? hidden)
    {
        using var client = await app.SignInAsync(account);

        var mine = Ids(await client.GetJsonAsync("/api/v1/services?audience=mine"), "service");

        Assert.Contains(shown, mine);
        Assert.DoesNotContain(hidden ?? "", mine);
    }

    [Fact]
    public async Task The_guide_of_every_service_has_all_the_contract_names()
    {
        using var talent = await app.SignInAsync("li-wei");
        foreach (var service in CatalogueRig.Seeds.Services)
        {
            var guide = (await talent.GetJsonAsync($"/api/v1/services/{service.Id}?lang=en")).Body;

            Assert.Equal(service.Title.En, guide.GetProperty("title").GetString());
            Assert.Equal("https://json-schema.org/draft/2020-12/schema", guide.GetProperty("form").GetProperty("$schema").GetString());
            foreach (var (material, shown) in service.Materials.Zip(guide.GetProperty("materials").EnumerateArray()))
            {
                Assert.Equal((material.Id, material.Title.En), (shown.GetProperty("id").GetString(), shown.GetProperty("title").GetString()));
                Assert.Equal(
                    (material.Required, material.Tolerable, material.FromSharedData, material.Copies),
                    (shown.GetProperty("required").GetBoolean(), shown.GetProperty("tolerable").GetBoolean(), shown.GetProperty("fromSharedData").GetBoolean(), shown.GetProperty("copies").GetInt32()));
            }

            var limits = guide.GetProperty("timeLimits");
            Assert.Equal(service.TimeLimits.LegalWorkingDays, limits.TryGetProperty("legalWorkingDays", out var legal) ? legal.GetInt32() : null);
            Assert.Equal(service.TimeLimits.PromisedWorkingDays, limits.GetProperty("promisedWorkingDays").GetInt32());
            Assert.Equal(service.TimeLimits.DeliveryWorkingDays, limits.GetProperty("deliveryWorkingDays").GetInt32());
            Assert.Equal(service.TimeLimits.Basis == TimeBasis.Law ? "law" : "promised", limits.GetProperty("basis").GetString());
            Assert.Equal(service.Remedy.Text.En, guide.GetProperty("remedy").GetString());
            Assert.Equal(!service.Remedy.Final, guide.GetProperty("appealable").GetBoolean());
            Assert.Equal(service.Notice.Version, guide.GetProperty("noticeVersion").GetString());
            Assert.True(JsonElement.DeepEquals(service.Example, guide.GetProperty("example")));
        }
    }

    [Theory]
    [InlineData("/api/v1/services/parks", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/services/..%2F..%2Fetc", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/services?audience=everyone", HttpStatusCode.BadRequest, "invalid_parameter")]
    [InlineData("/api/v1/services?lang=de", HttpStatusCode.BadRequest, "invalid_parameter")]
    [InlineData("/api/v1/services?cursor=x", HttpStatusCode.BadRequest, "invalid_parameter")]
    public async Task What_is_not_there_or_not_understood_is_refused(string path, HttpStatusCode status, string code)
    {
        using var talent = await app.SignInAsync("li-wei");

        var answer = await talent.GetJsonAsync(path);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Bundles_are_listed_with_answers_that_are_accepted()
    {
        using var talent = await app.SignInAsync("zhang-hui");

        var answer = await talent.GetJsonAsync("/api/v1/bundles");

        Assert.Equal(["new-arrival", "foreign-arrival", "family-move"], Ids(answer, "bundle"));
        Assert.All(Items(answer), each => Assert.IsType<Outcome<IReadOnlyDictionary<string, JsonElement>>.Done>(BundleAnswers.Split(
            CatalogueRig.Seeds, CatalogueRig.Seeds.Bundle(each.GetProperty("bundle").GetString()!)!, each.GetProperty("example"), new DateOnly(2026, 11, 24))));
    }

    [Theory]
    [InlineData("zhang-hui", "school-enrolment", "eligible", "met,met")]
    [InlineData("zhang-hui", "medical-green-lane", "not_eligible", "not_met")]
    [InlineData("li-wei", "medical-green-lane", "eligible", "met")]
    [InlineData("li-wei", "school-enrolment", "unknown", "met,unknown")]
    [InlineData("li-wei", "housing-rent-subsidy", "unknown", "met,unknown,unknown")]
    [InlineData("schmidt", "work-permit", "unknown", "met,unknown,unknown")]
    [InlineData("schmidt", "settlement", "not_eligible", "not_met,met")]
    [InlineData("chen-hk", "housing-talent-flat", "unknown", "met,unknown,unknown")]
    [InlineData("wu-hong", "housing-youth-station", "unknown", "met,unknown,unknown")]
    [InlineData("expired-zhao", "coordination", "not_eligible", "not_met")]
    [InlineData("nobody", "coordination", "not_eligible", "not_met")]
    [InlineData("nobody", "settlement", "not_eligible", "met,not_met")]
    public async Task A_talent_learns_what_it_is_entitled_to_and_why_not(string account, string service, string status, string results)
    {
        using var talent = await app.SignInAsync(account);

        var answer = await talent.GetJsonAsync("/api/v1/entitlements?lang=en");

        Assert.Equal(CatalogueRig.Seeds.Services.Select(each => each.Id), Ids(answer, "service"));
        var judged = Items(answer).Single(each => each.GetProperty("service").GetString() == service);
        var conditions = judged.GetProperty("conditions").EnumerateArray().ToArray();
        Assert.Equal(status, judged.GetProperty("status").GetString());
        Assert.Equal(results, string.Join(',', conditions.Select(each => each.GetProperty("result").GetString())));
        Assert.All(conditions, each => Assert.NotEqual("", each.GetProperty("why").GetString()));
    }

    [Fact]
    public async Task Entitlements_are_for_talents()
    {
        using var desk = await app.SignInAsync("desk-housing");

        (await desk.GetJsonAsync("/api/v1/entitlements")).Is(HttpStatusCode.Forbidden);
        (await app.Anyone.GetJsonAsync("/api/v1/entitlements")).Is(HttpStatusCode.Unauthorized);
        (await app.Anyone.GetJsonAsync("/api/v1/services")).Is(HttpStatusCode.Unauthorized);
    }

    private static JsonElement[] Items(Answer answer) => [.. answer.Items];

    private static IEnumerable<string> Ids(Answer answer, string name) => Items(answer).Select(each => each.GetProperty(name).GetString()!);

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(each => each.GetString()!);
}
