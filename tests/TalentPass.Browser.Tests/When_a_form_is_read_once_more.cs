namespace TalentPass.Browser.Tests;

/// <summary>
/// Before a request is sent, the talent reads once more what was filled in, the papers and the consents. Going back loses nothing, and a
/// chosen picture is shown.
/// </summary>
public sealed class When_a_form_is_read_once_more(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "请核对后提交", "在窗口出示", "监护人同意处理未满十四周岁子女信息")]
    [InlineData("en-GB", "Read it once more, then submit", "shown at the counter", "consent")]
    public async Task Everything_is_shown_and_going_back_keeps_it(string locale, string title, string shown, string consent)
    {
        var talent = await ArriveAsync(phone: true, locale);
        await talent.SignInAsync("/pass#/service/school-enrolment", "zhang-hui");
        await talent.FillAsync();
        await talent.Page.Locator("#submit-request").ClickAsync();
        var review = talent.Page.Locator("#review");
        await Assertions.Expect(review).ToBeFocusedAsync();
        await Assertions.Expect(review.Locator("h2")).ToHaveTextAsync(title);
        await Assertions.Expect(review).ToContainTextAsync(shown);
        await Assertions.Expect(review).ToContainTextAsync(consent);
        await Assertions.Expect(talent.Page.Locator("form")).ToBeHiddenAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"form-review-{locale[..2]}");

        await talent.Page.Locator("#back-to-form").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToBeFocusedAsync();
        await Assertions.Expect(talent.Page.Locator("[data-name='guardianConsent'] input")).ToBeCheckedAsync();
        await Assertions.Expect(talent.Page.Locator("#review")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_city_that_is_away_leaves_it_there_and_the_next_press_sends_it()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("503");
        await talent.SignInAsync("/pass#/service/medical-green-lane", "li-wei");
        await talent.FillAsync();
        await talent.Page.Locator("#submit-request").ClickAsync();
        await talent.Page.RouteAsync("**/api/v1/requests", route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = "{}" }));
        await talent.Page.Locator("#send-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#review .alert")).ToBeVisibleAsync();
        await talent.Page.UnrouteAllAsync();
        await talent.Page.Locator("#send-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_chosen_picture_is_shown_and_one_of_a_phone_that_is_not_taken_is_explained()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "wu-hong");
        var chooser = talent.Page.Locator("input[data-paper='lease-contract']");
        var paper = talent.Page.Locator(".paper:has([data-paper='lease-contract'])");
        await chooser.SetInputFilesAsync(new FilePayload { Name = "IMG_0815.HEIC", MimeType = "image/heic", Buffer = "\0\0\0\u0018ftypheic"u8.ToArray() });
        await Assertions.Expect(paper.Locator(".alert")).ToContainTextAsync("HEIC 格式的照片");
        await Assertions.Expect(paper.Locator(".alert")).ToContainTextAsync("兼容性最佳");
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("form-heic");
        await chooser.SetInputFilesAsync(new FilePayload { Name = "lease.png", MimeType = "image/png", Buffer = await talent.Page.ScreenshotAsync() });
        await Assertions.Expect(paper.Locator("img.preview")).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await paper.Locator("img.preview").EvaluateAsync<int>("picture => picture.naturalWidth") > 0);
        await Assertions.Expect(paper.GetByText("已上传：lease.png")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await paper.Locator("[data-remove]").ClickAsync();
        await Assertions.Expect(paper.Locator("img.preview")).ToBeHiddenAsync();
        await Assertions.Expect(paper.Locator("[data-tick]")).Not.ToBeCheckedAsync();
    }
}
