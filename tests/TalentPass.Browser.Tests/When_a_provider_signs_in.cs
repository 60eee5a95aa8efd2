namespace TalentPass.Browser.Tests;

/// <summary>The ways to sign in, and what is said when somebody comes back from a provider and is not signed in.</summary>
public sealed class When_a_provider_signs_in(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    private const string Ways = """{"items":[{"provider":"city","title":"统一认证","for":["staff"]},{"provider":"province","title":"浙里办","for":["talent"]}]}""";

    [Theory]
    [InlineData("zh-CN", "sign_in_over", "登录已中断")]
    [InlineData("zh-CN", "sign_in_cancelled", "您取消了登录。")]
    [InlineData("zh-CN", "sign_in_refused", "登录未被接受")]
    [InlineData("zh-CN", "sign_in_unavailable", "登录服务暂时无法使用")]
    [InlineData("zh-CN", "what_is_this", "出错了")]
    [InlineData("en-GB", "sign_in_over", "The sign-in was interrupted")]
    [InlineData("en-GB", "sign_in_cancelled", "You cancelled the sign-in.")]
    [InlineData("en-GB", "sign_in_refused", "The sign-in was not accepted")]
    [InlineData("en-GB", "sign_in_unavailable", "The sign-in service is not available now")]
    public async Task A_failure_is_said_above_the_sign_in_and_not_again(string locale, string code, string said)
    {
        var visitor = await ArriveAsync(phone: true, locale);
        await visitor.Page.GotoAsync($"/pass?sign-in={code}#/services");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
        await Assertions.Expect(visitor.Page.Locator("[data-account]").First).ToBeVisibleAsync();
        Assert.Equal("/pass#/services", await visitor.Page.EvaluateAsync<string>("location.pathname + location.search + location.hash"));
        await visitor.CheckAccessAsync();
        await visitor.Page.Locator("[data-account='li-wei']").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-service]").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_failure_is_said_on_a_page_without_a_sign_in()
    {
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync("/?sign-in=sign_in_over");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("登录已中断");
        await Assertions.Expect(visitor.Page.Locator(".door").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("zh-CN", "/desk#/case/a-1", "通过统一认证登录", "/api/v1/sign-in/oidc/city/start?return=%2Fdesk%23%2Fcase%2Fa-1")]
    [InlineData("en-GB", "/pass#/looks", "Sign in with", "/api/v1/sign-in/oidc/province/start?return=%2Fpass%23%2Flooks")]
    public async Task The_providers_of_a_page_lead_there_and_back(string locale, string path, string text, string way)
    {
        var visitor = await ArriveAsync(phone: true, locale);
        await visitor.Page.RouteAsync("**/api/v1/sign-in/providers", route => route.FulfillAsync(new() { ContentType = "application/json", Body = Ways }));
        await visitor.Page.GotoAsync(path);
        var link = visitor.Page.Locator("[data-provider]");
        await Assertions.Expect(link).ToContainTextAsync(text);
        await Assertions.Expect(link).ToHaveAttributeAsync("href", way);
        await Assertions.Expect(link).ToBeFocusedAsync();
        await visitor.CheckAccessAsync();
        await visitor.KeepPictureAsync($"sign-in-provider-{locale[..2]}");
    }

    [Fact]
    public async Task A_form_waits_while_another_tab_signs_in()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401");
        await talent.SignInAsync("/pass#/service/settlement", "zhang-hui");
        await talent.FillAsync();
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已保存");
        await talent.Page.RouteAsync("**/api/v1/sign-in/providers", route => route.FulfillAsync(new() { ContentType = "application/json", Body = Ways }));
        await talent.LoseSessionAsync();
        await talent.Page.Locator("#send-request").ClickAsync();
        var link = talent.Page.Locator("[data-provider]");
        await Assertions.Expect(link).ToHaveAttributeAsync("target", "_blank");
        await Assertions.Expect(talent.Page.GetByText("您填写的内容都在")).ToBeVisibleAsync();
        var other = await talent.OpenTabAsync("/pass");
        await other.Locator("[data-account='zhang-hui']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("zh-CN", "这里还没有可用的登录方式")]
    [InlineData("en-GB", "No sign-in is set up here")]
    public async Task Without_a_way_to_sign_in_the_page_says_so(string locale, string said)
    {
        var visitor = await ArriveAsync(phone: true, locale);
        await visitor.Page.RouteAsync("**/api/v1/sign-in/providers", route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"items":[]}""" }));
        await visitor.Page.GotoAsync("/hall");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync(said);
        await visitor.CheckAccessAsync();
    }
}
