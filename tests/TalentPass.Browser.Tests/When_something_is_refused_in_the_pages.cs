using System.Net;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>A page that refuses something says what is so and what to do, and has the button that does it where there is one.</summary>
public sealed class When_something_is_refused_in_the_pages(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    private const string Rent = "housing-rent-subsidy";

    [Theory]
    [InlineData("zh-CN", "文件是空的，请重新选择。", "文件有 11.0 MiB，最大 10 MiB", "请填写整数")]
    [InlineData("en-GB", "The file is empty. Choose another.", "The file has 11.0 MiB; at most 10 MiB", "must be a whole number")]
    public async Task An_empty_file_one_that_is_too_large_and_half_a_number_are_named_before_anything_is_sent(string locale, string empty, string large, string whole)
    {
        var talent = await ArriveAsync(phone: true, locale);
        await talent.SignInAsync($"/pass#/service/{Rent}", "wu-hong");
        await talent.StartAgainAsync();
        foreach (var (size, said) in new[] { (0, empty), (11 * 1024 * 1024, large) })
        {
            await talent.Page.Locator("[data-paper='lease-contract']").SetInputFilesAsync(new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = new byte[size] });
            await Assertions.Expect(talent.Page.Locator(".paper .alert")).ToContainTextAsync(said);
        }

        await talent.Page.Locator("[data-name='monthlyRentYuan'] input").FillAsync("12.5");
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#errors")).ToContainTextAsync(whole);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"form-refused-{locale[..2]}");
        await talent.StartAgainAsync();
    }

    [Fact]
    public async Task Whoever_is_not_recognised_is_led_from_a_refused_filing_to_the_recognition()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("403|422");
        await talent.SignInAsync($"/pass#/service/{Rent}", "nobody");
        await talent.FillAsync();
        await talent.SendAsync();
        await Assertions.Expect(talent.Page.Locator("form .alert").First).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.Page.Locator("#recognition").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("h1")).ToHaveTextAsync("人才认定");
    }

    [Fact]
    public async Task A_scan_of_a_frozen_pass_says_who_can_unfreeze_it_and_how()
    {
        var code = await CodeOfAsync("schmidt");
        using var talent = await App.SignInAsync("schmidt");
        (await talent.PostJsonAsync("/api/v1/passes/current/freeze", new { })).Is(HttpStatusCode.OK);
        var hall = await CounterAsync();
        await TypeAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='suspended'] .advice")).ToContainTextAsync("解冻后重新出示");
        (await talent.PostJsonAsync("/api/v1/passes/current/unfreeze", new { })).Is(HttpStatusCode.OK);
    }

    // The page offers what was allowed when it was drawn; the desk may be faster.
    [Fact]
    public async Task What_came_too_late_says_how_the_request_stands_now_and_what_is_still_possible()
    {
        using var client = await App.SignInAsync("zhang-hui");
        var number = (await RequestCalls.FileAsync(client, Rent)).Text("number");
        using var desk = await App.SignInAsync("desk-housing-2");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        var (talent, officer) = (await ArriveAsync(phone: true), await ArriveAsync());
        talent.Expect("409");
        officer.Expect("412");
        await talent.SignInAsync($"/pass#/request/{number}", "zhang-hui");
        await talent.Page.Locator("button[data-action='withdraw']").ClickAsync();
        await talent.Page.Locator("dialog textarea").FillAsync("不再需要");
        await officer.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await Assertions.Expect(officer.Page.Locator(".case button[data-action='claim']")).ToBeVisibleAsync();
        await RequestCalls.ActAsync(desk, $"/api/v1/desks/housing/requests/{number}", "accept", new { });

        await talent.Page.Locator("dialog button[value='go']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("dialog .alert")).ToHaveTextAsync("办件现为“已受理”，不能“撤回”。现在可以：催办。");
        await Assertions.Expect(talent.Page.Locator("dialog textarea")).ToHaveValueAsync("不再需要");
        await officer.Page.Locator(".case button[data-action='claim']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .alert")).ToContainTextAsync("现在的状态：已受理；认领人：住建局经办二。");
    }
}
