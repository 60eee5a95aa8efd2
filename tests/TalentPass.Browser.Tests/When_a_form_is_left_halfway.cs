namespace TalentPass.Browser.Tests;

/// <summary>
/// What a talent has typed is kept: through the language switch, another view, a reload, a session that is over and a dead network.
/// It is offered again until the form is filed.
/// </summary>
public sealed class When_a_form_is_left_halfway(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    protected override bool IsKept => true;

    private const string Typed = "海曙区未打完的地";

    [Fact]
    public async Task It_comes_back_after_the_language_switch_another_view_and_a_reload_and_goes_when_it_is_filed()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "wu-hong");
        await TypeAsync(talent);
        await talent.Page.Locator("[data-name='monthlyRentYuan'] input").FillAsync("12-");
        await talent.Page.Locator("[data-tick='rent-receipt']").CheckAsync();
        // At once, before anything is saved.
        await talent.Page.Locator("#language").ClickAsync();
        await AssertKeptAsync(talent);
        await Assertions.Expect(talent.Page.Locator("[data-name='monthlyRentYuan'] input")).ToHaveValueAsync("12-");
        await talent.Page.Locator("nav a[href='#/requests']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-name]")).ToHaveCountAsync(0);
        await talent.Page.GoBackAsync();
        await AssertKeptAsync(talent);
        await talent.Page.Locator("[data-name='bankName'] input").FillAsync("Bank of Ningbo");
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("Saved at");
        await talent.CheckAccessAsync();
        await talent.Page.ReloadAsync();
        await AssertKeptAsync(talent);
        await Assertions.Expect(talent.Page.Locator("[data-tick='rent-receipt']")).ToBeCheckedAsync();
        await Assertions.Expect(talent.Page.Locator("#restored")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("form-restored");

        // A new window knows it too: the draft is with the city.
        var elsewhere = await ArriveAsync();
        await elsewhere.SignInAsync("/pass#/service/housing-rent-subsidy", "wu-hong");
        await AssertKeptAsync(elsewhere);

        await talent.Page.Locator("[data-name='monthlyRentYuan'] input").FillAsync("3200");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        await Assertions.Expect(elsewhere.Page.Locator("[data-name='rentalAddress'] input")).ToBeVisibleAsync();
        await elsewhere.Page.ReloadAsync();
        await Assertions.Expect(elsewhere.Page.Locator("#submit-request")).ToBeVisibleAsync();
        await Assertions.Expect(elsewhere.Page.Locator("#restored")).ToHaveCountAsync(0);
        Assert.DoesNotContain(Typed, await talent.Page.EvaluateAsync<string>("JSON.stringify({ ...localStorage })"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_comes_back_after_the_session_was_over_and_only_for_this_account()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401");
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "li-wei");
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToBeVisibleAsync();
        await talent.LoseSessionAsync();
        await TypeAsync(talent);
        await Assertions.Expect(talent.Page.Locator("[data-account='li-wei']")).ToBeVisibleAsync();
        await talent.Page.Locator("[data-account='chen-hk']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-name='rentalAddress'] input")).ToHaveValueAsync("");
        await talent.Page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await talent.Page.Locator("[data-account='li-wei']").ClickAsync();
        await AssertKeptAsync(talent);
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已保存");
    }

    [Fact]
    public async Task It_stays_in_the_browser_while_the_network_is_away_and_is_saved_when_it_is_back()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("ERR_INTERNET_DISCONNECTED");
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "zhang-hui");
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToBeVisibleAsync();
        await talent.Page.Context.SetOfflineAsync(true);
        await TypeAsync(talent);
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已存在本机");
        await talent.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已保存");
        await talent.Page.ReloadAsync();
        await AssertKeptAsync(talent);
    }

    [Fact]
    public async Task It_can_be_thrown_away()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-purchase-subsidy", "wu-hong");
        await talent.Page.Locator("[data-name='homeAddress'] input").FillAsync(Typed);
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已保存");
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator("[data-name='homeAddress'] input")).ToHaveValueAsync(Typed);
        await talent.Page.Locator("#start-again").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-name='homeAddress'] input")).ToHaveValueAsync("");
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator("[data-name='homeAddress'] input")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_bundle_comes_back_with_all_its_parts()
    {
        var talent = await ArriveAsync(phone: true, locale: "en-GB");
        await talent.SignInAsync("/pass#/bundle/new-arrival", "li-wei");
        await talent.Page.Locator("[data-part='housing-rent-subsidy'] [data-name='rentalAddress'] input").FillAsync(Typed);
        await talent.Page.Locator("[data-part='settlement'] [data-name='formerHousehold'] input").FillAsync("苏州");
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("Saved at");
        await talent.Page.ReloadAsync();
        await AssertKeptAsync(talent);
        await Assertions.Expect(talent.Page.Locator("[data-part='settlement'] [data-name='formerHousehold'] input")).ToHaveValueAsync("苏州");
    }

    private static Task TypeAsync(Visitor talent) => talent.Page.Locator("[data-name='rentalAddress'] input").FillAsync(Typed);

    private static Task AssertKeptAsync(Visitor talent) => Assertions.Expect(talent.Page.Locator("[data-name='rentalAddress'] input")).ToHaveValueAsync(Typed);
}
