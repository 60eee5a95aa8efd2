namespace TalentPass.Browser.Tests;

/// <summary>
/// A form holds only what is known about this person. What is wrong is listed above the form and said at the field, before anything is
/// sent.
/// </summary>
public sealed class When_a_form_is_filled_in(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "例如：6222023901000123456")]
    [InlineData("en-GB", "e.g. 6222023901000123456")]
    public async Task Nothing_of_the_example_is_an_answer(string locale, string hint)
    {
        var talent = await ArriveAsync(phone: true, locale: locale);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "wu-hong");
        await Assertions.Expect(talent.Page.GetByText(hint)).ToBeVisibleAsync();
        Assert.All(await talent.Page.Locator("form [data-answers] :is(input, select, textarea)").EvaluateAllAsync<string[]>("all => all.map(each => each.value)"), Assert.Empty);
        await Assertions.Expect(talent.Page.Locator("form :checked:not(option)")).ToHaveCountAsync(0);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"form-empty-{locale[..2]}");
    }

    [Fact]
    public async Task A_consent_and_another_familys_child_are_left_to_the_person()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/school-enrolment", "wu-hong");
        await Assertions.Expect(talent.Page.Locator("[data-name='childName'] input")).ToHaveValueAsync("");
        await Assertions.Expect(talent.Page.Locator("[data-name='guardianConsent'] input")).Not.ToBeCheckedAsync();
        await talent.Page.Locator("[data-name='childBirthDate'] input").FillAsync("2020-04-12");
        await Assertions.Expect(talent.Page.Locator("[data-name='guardianConsent'] input")).Not.ToBeCheckedAsync();
    }

    [Theory]
    [InlineData("zh-CN", "来自您的档案")]
    [InlineData("en-GB", "From your record")]
    public async Task What_is_on_record_is_filled_in_and_says_so_until_it_is_changed(string locale, string words)
    {
        var talent = await ArriveAsync(phone: true, locale: locale);
        await talent.SignInAsync("/pass#/service/lodging-registration", "schmidt");
        var passport = talent.Page.Locator("[data-name='passportNumber']");
        await Assertions.Expect(passport.Locator("input")).ToHaveValueAsync("C01X00T47");
        await Assertions.Expect(passport.Locator(".from")).ToHaveTextAsync(words);
        await Assertions.Expect(passport.Locator("input")).ToHaveAccessibleDescriptionAsync(new System.Text.RegularExpressions.Regex(words));
        await Assertions.Expect(talent.Page.Locator("[data-name='residenceAddress'] .from")).ToHaveCountAsync(0);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"form-known-{locale[..2]}");
        await passport.Locator("input").FillAsync("C01X00T48");
        await Assertions.Expect(passport.Locator(".from")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_officer_at_the_counter_begins_with_an_empty_form()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "schmidt");
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        var hall = await ArriveAsync();
        await hall.SignInAsync("/hall", "hall-1");
        await hall.Page.Locator("#code").FillAsync(await talent.Page.Locator("#code-text").InputValueAsync());
        await hall.Page.Locator("#code").PressAsync("Enter");
        await hall.Page.Locator("[data-file='lodging-registration']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#submit-request")).ToBeVisibleAsync();
        Assert.All(await hall.Page.Locator("form [data-answers] :is(input, select, textarea)").EvaluateAllAsync<string[]>("all => all.map(each => each.value)"), Assert.Empty);
        await Assertions.Expect(hall.Page.Locator("form :checked:not(option)")).ToHaveCountAsync(0);

        // What the officer has typed stays when the language is switched, and nothing of it is stored in the browser.
        await hall.Page.Locator("[data-name='residenceAddress'] input").FillAsync("鄞州区诚信路389号");
        await hall.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(hall.Page.GetByLabel("Address in Ningbo")).ToHaveValueAsync("鄞州区诚信路389号");
        Assert.DoesNotContain("诚信路", await hall.Page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "请填写整数", "租期（月）：请填写整数")]
    [InlineData("en-GB", "must be a whole number", "Stay in months: must be a whole number")]
    public async Task A_number_is_neither_turned_by_the_wheel_nor_left_out_half_typed(string locale, string words, string listed)
    {
        var talent = await ArriveAsync(locale: locale);
        await talent.SignInAsync("/pass#/service/housing-talent-flat", "li-wei");
        await talent.FillAsync();
        var months = talent.Page.Locator("[data-name='stayMonths'] input");
        await months.FillAsync("24");
        await months.FocusAsync();
        await months.HoverAsync();
        await talent.Page.Mouse.WheelAsync(0, 300);
        await months.PressAsync("ArrowUp");
        await Assertions.Expect(months).ToHaveValueAsync("24");
        foreach (var wrong in new[] { "12-", "12.5" })
        {
            await months.FillAsync(wrong);
            await talent.Page.Locator("#submit-request").ClickAsync();
            await Assertions.Expect(months).ToBeFocusedAsync();
            await Assertions.Expect(talent.Page.Locator("[data-name='stayMonths'] .error")).ToHaveTextAsync(words);
            await Assertions.Expect(talent.Page.Locator("#errors li")).ToHaveTextAsync([listed]);
        }

        await talent.CheckAccessAsync();
        // Digits of a Chinese input method are digits.
        await months.FillAsync("２４");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.GetByText("24", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_date_that_is_half_typed_is_not_left_out()
    {
        var talent = await ArriveAsync(locale: "en-GB");
        await talent.SignInAsync("/pass#/service/lodging-registration", "schmidt");
        await talent.FillAsync();
        var leaves = talent.Page.Locator("[data-name='leavesOn'] input");
        await leaves.PressSequentiallyAsync("12");
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(leaves).ToBeFocusedAsync();
        await Assertions.Expect(talent.Page.Locator("[data-name='leavesOn'] .error")).ToHaveTextAsync("is not a whole date");
    }

    [Fact]
    public async Task What_is_missing_is_listed_with_links_and_nothing_is_sent()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "chen-hk");
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#errors li")).ToHaveCountAsync(8);
        await Assertions.Expect(talent.Page.Locator("[data-name='area'] select")).ToBeFocusedAsync();
        await talent.Page.Locator("#errors a", new() { HasText = "银行账号" }).ClickAsync();
        await Assertions.Expect(talent.Page.GetByLabel("银行账号")).ToBeFocusedAsync();
        Assert.EndsWith("#/service/housing-rent-subsidy", talent.Page.Url, StringComparison.Ordinal);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("form-errors");
    }
}
