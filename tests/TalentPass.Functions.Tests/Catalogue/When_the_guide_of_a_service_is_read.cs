using System.Net;
using System.Text.Json;

namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>
/// A guide (办事指南) says what a service costs, on what it rests, who may file and where to ask. It tells law from settings of the
/// office, and says where the office has to be asked.
/// </summary>
public sealed class When_the_guide_of_a_service_is_read(CatalogueApp app) : IClassFixture<CatalogueApp>
{
    [Theory]
    [InlineData("zh", "请向人才办咨询。", "人才办设定，待确认。", "第五十八条", "本人")]
    [InlineData("en", "Ask at the office.", "A setting of the talent office; to be confirmed.", "Article 58", "The applicant")]
    public async Task It_says_what_is_law_what_is_set_and_what_to_ask(string language, string ask, string setting, string article, string self)
    {
        var permit = await GuideAsync("work-permit", language);
        Assert.True(permit.GetProperty("fee").GetProperty("free").GetBoolean());
        Assert.Equal("law", Text(permit, "fee", "tag"));
        Assert.Contains(article, Text(permit, "fee", "source"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, permit.GetProperty("contact").GetProperty("place").ValueKind);
        Assert.Equal((ask, setting), (Text(permit, "ask"), Text(permit, "settingNote")));
        Assert.Contains("/contact/place", Texts(permit.GetProperty("toFillIn")));
        Assert.Equal("law", Text(permit, "timeLimits", "legalTag"));

        var residence = await GuideAsync("residence-permit", language);
        Assert.Equal([400, 800, 1000, 200], residence.GetProperty("fee").GetProperty("amounts").EnumerateArray().Select(each => each.GetProperty("yuan").GetInt32()));
        Assert.Equal("setting", Text(residence, "fee", "tag"));
        Assert.True(residence.GetProperty("contact").GetProperty("setting").GetBoolean());
        Assert.Equal(self, residence.GetProperty("whoMayFile")[0].GetProperty("title").GetString());
        Assert.Equal(
            Texts(residence.GetProperty("conditions")),
            residence.GetProperty("conditionDetails").EnumerateArray().Select(each => each.GetProperty("text").GetString()));

        var health = residence.GetProperty("materials").EnumerateArray().Single(each => each.GetProperty("id").GetString() == "health-certificate");
        Assert.Equal(12, health.GetProperty("requiredWhen")[1].GetProperty("atLeast").GetInt32());
        Assert.False(health.GetProperty("required").GetBoolean());

        var settlement = await GuideAsync("settlement", language);
        Assert.Equal(JsonValueKind.Null, settlement.GetProperty("fee").ValueKind);
        Assert.Contains("/fee", Texts(settlement.GetProperty("toFillIn")));
        Assert.Contains("________", settlement.GetProperty("materials").EnumerateArray()
            .Single(each => each.GetProperty("id").GetString() == "host-consent").GetProperty("sample").GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_office_has_not_filled_in_is_listed()
    {
        var guide = await GuideAsync("specialist", "zh");
        Assert.Equal("setting", Text(guide, "timeLimits", "legalTag"));
        Assert.Equal(["/contact/place", "/contact/hours", "/contact/telephone", "/districtDesk"], Texts(guide.GetProperty("toFillIn")));
    }

    private async Task<JsonElement> GuideAsync(string service, string language)
    {
        using var talent = await app.SignInAsync("schmidt");
        var answer = await talent.GetJsonAsync($"/api/v1/services/{service}?lang={language}");
        answer.Is(HttpStatusCode.OK);
        return answer.Body;
    }

    private static string? Text(JsonElement element, params string[] path) =>
        path.Aggregate(element, (at, name) => at.GetProperty(name)).GetString();

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(each => each.GetString());
}
