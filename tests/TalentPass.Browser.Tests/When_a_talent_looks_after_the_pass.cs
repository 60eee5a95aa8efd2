using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A talent shows the code on the whole screen, freezes and unfreezes the pass, revokes a lost card, and reads who looked and what the
/// talent is entitled to. Where there is no pass, the page says why and what to do.
/// </summary>
public sealed class When_a_talent_looks_after_the_pass(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    // Counts how often the screen is asked to stay on, and how often it is let go.
    private const string CountLocks = """
        window.locks = { taken: 0, released: 0 };
        Object.defineProperty(navigator, "wakeLock", { value: {
          request: async () => {
            locks.taken++;
            return { release: async () => { locks.released++; } };
          },
        } });
        """;

    [Theory]
    [InlineData("zh-CN", "请把屏幕调到最亮")]
    [InlineData("en-GB", "Turn the brightness up")]
    public async Task The_code_fills_the_screen_black_on_white_and_the_screen_stays_on(string locale, string hint)
    {
        var talent = await ArriveAsync(phone: true, locale);
        await talent.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await talent.Page.AddInitScriptAsync(CountLocks);
        await talent.SignInAsync("/pass", "li-wei");
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToBeVisibleAsync();
        await talent.Page.Locator("#full-screen").ClickAsync();
        var full = talent.Page.Locator(".full-code");
        await Assertions.Expect(full).ToContainTextAsync(hint);
        await Assertions.Expect(full).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        Assert.InRange((await full.Locator("svg").BoundingBoxAsync())!.Width, 340, 390);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-full-screen-{locale[..2]}", whole: false);

        // A fresh code is shown there too.
        var before = await full.Locator("path").GetAttributeAsync("d");
        await talent.Page.Locator("#fresh-code").DispatchEventAsync("click");
        await Assertions.Expect(full.Locator("path")).Not.ToHaveAttributeAsync("d", before!);
        await talent.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(full).ToHaveCountAsync(0);
        await Assertions.Expect(talent.Page.Locator("#full-screen")).ToBeFocusedAsync();
        Assert.Equal("1 1", await talent.Page.EvaluateAsync<string>("`${locks.taken} ${locks.released}`"));
        await talent.Page.Locator("#full-screen").ClickAsync();
        await full.Locator("svg").ClickAsync();
        await Assertions.Expect(full).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_lost_phone_is_answered_by_freezing_and_the_button_that_unfreezes_is_there()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "chen-hk");
        await talent.Page.Locator("#lost summary").ClickAsync();
        await talent.Page.Locator("#freeze").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-standing='frozen']")).ToContainTextAsync("冻结期间不出示人才码");
        await Assertions.Expect(talent.Page.Locator("#unfreeze")).ToBeFocusedAsync();
        await Assertions.Expect(talent.Page.Locator(".picture")).ToHaveCountAsync(0);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("pass-frozen");
        await talent.Page.ReloadAsync();
        await talent.Page.Locator("#unfreeze").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("nobody", "not_recognised", "zh-CN", "您还没有人才资格")]
    [InlineData("expired-zhao", "status_expired", "en-GB", "Your talent status has expired")]
    public async Task Without_a_pass_the_page_says_why_and_leads_to_the_recognition(string account, string standing, string locale, string words)
    {
        var talent = await ArriveAsync(phone: true, locale);
        talent.Expect("403");
        await talent.SignInAsync("/pass", account);
        await Assertions.Expect(talent.Page.Locator($"[data-standing='{standing}'] h2")).ToHaveTextAsync(words);
        await Assertions.Expect(talent.Page.Locator(".picture")).ToHaveCountAsync(0);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-{standing}");
        await talent.Page.Locator("[data-standing] a").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_lost_card_is_revoked_and_the_pass_goes_on()
    {
        using var office = await App.SignInAsync("office");
        using var asTalent = await App.SignInAsync("schmidt");
        var passId = (await asTalent.PostJsonAsync("/api/v1/passes", new { })).Text("passId");
        var card = (await office.PostJsonAsync($"/api/v1/passes/{passId}/cards", new { })).Text("cardId");
        var talent = await ArriveAsync(phone: true, locale: "en-GB");
        await talent.SignInAsync("/pass", "schmidt");
        await Assertions.Expect(talent.Page.Locator($"[data-card='{card}'] [data-state='active']")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.Page.Locator($"[data-revoke='{card}']").ClickAsync();
        await talent.Page.Locator("dialog textarea").FillAsync("Left on a train");
        await talent.Page.Locator("dialog button[value='go']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator($"[data-card='{card}'] [data-state='revoked']")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("[data-revoke]")).ToHaveCountAsync(0);
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("zh-CN", "人才之家一楼大厅（人才之家一号窗口）", "扫码核验：有效", "为核验您的身份和可享服务")]
    [InlineData("en-GB", "Talent Home, ground floor (Talent Home, counter 1)", "Scan: Valid", "To check who you are")]
    public async Task Who_looked_is_told_in_words(string locale, string who, string what, string why)
    {
        var talent = await ArriveAsync(phone: true, locale);
        await talent.SignInAsync("/pass#/looks", "wu-hong");
        await Assertions.Expect(talent.Page.Locator("#no-looks, [data-look]").First).ToBeVisibleAsync();
        var hall = await CounterAsync();
        await TypeAsync(hall, await CodeOfAsync("wu-hong"));
        await AssertHolderAsync(hall, "吴*");
        await talent.Page.ReloadAsync();
        var look = talent.Page.Locator("[data-look='scan.valid']").First;
        await Assertions.Expect(look).ToContainTextAsync(who);
        await Assertions.Expect(look).ToContainTextAsync(what);
        await Assertions.Expect(look).ToContainTextAsync(why);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-looks-{locale[..2]}");
    }

    [Theory]
    [InlineData("zh-CN", "目前不符合")]
    [InlineData("en-GB", "is not met now")]
    public async Task Each_entitlement_has_its_reasons_and_what_to_do(string locale, string advice)
    {
        var talent = await ArriveAsync(phone: true, locale);
        await talent.SignInAsync("/pass#/services", "zhang-hui");
        await talent.Page.Locator("a[href='#/entitlements']").ClickAsync();
        var refused = talent.Page.Locator("[data-entitlement]:has(.not_eligible)").First;
        await Assertions.Expect(refused.Locator("[data-result='not_met'] small").First).Not.ToBeEmptyAsync();
        await Assertions.Expect(refused).ToContainTextAsync(advice);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-entitlements-{locale[..2]}");
        await talent.Page.Locator("[data-entitlement]:has(.eligible) a").First.ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_second_urging_says_from_when_it_is_possible_and_keeps_the_words()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("429");
        await talent.SignInAsync("/pass#/service/medical-green-lane", "li-wei");
        await talent.SubmitAsync();
        await UrgeAsync(talent, "已等候多日");
        await Assertions.Expect(talent.Page.Locator("#urged")).ToContainTextAsync("起可以再次催办");
        await UrgeAsync(talent, "请尽快");
        await Assertions.Expect(talent.Page.Locator("dialog .alert")).ToContainTextAsync("您已催办过");
        await Assertions.Expect(talent.Page.Locator("dialog textarea")).ToHaveValueAsync("请尽快");
    }

    private static async Task UrgeAsync(Visitor talent, string words)
    {
        await talent.Page.Locator("button[data-action='urge']").ClickAsync();
        await talent.Page.Locator("dialog textarea").FillAsync(words);
        await talent.Page.Locator("dialog button[value='go']").ClickAsync();
    }
}
