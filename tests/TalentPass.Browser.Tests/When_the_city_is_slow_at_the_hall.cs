using System.Text.Json;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The city answers late, in another order, or not at all. The page shows the latest scan only, and what is known of it: first that
/// it is being checked, then the verdict of this browser, then the city's answer.
/// </summary>
public sealed class When_the_city_is_slow_at_the_hall(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    [Fact]
    public async Task The_latest_scan_is_shown_and_filed_for_whatever_comes_of_an_earlier_one()
    {
        var hall = await CounterAsync();
        var scanner = await HandScanner.PlugInAsync(hall);
        var (first, second) = (await CodeOfAsync("li-wei"), await CodeOfAsync("wu-hong"));
        TaskCompletionSource gate = new();
        await hall.Page.RouteAsync("**/api/v1/scans", async route =>
        {
            var answer = await route.FetchAsync();
            if (JsonElement.Parse(route.Request.PostData!).GetProperty("code").GetString() == first)
            {
                await gate.Task;
            }

            await route.FulfillAsync(new() { Response = answer });
        });
        await scanner.ReadAsync(first);
        await Assertions.Expect(hall.Page.Locator("[data-stage='checking']")).ToBeVisibleAsync();
        await scanner.ReadAsync(second);
        await AssertHolderAsync(hall, "吴*");
        var late = hall.Page.WaitForResponseAsync("**/api/v1/scans");
        gate.SetResult();
        await (await late).FinishedAsync();
        await hall.Page.Locator("[data-file]").First.ClickAsync();
        await Assertions.Expect(hall.Page.Locator(".holder")).ToHaveTextAsync("吴*");
        await hall.Page.Locator(".back").ClickAsync();
        await AssertHolderAsync(hall, "吴*");
    }

    [Theory]
    [InlineData("zh-CN", "正在核验", "本机离线核验为“有效”")]
    [InlineData("en-GB", "Checking", "this device alone said “Valid”")]
    public async Task The_old_verdict_goes_at_the_first_key_this_browser_judges_after_three_seconds_and_the_city_has_the_last_word(
        string locale, string checking, string differs)
    {
        var hall = await CounterAsync(locale);
        var scanner = await HandScanner.PlugInAsync(hall);
        await scanner.ReadAsync(await CodeOfAsync("li-wei"));
        await AssertHolderAsync(hall, "李*");
        var code = await CodeOfAsync("wu-hong");
        var other = await CounterAsync();
        await TypeAsync(other, code);
        await AssertHolderAsync(other, "吴*");
        TaskCompletionSource gate = new();
        await hall.Page.RouteAsync("**/api/v1/scans", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });

        await hall.Page.Locator("#code").PressSequentiallyAsync("T");
        await Assertions.Expect(hall.Page.Locator(".outcome")).ToHaveCountAsync(0);
        await Assertions.Expect(hall.Page.Locator("[data-stage='reading']")).ToBeVisibleAsync();
        await hall.CheckAccessAsync();
        await scanner.ReadAsync(code);
        await Assertions.Expect(hall.Page.Locator("[data-stage='checking']")).ToContainTextAsync(checking);
        await Assertions.Expect(hall.Page.Locator(".outcome[data-offline='accepted']")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator("[data-file]")).ToHaveCountAsync(0);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-slow-{locale[..2]}");

        gate.SetResult();
        await Assertions.Expect(hall.Page.Locator("[data-outcome='already_used']")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator("[aria-live] [role='alert']")).ToContainTextAsync(differs);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-reconciled-{locale[..2]}");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_city_that_is_away_is_like_no_network(int status)
    {
        var hall = await CounterAsync();
        hall.Expect($"{status}");
        var away = true;
        await hall.Page.RouteAsync("**/api/v1/scans", route => away ? route.FulfillAsync(new() { Status = status }) : route.ContinueAsync());
        await TypeAsync(hall, await CodeOfAsync("zhang-hui"));
        await Assertions.Expect(hall.Page.Locator(".outcome.green[data-offline='accepted']")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("1 条");
        away = false;
        await hall.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await AssertHolderAsync(hall, "张*");
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
    }

    [Fact]
    public async Task One_counter_has_one_place_in_both_languages()
    {
        List<string> places = [];
        foreach (var locale in new[] { "zh-CN", "en-GB" })
        {
            var hall = await CounterAsync(locale);
            hall.Page.Request += (_, request) =>
            {
                if (request.Url.EndsWith("/scans", StringComparison.Ordinal))
                {
                    places.Add(JsonElement.Parse(request.PostData!).GetProperty("place").GetString()!);
                }
            };
            await TypeAsync(hall, "TP1:NOT A CODE");
            await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
            await hall.Page.Locator("#language").ClickAsync();
            await Assertions.Expect(hall.Page.Locator("#place")).ToHaveValueAsync(locale == "en-GB" ? "人才之家一楼大厅" : "Talent Home, ground floor");
            await hall.Page.Locator("#place").FillAsync("Window 3");
            await TypeAsync(hall, "TP1:NO CODE EITHER");
            await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        }

        Assert.Equal(places[..2], places[2..]);
        Assert.NotEqual("Window 3", places[0]);
        Assert.Equal("Window 3", places[1]);
    }
}
