namespace TalentPass.Browser.Tests;

/// <summary>An officer proposes what takes two people, and the approver confirms it in the page of the desk (复核).</summary>
public sealed class When_two_people_decide_in_the_pages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task An_extension_waits_for_the_approver_and_takes_effect_when_it_is_confirmed()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "li-wei");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        var number = new Uri(talent.Page.Url).Fragment.Split('/')[^1];

        var officer = await ArriveAsync();
        await officer.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await officer.Page.Locator(".case button[data-action='accept']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .timeline [data-action='accept']")).ToBeVisibleAsync();
        var due = await officer.Page.Locator(".case .facts div:has(dt:text-is('决定期限')) dd").First.TextContentAsync();
        await officer.Page.Locator(".case button[data-action='extend']").ClickAsync();
        var dialog = officer.Page.Locator("dialog");
        await dialog.GetByLabel("工作日").FillAsync("10");
        await dialog.GetByLabel("理由").FillAsync("案情复杂");
        await dialog.GetByLabel("批准人").SelectOptionAsync("desk-housing-2");
        await officer.CheckAccessAsync();
        await dialog.Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case")).ToContainTextAsync("住建局经办一 → 住建局经办二");
        await Assertions.Expect(officer.Page.Locator(".case button[data-action='confirm']")).ToHaveCountAsync(0);
        Assert.Equal(due, await officer.Page.Locator(".case .facts div:has(dt:text-is('决定期限')) dd").First.TextContentAsync());
        await officer.CheckAccessAsync();
        await officer.KeepPictureAsync("desk-awaiting");

        var approver = await ArriveAsync();
        await approver.SignInAsync($"/desk#/case/{number}", "desk-housing-2");
        await approver.Page.Locator(".case button[data-action='confirm']").ClickAsync();
        await Assertions.Expect(approver.Page.Locator(".case .timeline [data-action='confirm']")).ToBeVisibleAsync();
        await Assertions.Expect(approver.Page.Locator(".case .facts div:has(dt:text-is('决定期限')) dd").First).Not.ToHaveTextAsync(due!);
        await Assertions.Expect(approver.Page.Locator(".case button[data-action='confirm']")).ToHaveCountAsync(0);
    }
}
