using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>Each call at the counter is lost or late once. Nobody else's name is shown, nothing is lost and nothing is filed twice.</summary>
public sealed class When_the_line_fails_the_hall(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    private const string Document = "33029919850615031X";

    [Fact]
    public async Task The_holder_is_known_and_served_once_in_the_end()
    {
        var line = await RoughenAsync();
        var hall = await ArriveAsync();
        var page = hall.Page;
        var walk = await RoughWalk.BeginAsync(hall, line);
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        var code = "";
        await walk.WalkAsync(
            new RoughStep("scan", CodeAsync, () => TypeAsync(hall, code), ".outcome.green:has([data-bundle]) .holder")
            {
                Says = ".alert:visible, [data-offline]",
                Again = () => page.Locator(".outcome-place > button").ClickAsync(),
                Count = ScansAsync,
            },
            new RoughStep("look-up", DocumentAsync, () => page.Locator("#look-up").ClickAsync(), ".outcome.amber .holder")
            {
                Typed = ("#document-number", Document),
            },
            new RoughStep("form", HolderAsync, () => page.Locator("[data-file='housing-rent-subsidy']").ClickAsync(), "#submit-request"),
            new RoughStep("submit", FormAsync, () => page.Locator("#submit-request").ClickAsync(), "#receipt")
            {
                Count = RequestsAsync,
            },
            new RoughStep("today", () => ShowAsync("settings", "#no-devices"), () => TurnAsync("today"), "#today li"),
            new RoughStep("settings", () => ShowAsync("today", "#today li"), () => TurnAsync("settings"), "#no-devices"));

        async Task CodeAsync()
        {
            await ScanViewAsync();
            code = await CodeOfAsync("li-wei");
        }

        Task ScanViewAsync() => TurnAsync("scan");

        async Task DocumentAsync()
        {
            await ScanViewAsync();
            await page.Locator("#by-document").EvaluateAsync("all => { all.open = true; }");
            await page.Locator("#document-number").FillAsync(Document);
        }

        async Task HolderAsync()
        {
            await ScanViewAsync();
            if (!await page.Locator(".outcome.green .holder").IsVisibleAsync())
            {
                await CodeAsync();
                await TypeAsync(hall, code);
            }

            await Assertions.Expect(page.Locator(".outcome.green .holder")).ToHaveTextAsync("李*");
            await Assertions.Expect(page.Locator("[data-bundle]").First).ToBeVisibleAsync();
        }

        async Task FormAsync()
        {
            using var talent = await App.SignInAsync("li-wei");
            foreach (var each in (await talent.GetJsonAsync("/api/v1/requests?limit=100")).Items.Where(each => each.GetProperty("state").GetString() == "submitted"))
            {
                await talent.PostJsonAsync($"/api/v1/requests/{each.GetProperty("number").GetString()}/withdraw", new { reason = "又一次" });
            }

            await HolderAsync();
            await page.Locator("[data-file='housing-rent-subsidy']").ClickAsync();
            await hall.FillAsync();
            await page.Locator("#document-confirmed").CheckAsync();
        }

        async Task ShowAsync(string view, string shown)
        {
            await TurnAsync(view);
            await Assertions.Expect(page.Locator(shown).First).ToBeVisibleAsync();
        }

        async Task TurnAsync(string view) => await page.EvaluateAsync("view => { location.hash = `#/${view}`; }", view);

        async Task<int> ScansAsync()
        {
            using var officer = await App.SignInAsync("hall-1");
            return (await officer.GetJsonAsync("/api/v1/scans?place=talent-home&limit=100")).Items.Count;
        }

        async Task<int> RequestsAsync()
        {
            using var talent = await App.SignInAsync("li-wei");
            return (await talent.GetJsonAsync("/api/v1/requests?limit=100")).Items.Count;
        }
    }
}
