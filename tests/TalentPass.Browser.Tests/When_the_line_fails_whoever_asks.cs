using System.Net;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>Each call of the pages without a sign-in is lost or late once. The question stays, and is answered in the end.</summary>
public sealed class When_the_line_fails_whoever_asks(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task Whoever_has_a_receipt_or_a_document_learns_how_it_stands()
    {
        using var own = await App.SignInAsync("li-wei");
        var receipt = (await own.PostJsonAsync("/api/v1/requests", new { service = "housing-rent-subsidy", answers = SeedCatalogue.Example("housing-rent-subsidy") })).Is(HttpStatusCode.Created);
        var line = await RoughenAsync();
        var visitor = await ArriveAsync(phone: true);
        var page = visitor.Page;
        var walk = await RoughWalk.BeginAsync(visitor, line);
        await walk.WalkAsync(
            new RoughStep("progress", () => TypeAsync("/progress", receipt.Text("number"), receipt.Text("shortCode")), () => page.Locator("#look-up").ClickAsync(), "[data-found]") { Typed = ("#code", receipt.Text("shortCode")) },
            new RoughStep("verify", () => TypeAsync("/verify", "NB-1", "ABCD"), () => page.Locator("button[type='submit']").ClickAsync(), "[data-status]") { Typed = ("#code", "ABCD") });

        async Task TypeAsync(string path, string number, string code)
        {
            await page.GotoAsync("about:blank");
            await page.GotoAsync(path);
            await page.Locator("#number").FillAsync(number);
            await page.Locator("#code").FillAsync(code);
        }
    }
}
