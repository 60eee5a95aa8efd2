namespace TalentPass.Browser.Tests;

/// <summary>Whoever has asked the device for less motion sees none.</summary>
public sealed class When_motion_is_unwanted(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    private const string Moving = """
        () => [...document.querySelectorAll("*")].flatMap(each => [null, "::before", "::after", "::backdrop"].map(part => {
          const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(each, part);
          const longest = Math.max(...[...(animationName === "none" ? [] : animationDuration.split(",")), ...transitionDuration.split(",")].map(Number.parseFloat));
          return longest > 0.01 || scrollBehavior === "smooth" ? `${each.tagName}.${each.className}${part ?? ""} ${animationName} ${animationDuration} ${transitionDuration} ${scrollBehavior}` : "";
        })).filter(each => each)
        """;

    [Fact]
    public async Task Nothing_on_any_page_moves()
    {
        var visitor = await ArriveAsync();
        await visitor.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        foreach (var (path, account, shown) in new[]
        {
            ("/", null, "h1"), ("/progress", null, "#look-up"), ("/verify", null, "#number"),
            ("/pass", "li-wei", ".picture[data-profile]"), ("/pass#/service/housing-rent-subsidy", null, "#submit-request"),
            ("/hall", "hall-1", "#code"), ("/desk", "desk-housing", ".queue thead"),
        })
        {
            await visitor.Page.GotoAsync(path);
            if (account is not null)
            {
                await visitor.Page.Locator($"[data-account='{account}']").ClickAsync();
            }

            await Assertions.Expect(visitor.Page.Locator(shown)).ToBeVisibleAsync();
            var moving = await visitor.Page.EvaluateAsync<string[]>(Moving);
            Assert.True(moving.Length == 0, $"{path}: {string.Join('\n', moving)}");
        }
    }
}
