using TalentPass.Functions.Tests.Files;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Browser.Tests;

/// <summary>
/// Hall staff file a request for a person at the counter: they scan the code, file a service that the person is entitled
/// to, and hand over the receipt.
/// </summary>
public sealed class When_hall_staff_file_for_somebody(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "鄞州区", "收件回执")]
    [InlineData("en-GB", "Yinzhou District", "Receipt")]
    public async Task What_was_scanned_is_who_it_is_for_and_the_talent_has_the_request(string locale, string area, string receipt)
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "li-wei");
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        var code = await talent.Page.Locator("#code-text").InputValueAsync();

        var hall = await ArriveAsync(locale: locale);
        await hall.SignInAsync("/hall", "hall-1");
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
        await hall.Page.Locator("[data-file='medical-green-lane']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator(".holder")).ToHaveTextAsync("李*");
        await hall.Page.Locator("#area").SelectOptionAsync(new SelectOptionValue { Label = area });
        await hall.Page.Locator("[data-paper='kinship-proof']").SetInputFilesAsync(new FilePayload { Name = "kinship.pdf", MimeType = "application/pdf", Buffer = FileCalls.Pdf });
        await Assertions.Expect(hall.Page.GetByText("kinship.pdf")).ToBeVisibleAsync();
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-filing-{locale[..2]}");
        await hall.SubmitAsync();
        await Assertions.Expect(hall.Page.Locator("#receipt")).ToContainTextAsync(receipt);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-receipt-{locale[..2]}");
        var number = await hall.Page.Locator("#receipt .number").First.TextContentAsync();

        await talent.Page.GotoAsync($"/pass#/request/{number}");
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        await Assertions.Expect(talent.Page.GetByText("鄞州区", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("[data-file]")).ToHaveCountAsync(1);

        // After a reload, the page has forgotten the person who was scanned.
        await hall.Page.ReloadAsync();
        await Assertions.Expect(hall.Page.Locator("#code")).ToBeVisibleAsync();
        Assert.EndsWith("#/scan", hall.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_is_filed_at_once_and_each_part_has_its_number()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "zhang-hui");
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        var hall = await ArriveAsync();
        await hall.SignInAsync("/hall", "hall-1");
        await hall.Page.Locator("#code").FillAsync(await talent.Page.Locator("#code-text").InputValueAsync());
        await hall.Page.Locator("#code").PressAsync("Enter");
        await hall.Page.Locator("[data-bundle='family-move']").ClickAsync();
        await hall.FillAsync();
        await hall.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#receipt [data-state='submitted']")).ToHaveCountAsync(1);
        await Assertions.Expect(hall.Page.Locator("#receipt [data-state='waiting']")).ToHaveCountAsync(2);
        await Assertions.Expect(hall.Page.Locator("#receipt .number")).ToHaveCountAsync(6);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-bundle-receipt");
        await talent.Page.GotoAsync("/pass#/requests");
        await Assertions.Expect(talent.Page.Locator("[data-number]")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_guest_from_a_partner_city_is_read_from_the_document_and_the_desk_sees_the_home_city()
    {
        using var zhoushan = new TestCity("330900");
        var hall = await ArriveAsync();
        hall.Expect("422");
        await hall.SignInAsync("/hall", "hall-1");
        await hall.Page.Locator("#code").FillAsync(zhoushan.Show(2, 1, TimeProvider.System.GetUtcNow()));
        await hall.Page.Locator("#code").PressAsync("Enter");
        await Assertions.Expect(hall.Page.Locator("[data-file]")).ToHaveCountAsync(3);
        await hall.Page.Locator("[data-file='medical-green-lane']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator(".holder")).ToContainTextAsync("舟山");
        await Assertions.Expect(hall.Page.Locator("input[type=file]")).ToHaveCountAsync(0);
        await hall.Page.GetByLabel("姓名", new() { Exact = true }).FillAsync("ERIKSSON ANNA");
        await hall.Page.GetByLabel("证件类型").SelectOptionAsync("passport");
        await hall.Page.GetByLabel("证件号码", new() { Exact = true }).FillAsync("L898902C3");
        await hall.FillAsync();
        await hall.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("[aria-invalid='true']")).ToHaveCountAsync(1);
        await hall.CheckAccessAsync();
        await hall.Page.Locator("[aria-invalid='true']").FillAsync("DEU");
        await hall.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#receipt")).ToContainTextAsync("舟山");
        var number = await hall.Page.Locator("#receipt .number").First.TextContentAsync();

        var desk = await ArriveAsync();
        await desk.SignInAsync("/desk", "desk-health");
        await desk.Page.Locator($"[data-number='{number}']").ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".case")).ToContainTextAsync("舟山人才");
    }

    [Fact]
    public async Task Nothing_can_be_filed_on_a_used_code()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "wu-hong");
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        var code = await talent.Page.Locator("#code-text").InputValueAsync();
        var hall = await ArriveAsync();
        await hall.SignInAsync("/hall", "hall-2");
        foreach (var (outcome, files) in new[] { ("valid", true), ("already_used", false) })
        {
            await hall.Page.Locator("#code").FillAsync(code);
            await hall.Page.Locator("#code").PressAsync("Enter");
            await Assertions.Expect(hall.Page.Locator($"[data-outcome='{outcome}']")).ToBeVisibleAsync();
            Assert.Equal(files, await hall.Page.Locator("[data-file]").CountAsync() > 0);
        }
    }
}
