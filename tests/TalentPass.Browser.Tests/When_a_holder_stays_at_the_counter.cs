using System.Text.RegularExpressions;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The person who was scanned stays present until the next scan or the end of the visit: several services are filed one after the
/// other, and each condition tells its reason.
/// </summary>
public sealed class When_a_holder_stays_at_the_counter(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "结束", "等待扫码")]
    [InlineData("en-GB", "Finish", "Ready to scan")]
    public async Task Several_services_are_filed_one_after_the_other_and_the_end_blanks_all(string locale, string finish, string waiting)
    {
        var hall = await CounterAsync(locale);
        await TypeAsync(hall, await CodeOfAsync("li-wei"));
        foreach (var service in new[] { "medical-green-lane", "housing-rent-subsidy" })
        {
            await hall.Page.Locator($"[data-file='{service}']").ClickAsync();
            await hall.SubmitAsync();
            await Assertions.Expect(hall.Page.Locator("#receipt")).ToBeVisibleAsync();
            await hall.Page.Locator(".back").ClickAsync();
        }

        await Assertions.Expect(hall.Page.Locator("[data-filed]")).ToHaveCountAsync(2);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-present-{locale[..2]}");
        await hall.Page.Locator("[data-file='medical-green-lane']").ClickAsync();
        var field = hall.Page.Locator("form input[type=text]").First;
        await field.FillAsync("half a sentence");
        await Assertions.Expect(hall.Page.Locator("#finish")).ToHaveTextAsync(finish);
        await hall.Page.Locator("#finish").ClickAsync();
        await Assertions.Expect(hall.Page.Locator(".waiting")).ToHaveTextAsync(waiting);
        await Assertions.Expect(hall.Page.Locator(".outcome, [data-filed], .holder")).ToHaveCountAsync(0);
        Assert.EndsWith("#/scan", hall.Page.Url, StringComparison.Ordinal);
        await hall.Page.GoBackAsync();
        await Assertions.Expect(hall.Page.Locator("#code")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator("form [data-answers]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_the_holder_is_entitled_to_comes_first_and_each_condition_tells_its_reason()
    {
        var hall = await CounterAsync();
        await TypeAsync(hall, await CodeOfAsync("zhang-hui"));
        await AssertHolderAsync(hall, "张*");
        var shown = await hall.Page.Locator("[data-entitlement] > .entitlement").EvaluateAllAsync<string[]>(
            "all => all.map(each => each.className.replace('entitlement ', ''))");
        Assert.Equal(shown.OrderBy(each => Array.IndexOf(["eligible", "unknown", "not_eligible"], each)), shown);
        Assert.Contains("not_eligible", shown);
        var barred = hall.Page.Locator("[data-entitlement]", new() { Has = hall.Page.Locator(".not_eligible") }).First.Locator("[data-result='not_met']").First;
        await Assertions.Expect(barred).ToBeVisibleAsync();
        await Assertions.Expect(barred).ToContainTextAsync(new Regex("您|登记"));
        var met = hall.Page.Locator("[data-entitlement]", new() { Has = hall.Page.Locator("> .eligible") }).First;
        await met.Locator("summary").ClickAsync();
        await Assertions.Expect(met.Locator("[data-result='met']").First).ToBeVisibleAsync();
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-reasons");
    }

    [Fact]
    public async Task Another_view_and_another_language_keep_the_holder_and_the_next_scan_replaces_them()
    {
        var hall = await CounterAsync();
        await hall.Page.Locator("#place").FillAsync("Window 8");
        await TypeAsync(hall, await CodeOfAsync("li-wei"));
        await AssertHolderAsync(hall, "李*");
        await hall.Page.Locator("nav a[href='#/today']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#today [data-outcome='valid']")).ToHaveCountAsync(1);
        await hall.Page.Locator("#language").ClickAsync();
        await hall.Page.Locator("nav a[href='#/scan']").ClickAsync();
        await AssertHolderAsync(hall, "李*");
        await hall.Page.Locator("nav a[href='#/today']").ClickAsync();
        await (await HandScanner.PlugInAsync(hall)).ReadAsync(await CodeOfAsync("wu-hong"));
        await AssertHolderAsync(hall, "吴*");
    }

    [Fact]
    public async Task A_session_that_is_over_gives_the_holder_back_to_the_same_officer_only()
    {
        var hall = await CounterAsync();
        hall.Expect("401");
        await TypeAsync(hall, await CodeOfAsync("chen-hk"));
        await AssertHolderAsync(hall, "陈*");
        await EndAsync(hall);
        await hall.Page.Locator("[data-account='hall-1']").ClickAsync();
        await hall.Page.Locator("nav a[href='#/scan']").ClickAsync();
        await AssertHolderAsync(hall, "陈*");
        await EndAsync(hall);
        await hall.Page.Locator("[data-account='hall-2']").ClickAsync();
        await hall.Page.Locator("nav a[href='#/scan']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#code")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator(".outcome")).ToHaveCountAsync(0);
    }

    /// <summary>The session is over, and the page finds out.</summary>
    private static async Task EndAsync(Visitor hall)
    {
        await hall.LoseSessionAsync();
        await hall.Page.Locator("nav a[href='#/today']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("[data-account]").First).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator(".holder")).ToHaveCountAsync(0);
    }
}
