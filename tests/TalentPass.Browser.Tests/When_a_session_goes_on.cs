using System.Collections.Concurrent;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A session is renewed while somebody works, and nobody sees it. When it is over, what somebody was in the middle of comes back to the
/// same person, and is shown to nobody else.
/// </summary>
public sealed class When_a_session_goes_on(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    private const string Refresh = "/api/v1/sign-in/refresh";
    private const string Words = "申请人已补交材料，待核对";

    [Fact]
    public async Task It_is_renewed_in_the_middle_of_a_form_and_no_script_sees_a_token()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401");
        ConcurrentQueue<string> calls = new(), headers = new();
        talent.Page.Request += (_, request) =>
        {
            calls.Enqueue($"{request.Method} {new Uri(request.Url).AbsolutePath}");
            headers.Enqueue(string.Join(' ', request.Headers.Keys));
        };
        await talent.SignInAsync("/pass#/service/settlement", "zhang-hui");
        await talent.FillAsync();
        await talent.LoseAccessAsync();
        await talent.Page.Locator("[data-name] input").First.PressSequentiallyAsync(" ");
        await talent.SendAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        Assert.Single(calls, $"POST {Refresh}");
        Assert.DoesNotContain(headers, each => each.Contains("authorization", StringComparison.OrdinalIgnoreCase));
        var seen = await talent.Page.EvaluateAsync<string>("JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])");
        foreach (var cookie in (await talent.Page.Context.CookiesAsync()).Where(each => each.HttpOnly))
        {
            Assert.DoesNotContain(cookie.Value, seen, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await talent.Page.Context.CookiesAsync()).Count(each => each.HttpOnly && each.Secure && each.SameSite == SameSiteAttribute.Strict));
    }

    [Fact]
    public async Task It_is_renewed_before_its_time_is_over()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.Page.Clock.InstallAsync();
        await talent.SignInAsync("/pass#/services", "li-wei");
        await Assertions.Expect(talent.Page.Locator("[data-service]").First).ToBeVisibleAsync();
        var renewed = talent.Page.WaitForResponseAsync(each => each.Url.EndsWith(Refresh, StringComparison.Ordinal));
        await talent.Page.Clock.FastForwardAsync("14:01");
        Assert.Equal(200, (await renewed).Status);
    }

    [Fact]
    public async Task A_renewal_that_nobody_answers_loses_nothing()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401|503|ERR_FAILED");
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "wu-hong");
        await talent.StartAgainAsync();
        await talent.Page.RouteAsync($"**{Refresh}", route => route.AbortAsync());
        await talent.LoseAccessAsync();
        await talent.Page.Locator("[data-name='rentalAddress'] input").FillAsync(Words);
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已存在本机");
        await Assertions.Expect(talent.Page.Locator("[data-account]")).ToHaveCountAsync(0);
        await talent.Page.UnrouteAsync($"**{Refresh}");
        await talent.Page.EvaluateAsync("dispatchEvent(new Event('online'))");
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已保存");
    }

    [Fact]
    public async Task A_filing_that_meets_the_end_of_the_session_is_filed_once_by_the_same_person()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401");
        await talent.SignInAsync("/pass#/service/medical-green-lane", "schmidt");
        await talent.FillAsync();
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#send-request")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync("已保存");
        await talent.LoseSessionAsync();
        await talent.Page.Locator("#send-request").ClickAsync();
        await Assertions.Expect(talent.Page.GetByText("登录已失效，请重新登录。")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("form, #send-request")).ToHaveCountAsync(0);
        await talent.CheckAccessAsync();
        await talent.Page.Locator("[data-account='schmidt']").ClickAsync();

        // Nothing is pressed again.
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        using var client = await App.SignInAsync("schmidt");
        Assert.Single((await client.GetJsonAsync("/api/v1/requests")).Items, each => each.GetProperty("service").GetString() == "medical-green-lane");
    }

    [Fact]
    public async Task What_is_typed_in_a_dialog_comes_back_to_the_same_officer()
    {
        var number = (await FileManyAsync(1))[0];
        var officer = await OfficerAsync(number);
        await officer.LoseSessionAsync();
        await officer.Page.Locator("dialog button[value='go']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator("[data-account='desk-housing']")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator("dialog, .case")).ToHaveCountAsync(0);
        await officer.Page.Locator("[data-account='desk-housing']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .note").GetByText(Words)).ToHaveCountAsync(1);
        await Assertions.Expect(officer.Page.Locator("dialog")).ToHaveCountAsync(0);
        using var desk = await App.SignInAsync("desk-housing");
        Assert.Single((await desk.GetJsonAsync($"/api/v1/desks/housing/requests/{number}")).Member("timeline").EnumerateArray(), each => each.GetProperty("action").GetString() == "note");
    }

    [Fact]
    public async Task What_is_typed_before_the_page_finds_out_is_there_to_go_on_with()
    {
        var officer = await OfficerAsync((await FileManyAsync(1))[0]);
        await officer.LoseSessionAsync();
        await LookAgainAsync(officer);
        await Assertions.Expect(officer.Page.Locator("[data-account='desk-housing']")).ToBeVisibleAsync();
        await officer.Page.Locator("[data-account='desk-housing']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator("dialog textarea").First).ToHaveValueAsync(Words);
        await Assertions.Expect(officer.Page.Locator("dialog textarea").First).ToBeFocusedAsync();
        await officer.CheckAccessAsync();
        await officer.Page.Locator("dialog button[value='go']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .note").GetByText(Words)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Nobody_else_sees_what_somebody_was_in_the_middle_of()
    {
        var officer = await OfficerAsync((await FileManyAsync(1))[0]);
        // The case at the address is not one of the other officer's.
        officer.Expect("404");
        await officer.LoseSessionAsync();
        await officer.Page.Locator("dialog button[value='go']").ClickAsync();
        await officer.Page.Locator("[data-account='desk-education']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".who")).ToHaveTextAsync("教育局经办");
        await Assertions.Expect(officer.Page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.DoesNotContain(Words, await officer.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "重试")]
    [InlineData("en-GB", "Try again")]
    public async Task A_page_that_does_not_know_who_is_signed_in_asks_once(string locale, string retry)
    {
        var talent = await ArriveAsync(phone: true, locale);
        talent.Expect("ERR_FAILED");
        await talent.SignInAsync("/pass#/looks", "chen-hk");
        await Assertions.Expect(talent.Page.Locator("#no-looks, [data-look]").First).ToBeVisibleAsync();

        // As after the way to a provider and back.
        await talent.Page.EvaluateAsync("localStorage.removeItem('talentpass.session.talent')");
        await talent.Page.RouteAsync($"**{Refresh}", route => route.AbortAsync());
        await talent.Page.ReloadAsync();
        var again = talent.Page.GetByRole(AriaRole.Button, new() { Name = retry });
        await Assertions.Expect(again).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("[data-account]")).ToHaveCountAsync(0);
        await talent.CheckAccessAsync();
        await talent.Page.UnrouteAsync($"**{Refresh}");
        await again.ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#no-looks, [data-look]").First).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".who")).ToBeVisibleAsync();
    }

    /// <summary>An officer who has typed a note and not sent it yet.</summary>
    private async Task<Visitor> OfficerAsync(string number)
    {
        var officer = await ArriveAsync();
        officer.Expect("401");
        await officer.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await officer.Page.Locator(".case button[data-action='note']").ClickAsync();
        await officer.Page.Locator("dialog textarea").First.FillAsync(Words);
        return officer;
    }
}
