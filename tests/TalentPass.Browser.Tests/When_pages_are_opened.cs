namespace TalentPass.Browser.Tests;

/// <summary>
/// Opens every page in both languages. axe-core must find no accessibility problem, and there must be no console error and
/// no request to another origin.
/// </summary>
public sealed class When_pages_are_opened(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    public static TheoryData<bool, string> Screens => new() { { true, "zh-CN" }, { true, "en-GB" }, { false, "zh-CN" }, { false, "en-GB" } };

    private static readonly (string View, string Selector)[] TalentViews =
    [
        ("services", "[data-service]"), ("service/medical-green-lane", "#submit-request"), ("bundle/new-arrival", "#submit-request"),
        ("requests", "#no-requests, [data-number]"), ("entitlements", "[data-entitlement]"), ("looks", "#no-looks, [data-look]"),
        ("messages", "[data-message], #no-messages"), ("channels", "#channel-language"),
    ];

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
        foreach (var view in new[] { ("entitlements", "[data-entitlement]"), ("looks", "#no-looks, [data-look]") })
        {
            await talent.Page.GotoAsync($"/pass#/{view.Item1}");
            await CheckAsync(talent, view.Item2, $"{view.Item1}-{Name(phone, locale)}");
        }

        await talent.Page.GotoAsync("/progress");
        await CheckAsync(talent, "#look-up", $"progress-{Name(phone, locale)}");
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
        await visitor.CheckAccessAsync();
        await visitor.Page.Locator("#operations-sign-in-SignInAsDemoAccount .opblock-summary-control").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#operations-sign-in-SignInAsDemoAccount pre[tabindex='0']").First).ToBeVisibleAsync();
        await visitor.CheckAccessAsync();
        await visitor.KeepPictureAsync("docs", whole: false);
    }

    [Theory]
    [InlineData(true, "zh-CN")]
    [InlineData(false, "en-GB")]
    public async Task Every_page_and_view_has_no_barrier_in_the_dark(bool phone, string locale)
    {
        var visitor = await ArriveAsync(phone, locale);
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        foreach (var (path, selector) in new[] { ("/", ".door"), ("/progress", "#look-up"), ("/verify", "#number"), ("/hall", "[data-account]"), ("/desk", "[data-account]") })
        {
            await visitor.Page.GotoAsync(path);
            await CheckAsync(visitor, selector, $"dark{path.Replace('/', '-')}-{Name(phone, locale)}");
        }

        await visitor.SignInAsync("/pass", "li-wei");
        await CheckAsync(visitor, ".picture svg", $"dark-pass-{Name(phone, locale)}");
        foreach (var (view, selector) in TalentViews)
        {
            await visitor.Page.GotoAsync($"/pass#/{view}");
            await CheckAsync(visitor, selector, $"dark-{view.Replace('/', '-')}-{Name(phone, locale)}");
        }
    }

    [Fact]
    public async Task A_view_that_takes_a_while_says_that_it_is_loading()
    {
        var visitor = await ArriveAsync(phone: true);
        await visitor.SignInAsync("/pass", "li-wei");
        await Assertions.Expect(visitor.Page.Locator(".picture svg")).ToBeVisibleAsync();
        TaskCompletionSource gate = new();
        await visitor.Page.RouteAsync("**/api/v1/requests?*", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        await visitor.Page.GotoAsync("/pass#/requests");
        await Assertions.Expect(visitor.Page.Locator(".loading")).ToHaveTextAsync("正在加载…");
        await Assertions.Expect(visitor.Page.Locator(".loading")).ToBeVisibleAsync();
        await visitor.CheckAccessAsync();
        gate.SetResult();
        await Assertions.Expect(visitor.Page.Locator("#no-requests, [data-number]").First).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator(".loading")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(375, 1)]
    [InlineData(1280, 2)]
    [InlineData(3840, 1)]
    public async Task No_page_is_wider_than_the_screen_also_at_twice_the_size(int width, int zoom)
    {
        var visitor = await ArriveAsync(locale: "en-GB");
        // A browser's zoom of 200 % leaves half as many CSS pixels.
        await visitor.Page.SetViewportSizeAsync(width / zoom, 900);
        foreach (var path in new[] { "/", "/progress", "/verify", "/nothing" })
        {
            visitor.Expect("404");
            await visitor.Page.GotoAsync(path);
            await Assertions.Expect(visitor.Page.Locator("h1").First).ToBeVisibleAsync();
            Assert.False(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), path);
        }

        await visitor.SignInAsync("/pass", "li-wei");
        foreach (var (view, selector) in TalentViews)
        {
            await visitor.Page.GotoAsync($"/pass#/{view}");
            await Assertions.Expect(visitor.Page.Locator(selector).First).ToBeVisibleAsync();
            Assert.False(await visitor.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), view);
        }
    }

    [Fact]
    public async Task Forced_colours_leave_the_code_and_every_frame()
    {
        var visitor = await ArriveAsync(phone: true);
        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await visitor.SignInAsync("/pass", "li-wei");
        await Assertions.Expect(visitor.Page.Locator(".picture svg")).ToHaveCSSAsync("forced-color-adjust", "none");
        await visitor.Page.GotoAsync("/pass#/entitlements");
        await Assertions.Expect(visitor.Page.Locator(".entitlement").First).ToHaveCSSAsync("border-top-width", "1px");
        await visitor.CheckAccessAsync();
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task A_wrong_address_gets_a_page_with_the_ways_on(bool phone, string locale)
    {
        var visitor = await ArriveAsync(phone, locale);
        visitor.Expect("404");
        await visitor.Page.GotoAsync("/passs");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("没有这个页面");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "There is no such page" })).ToBeVisibleAsync();
        await visitor.CheckAccessAsync();
        await visitor.KeepPictureAsync($"not-found-{Name(phone, locale)}");
        await visitor.Page.Locator("a[href='/progress']").First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#look-up")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("pass", "/pass")]
    [InlineData("hall", "/hall")]
    [InlineData("desk", "/desk")]
    public async Task A_page_can_be_installed_and_opens_where_it_was(string page, string start)
    {
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync($"/{page}");
        var told = await visitor.Page.EvaluateAsync<string>("""
            async () => {
              const manifest = await (await fetch(document.querySelector("link[rel=manifest]").href)).json();
              const icons = await Promise.all(manifest.icons.map(async icon => (await createImageBitmap(await (await fetch(icon.src)).blob()).catch(() => ({ width: 0 }))).width));
              return `${manifest.start_url} ${manifest.display} ${icons}`;
            }
            """);
        // The first icon is an SVG, which has no size of its own.
        Assert.Equal($"{start} standalone 0,192,512,512", told);
    }

    private static async Task CheckAsync(Visitor visitor, string selector, string picture)
    {
        await Assertions.Expect(visitor.Page.Locator(selector).First).ToBeVisibleAsync();
        await visitor.CheckAccessAsync();
        await visitor.KeepPictureAsync(picture);
    }

    private static string Name(bool phone, string locale) => $"{(phone ? "phone" : "desktop")}-{locale[..2]}";
}
