using System.Text.Json;

namespace TalentPass.Browser.Tests;

/// <summary>A talent shows a code on the phone, and the hall's page scans it and shows the result.</summary>
public sealed class When_a_code_is_shown_at_the_hall(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task The_first_scan_is_valid_and_the_second_says_already_used()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "li-wei");
        var code = await CodeOfAsync(talent);
        await talent.KeepPictureAsync("pass");

        var hall = await ArriveAsync();
        await hall.SignInAsync("/hall", "hall-1");
        await hall.KeepPictureAsync("hall-ready");
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='valid']")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator(".holder")).ToHaveTextAsync("李*");
        await Assertions.Expect(hall.Page.Locator("body")).Not.ToContainTextAsync("李伟");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-valid");

        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='already_used']")).ToContainTextAsync("首次使用");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-already-used");

        await ScanAsync(hall, "TP1:NOT A CODE");
        await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-invalid");
    }

    [Fact]
    public async Task A_scan_sent_again_after_a_lost_answer_keeps_its_nonce_and_counts_once()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "wu-hong");
        var code = await CodeOfAsync(talent);

        var hall = await ArriveAsync();
        await hall.SignInAsync("/hall", "hall-2");
        hall.Expect("ERR_FAILED");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        List<string> nonces = [];
        await hall.Page.RouteAsync("**/api/v1/scans", async route =>
        {
            nonces.Add(JsonElement.Parse(route.Request.PostData!).GetProperty("nonce").GetString()!);
            if (nonces.Count == 1)
            {
                // The app processes the scan, but its answer does not reach the page.
                await route.FetchAsync();
                await route.AbortAsync();
            }
            else
            {
                await route.ContinueAsync();
            }
        });
        await ScanAsync(hall, code);
        await hall.Page.Locator(".outcome-place button").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("[data-outcome='valid']")).ToBeVisibleAsync();
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='already_used']")).ToBeVisibleAsync();
        Assert.Equal(nonces[0], nonces[1]);
        Assert.NotEqual(nonces[1], nonces[2]);
    }

    [Fact]
    public async Task The_code_is_fetched_anew_in_time_and_not_while_the_page_is_hidden()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.Page.Clock.InstallAsync();
        await talent.SignInAsync("/pass", "chen-hk");
        var first = await CodeOfAsync(talent);
        await Assertions.Expect(talent.Page.Locator(".left")).ToContainTextAsync("秒后刷新");
        await talent.Page.Clock.RunForAsync(61_000);
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync(first);

        var fetches = 0;
        await CodeOfAsync(talent);
        talent.Page.Request += (_, request) => fetches += request.Url.EndsWith("/code", StringComparison.Ordinal) ? 1 : 0;
        await talent.Page.EvaluateAsync("Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))");
        await Assertions.Expect(talent.Page.Locator("#code-text")).ToHaveValueAsync("");
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToHaveCountAsync(0);
        await talent.Page.Clock.RunForAsync(300_000);
        Assert.Equal(0, fetches);

        await talent.Page.EvaluateAsync("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
        await CodeOfAsync(talent);
        await talent.Page.GotoAsync("/pass#/services");
        await Assertions.Expect(talent.Page.Locator("[data-service]").First).ToBeVisibleAsync();
        fetches = 0;
        await talent.Page.Clock.RunForAsync(300_000);
        Assert.Equal(0, fetches);
    }

    private static async Task<string> CodeOfAsync(Visitor talent)
    {
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        return await talent.Page.Locator("#code-text").InputValueAsync();
    }

    private static async Task ScanAsync(Visitor hall, string code)
    {
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
    }
}
