namespace TalentPass.Browser.Tests;

/// <summary>
/// A talent files a bundle: one form for several departments. The tests check in the pages which questions the form asks,
/// which requests are filed, and the progress of the bundle.
/// </summary>
public sealed class When_a_bundle_is_filed_in_the_pages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData("li-wei", "new-arrival", "submitted submitted submitted", "落户区域,租住区域")]
    [InlineData("schmidt", "foreign-arrival", "submitted waiting", "Passport number,Passport valid until,Nationality")]
    [InlineData("zhang-hui", "family-move", "submitted waiting waiting", "落户区域,意向就读区域,意向工作区域")]
    public async Task Each_is_one_form_and_shows_its_parts_and_the_whole(string account, string bundle, string states, string askedOnce)
    {
        var talent = await ArriveAsync(phone: true, locale: account == "schmidt" ? "en-GB" : "zh-CN");
        await talent.SignInAsync("/pass#/services", account);
        await talent.Page.Locator($"[data-bundle='{bundle}']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"bundle-{bundle}");
        await Assertions.Expect(talent.Page.Locator("form [data-part]")).ToHaveCountAsync(states.Split(' ').Length);
        foreach (var once in askedOnce.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            await Assertions.Expect(talent.Page.GetByLabel(once, new() { Exact = true })).ToHaveCountAsync(1);
        }

        await talent.FillAsync();
        await talent.SendAsync();
        var parts = talent.Page.Locator("[data-number]");
        await Assertions.Expect(parts).ToHaveCountAsync(states.Split(' ').Length);
        Assert.Equal(states, string.Join(' ', await talent.Page.Locator("[data-number] [data-state]").EvaluateAllAsync<string[]>("all => all.map(each => each.dataset.state)")));
        await Assertions.Expect(talent.Page.Locator("progress")).ToHaveAttributeAsync("value", "0");
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"filed-{bundle}");

        await parts.First.ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        await talent.Page.Locator($"a[href^='#/filed/{bundle}/']").ClickAsync();
        await Assertions.Expect(parts).ToHaveCountAsync(states.Split(' ').Length);
    }

    [Fact]
    public async Task What_a_part_refuses_is_shown_at_its_field()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("422");
        await talent.SignInAsync("/pass#/bundle/new-arrival", "wu-hong");
        await talent.FillAsync();
        await talent.Page.GetByLabel("银行账号").FillAsync("1");
        await talent.SendAsync();
        await Assertions.Expect(talent.Page.GetByLabel("银行账号")).ToHaveAttributeAsync("aria-invalid", "true");
        await talent.Page.GotoAsync("/pass#/requests");
        await Assertions.Expect(talent.Page.GetByText("还没有办件。")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_paper_is_required_when_the_answers_of_its_part_need_it()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/bundle/family-move", "zhang-hui");
        var report = talent.Page.Locator(".paper:has([data-tick='study-record'])");
        await Assertions.Expect(report).ToHaveAttributeAsync("data-needed", "false");
        await talent.Page.Locator("[data-part='school-enrolment'] [data-name='grade'] select").SelectOptionAsync("grade-3");
        await Assertions.Expect(report).ToHaveAttributeAsync("data-needed", "true");
        await Assertions.Expect(report).ToContainTextAsync("必需");
        await talent.Page.Locator("[data-part='school-enrolment'] [data-name='grade'] select").SelectOptionAsync("grade-1");
        await Assertions.Expect(report).ToHaveAttributeAsync("data-needed", "false");
        await Assertions.Expect(report).ToContainTextAsync("您的情况不需要");
    }
}
