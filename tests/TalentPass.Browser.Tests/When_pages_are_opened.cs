namespace TalentPass.Browser.Tests;

/// <summary>
/// Opens every page in both languages. axe-core must find no accessibility problem, and there must be no console error and
/// no request to another origin.
/// </summary>
public sealed class When_pages_are_opened(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    public static TheoryData<bool, string> Screens => new() { { true, "zh-CN" }, { true, "en-GB" }, { false, "zh-CN" }, { false, "en-GB" } };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task The_choice_and_each_sign_in_have_no_barrier(bool phone, string locale)
    {
        var visitor = await ArriveAsync(phone, locale);
        await visitor.Page.GotoAsync("/");
        await Assertions.Expect(visitor.Page.Locator(".door")).ToHaveCountAsync(6);
        await visitor.CheckAccessAsync();
        await visitor.KeepPictureAsync($"home-{Name(phone, locale)}");
        foreach (var page in new[] { "pass", "hall", "desk" })
        {
            await visitor.Page.GotoAsync($"/{page}");
            await Assertions.Expect(visitor.Page.Locator("[data-account]").First).ToBeVisibleAsync();
            await visitor.CheckAccessAsync();
            await visitor.KeepPictureAsync($"sign-in-{page}-{Name(phone, locale)}");
        }
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task The_talents_views_have_no_barrier(bool phone, string locale)
    {
        var talent = await ArriveAsync(phone, locale);
        await talent.SignInAsync("/pass", "zhang-hui");
        await CheckAsync(talent, ".picture svg", $"pass-{Name(phone, locale)}");
        await talent.Page.GotoAsync("/pass#/services");
        await CheckAsync(talent, "[data-service]", $"services-{Name(phone, locale)}");
        await talent.Page.GotoAsync("/pass#/service/settlement");
        await CheckAsync(talent, "#submit-request", $"service-{Name(phone, locale)}");
        await talent.SubmitAsync();
        await CheckAsync(talent, ".timeline", $"request-{Name(phone, locale)}");
        await talent.Page.GotoAsync("/pass#/requests");
        await CheckAsync(talent, "[data-number]", $"requests-{Name(phone, locale)}");
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task The_desks_views_have_no_barrier(bool phone, string locale)
    {
        var talent = await ArriveAsync();
        await talent.SignInAsync("/pass#/service/medical-green-lane", "li-wei");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline")).ToBeVisibleAsync();

        var desk = await ArriveAsync(phone, locale);
        await desk.SignInAsync("/desk", "desk-health");
        await CheckAsync(desk, ".queue [data-number]", $"queue-{Name(phone, locale)}");
        await desk.Page.Locator(".queue [data-number]").First.ClickAsync();
        await CheckAsync(desk, ".case .timeline", $"case-{Name(phone, locale)}");
        await desk.Page.Locator(".case button[data-action='note']").ClickAsync();
        await CheckAsync(desk, "dialog", $"note-{Name(phone, locale)}");
    }

    [Fact]
    public async Task The_switch_changes_every_word_and_is_remembered()
    {
        var visitor = await ArriveAsync(locale: "zh-CN");
        await visitor.Page.GotoAsync("/");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("您是哪一位？");
        await visitor.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Who are you?");
        await Assertions.Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visitor.SignInAsync("/pass#/services", "li-wei");
        await Assertions.Expect(visitor.Page.Locator("[data-service='settlement'] strong")).Not.ToContainTextAsync("落户");
        await visitor.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-service='settlement'] strong")).ToContainTextAsync("落户");
    }

    [Fact]
    public async Task The_reference_shows_every_operation_without_asking_another_host()
    {
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync("/docs");
        var count = await visitor.Page.EvaluateAsync<int>(
            "async () => Object.values((await (await fetch('/openapi/v1.json')).json()).paths).flatMap(path => Object.keys(path).filter(each => ['get', 'post', 'put', 'delete', 'patch', 'head'].includes(each))).length");
        Assert.True(count > 10);
        await Assertions.Expect(visitor.Page.Locator(".opblock")).ToHaveCountAsync(count);
        await visitor.KeepPictureAsync("docs", whole: false);
    }

    private static async Task CheckAsync(Visitor visitor, string selector, string picture)
    {
        await Assertions.Expect(visitor.Page.Locator(selector).First).ToBeVisibleAsync();
        await visitor.CheckAccessAsync();
        await visitor.KeepPictureAsync(picture);
    }

    private static string Name(bool phone, string locale) => $"{(phone ? "phone" : "desktop")}-{locale[..2]}";
}
