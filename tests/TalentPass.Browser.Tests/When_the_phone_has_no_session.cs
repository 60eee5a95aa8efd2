namespace TalentPass.Browser.Tests;

/// <summary>
/// A bound phone shows its own codes without a session: it is over, and there may be no network. Signing
/// out deletes the key of the phone.
/// </summary>
public sealed class When_the_phone_has_no_session(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    protected override bool IsKept => true;

    [Theory]
    [InlineData("zh-CN", "li-wei", "未登录：此码由本机生成")]
    [InlineData("en-GB", "schmidt", "Not signed in")]
    public async Task It_shows_its_own_codes_until_somebody_signs_out(string locale, string account, string mark)
    {
        var talent = await ArriveAsync(phone: true, locale);
        talent.Expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED");
        await BoundAsync(talent, account);
        await talent.Page.EvaluateAsync("""
            () => navigator.serviceWorker.controller
              ? null
              : new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(null), { once: true }))
            """);
        await talent.ForgetSessionAsync();
        await talent.Page.Context.SetOfflineAsync(true);
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator("#device-code .picture[data-profile='H'] svg")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".offline-mark")).ToContainTextAsync(mark);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-without-session-{locale[..2]}");
        var hall = await CounterAsync();
        await TypeAsync(hall, await talent.Page.Locator("#code-text").InputValueAsync());
        await Assertions.Expect(hall.Page.Locator("[data-outcome='valid']")).ToBeVisibleAsync();

        // With a network again, its holder signs in and out.
        await talent.Page.Context.SetOfflineAsync(false);
        await talent.Page.ReloadAsync();
        await BoundAsync(talent, account);
        await talent.Page.Locator(".bar button").First.ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-account]").First).ToBeVisibleAsync();
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator("[data-account]").First).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("#device-code")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_session_that_ends_while_the_page_is_open_leaves_the_codes()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401");
        await BoundAsync(talent, "zhang-hui");
        await talent.LoseSessionAsync();
        await talent.Page.Locator("#fresh-code").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#device-code .picture svg")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.GetByText("登录已失效，请重新登录。")).ToBeVisibleAsync();
    }

    private static async Task BoundAsync(Visitor talent, string account)
    {
        if (await talent.Page.EvaluateAsync<bool>("location.pathname !== '/pass'"))
        {
            await talent.Page.GotoAsync("/pass");
        }

        await talent.Page.Locator($"[data-account='{account}']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#offline-ready small")).ToBeVisibleAsync();
    }
}
