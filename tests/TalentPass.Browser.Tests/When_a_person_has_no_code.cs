using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>The phone is dead: the officer finds the person by the identity document, and the person can see that later.</summary>
public sealed class When_a_person_has_no_code(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "请核对本人", "三号窗")]
    [InlineData("en-GB", "compare the person", "Window 3")]
    public async Task The_document_leads_to_the_person_who_sees_it_and_services_are_filed(string locale, string compare, string place)
    {
        await CodeOfAsync("schmidt");
        var hall = await CounterAsync(locale);
        hall.Expect("422|404");
        await hall.Page.Locator("#place").FillAsync(place);
        await hall.Page.Locator("#by-document summary").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#document-country")).ToBeHiddenAsync();
        await hall.Page.Locator("#document-kind").SelectOptionAsync("passport");
        await hall.Page.Locator("#document-number").FillAsync("C01X00T47");
        await hall.Page.Locator("#look-up").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#document-country[aria-invalid]")).ToBeFocusedAsync();
        await hall.CheckAccessAsync();
        await hall.Page.Locator("#document-country").FillAsync("fra");
        await hall.Page.Locator("#look-up").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#by-document .alert")).ToContainTextAsync(locale == "zh-CN" ? "没有以该证件登记的人才码" : "no pass of a person with this document");
        await hall.Page.Locator("#language").ClickAsync();
        await hall.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#document-number")).ToHaveValueAsync("C01X00T47");
        await hall.Page.Locator("#document-country").FillAsync("deu");
        await hall.Page.Locator("#look-up").ClickAsync();
        await Assertions.Expect(hall.Page.Locator(".outcome.amber[data-outcome='valid'] .verdict")).ToContainTextAsync(compare);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-by-document-{locale[..2]}");

        await hall.Page.Locator("[data-file='medical-green-lane']").ClickAsync();
        await hall.SubmitAsync();
        await Assertions.Expect(hall.Page.Locator("#receipt")).ToBeVisibleAsync();
        await hall.Page.Locator("#finish").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#document-number")).ToHaveValueAsync("");

        using var talent = await App.SignInAsync("schmidt");
        var looks = (await talent.GetJsonAsync("/api/v1/passes/current/access-log")).Items;
        Assert.Contains(looks, each => each.GetProperty("action").GetString() == "look-up.valid" && each.GetProperty("place").GetString() == place);
    }

    [Fact]
    public async Task A_look_up_that_is_answered_late_never_replaces_the_next_scan()
    {
        await CodeOfAsync("schmidt");
        var hall = await CounterAsync();
        hall.Expect("ERR_ABORTED|ERR_FAILED");
        TaskCompletionSource gate = new();
        await hall.Page.RouteAsync("**/api/v1/look-ups", async route =>
        {
            var answer = await route.FetchAsync();
            await gate.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        await hall.Page.Locator("#by-document summary").ClickAsync();
        await hall.Page.Locator("#document-kind").SelectOptionAsync("passport");
        await hall.Page.Locator("#document-number").FillAsync("C01X00T47");
        await hall.Page.Locator("#document-country").FillAsync("DEU");
        await hall.Page.Locator("#look-up").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("[data-stage='checking']")).ToBeVisibleAsync();
        await (await HandScanner.PlugInAsync(hall)).ReadAsync(await CodeOfAsync("li-wei"));
        await AssertHolderAsync(hall, "李*");
        gate.SetResult();
        await Assertions.Expect(hall.Page.Locator("#look-up")).ToBeEnabledAsync();
        await AssertHolderAsync(hall, "李*");
        await Assertions.Expect(hall.Page.Locator("#by-document .alert")).ToHaveCountAsync(0);
    }
}
