using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>The base class of tests of scanning at the hall: talents' codes, and a counter with a hand scanner.</summary>
public abstract class HallTest(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    /// <summary>A fresh code of a talent, as the phone would show it.</summary>
    protected async Task<string> CodeOfAsync(string account)
    {
        using var talent = await App.SignInAsync(account);
        await talent.PostJsonAsync("/api/v1/passes", new { });
        return (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
    }

    /// <summary>A counter where an officer is signed in and the lists for checks without a network are there.</summary>
    protected async Task<Visitor> CounterAsync(string locale = "zh-CN")
    {
        var hall = await ArriveAsync(locale: locale);
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync(locale == "zh-CN" ? "断网时可离线核验" : "Can check without a network");
        return hall;
    }

    /// <summary>Types a code by hand, or pastes it, and presses Enter.</summary>
    protected static async Task TypeAsync(Visitor hall, string code)
    {
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
    }

    /// <summary>Fails unless the holder with this name is shown as valid, and nobody else.</summary>
    protected static async Task AssertHolderAsync(Visitor hall, string name)
    {
        await Assertions.Expect(hall.Page.Locator(".outcome.green .holder")).ToHaveTextAsync(name);
        await Assertions.Expect(hall.Page.Locator(".outcome")).ToHaveCountAsync(1);
    }
}
