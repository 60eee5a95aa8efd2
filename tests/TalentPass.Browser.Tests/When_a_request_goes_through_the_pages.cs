namespace TalentPass.Browser.Tests;

/// <summary>
/// A request goes from the talent's phone to the department's desk, and the result goes back. Every step uses the pages.
/// </summary>
public sealed class When_a_request_goes_through_the_pages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task The_talent_files_the_desk_decides_and_the_talent_sees_it()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/services", "li-wei");
        await talent.Page.Locator("[data-service='housing-rent-subsidy']").ClickAsync();
        await talent.KeepPictureAsync("pass-form");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        var number = new Uri(talent.Page.Url).Fragment.Split('/')[^1];

        var desk = await ArriveAsync();
        await desk.SignInAsync("/desk", "desk-housing");
        await desk.Page.Locator($"[data-number='{number}']").ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".case .facts").First).ToContainTextAsync(number);
        foreach (var action in new[] { "claim", "accept" })
        {
            await desk.Page.Locator($".case button[data-action='{action}']").ClickAsync();
            await Assertions.Expect(desk.Page.Locator($".case .timeline [data-action='{action}']")).ToBeVisibleAsync();
        }

        await desk.KeepPictureAsync("desk");
        foreach (var point in await desk.Page.Locator("[data-point]").EvaluateAllAsync<string[]>("all => all.map(each => each.dataset.point)"))
        {
            await desk.Page.Locator($"[data-point='{point}'] button[data-met='true']").ClickAsync();
            await desk.Page.Locator("dialog button[value='go']").ClickAsync();
            await Assertions.Expect(desk.Page.Locator($"[data-point='{point}'] small")).ToContainTextAsync("住建局经办一");
        }

        await desk.Page.Locator(".case button[data-action='approve']").ClickAsync();
        await desk.Page.Locator("dialog").GetByLabel("决定").SelectOptionAsync("grant");
        await desk.Page.Locator("dialog").GetByLabel("每月补贴金额").First.FillAsync("1500");
        await desk.Page.Locator("dialog").GetByLabel("备注").FillAsync("按月发放，每月 1500 元。");
        await desk.KeepPictureAsync("desk-dialog", whole: false);
        await desk.Page.Locator("dialog button.good").ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".case [data-state='approved']").First).ToBeVisibleAsync();

        await talent.Page.GotoAsync("/pass#/requests");
        await Assertions.Expect(talent.Page.Locator($"[data-number='{number}'] [data-state='approved']")).ToBeVisibleAsync();
        await talent.Page.Locator($"[data-number='{number}']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline [data-action='approve'] .note")).ToContainTextAsync("按月发放，每月 1500 元。");
        await talent.KeepPictureAsync("pass-request");
    }

    [Fact]
    public async Task A_wrong_answer_is_shown_beside_its_field_and_a_second_press_files_nothing_twice()
    {
        var talent = await ArriveAsync(phone: true, locale: "en-GB");
        await talent.SignInAsync("/pass#/service/settlement", "zhang-hui");
        await talent.FillAsync();
        var address = talent.Page.GetByLabel("Present household address");
        await address.FillAsync("");
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(address).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(address).ToBeFocusedAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("pass-form-errors");

        await address.FillAsync("江苏省苏州市姑苏区平江街道");
        await talent.Page.Locator("#submit-request").ClickAsync();
        await talent.Page.Locator("#send-request").DblClickAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        await talent.Page.GotoAsync("/pass#/requests");
        await Assertions.Expect(talent.Page.Locator("[data-number]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Of_two_officers_with_the_same_case_the_slower_one_sees_it_changed()
    {
        var talent = await ArriveAsync();
        await talent.SignInAsync("/pass#/service/housing-youth-station", "wu-hong");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        var number = new Uri(talent.Page.Url).Fragment.Split('/')[^1];

        var first = await ArriveAsync();
        var second = await ArriveAsync();
        foreach (var (officer, account) in new[] { (first, "desk-housing"), (second, "desk-housing-2") })
        {
            await officer.SignInAsync($"/desk#/case/{number}", account);
            await Assertions.Expect(officer.Page.Locator(".case button[data-action='claim']")).ToBeVisibleAsync();
        }

        await first.Page.Locator(".case button[data-action='claim']").ClickAsync();
        await Assertions.Expect(first.Page.Locator(".case .done")).ToBeVisibleAsync();
        second.Expect("412");
        await second.Page.Locator(".case button[data-action='claim']").ClickAsync();
        await Assertions.Expect(second.Page.Locator(".case .alert")).ToContainTextAsync("此办件刚被他人更新，已重新载入。 认领 · 住建局经办一");
        await Assertions.Expect(second.Page.Locator(".case")).ToContainTextAsync("住建局经办一");
        await Assertions.Expect(second.Page.Locator(".case button[data-action='claim']")).ToHaveCountAsync(0);
        await second.KeepPictureAsync("desk-changed");

        await first.Page.Locator(".case button[data-action='accept']").ClickAsync();
        await first.Page.Locator(".case button[data-action='refuse']").ClickAsync();
        await first.Page.Locator("dialog button.bad").ClickAsync();
        await Assertions.Expect(first.Page.Locator("dialog")).ToBeVisibleAsync();
        await first.Page.Locator("dialog textarea").FillAsync("毕业已超过六个月。");
        await first.Page.Locator("dialog button.bad").ClickAsync();
        await Assertions.Expect(first.Page.Locator(".case .timeline [data-action='refuse'] .note")).ToHaveTextAsync("毕业已超过六个月。");
    }
}
