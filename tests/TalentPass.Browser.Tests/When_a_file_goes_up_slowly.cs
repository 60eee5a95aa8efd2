namespace TalentPass.Browser.Tests;

/// <summary>
/// A file takes time to go up. The form waits for it, the later of two files counts, a file can be removed or tried again, and no
/// required paper is left out without a word.
/// </summary>
public sealed class When_a_file_goes_up_slowly(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    private const string Paper = "lease-contract";

    [Theory]
    [InlineData("zh-CN", "正在上传，完成后提交…")]
    [InlineData("en-GB", "Uploading; sent when it is done…")]
    public async Task Submit_waits_for_it_and_says_so(string locale, string words)
    {
        var talent = await OpenAsync(locale, "wu-hong");
        var released = await HoldUploadsAsync(talent);
        await ChooseAsync(talent, "slow.pdf");
        await Assertions.Expect(talent.Page.Locator(".paper progress:visible")).ToHaveCountAsync(1);
        await Assertions.Expect(talent.Page.GetByText("slow.pdf")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToHaveTextAsync(words);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"form-uploading-{locale[..2]}");
        released.SetResult();
        talent.Expect("409");
        await talent.Page.Locator("#send-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#confirm-repeat, .timeline").First).ToBeVisibleAsync();
        if (await talent.Page.Locator("#confirm-repeat").IsVisibleAsync())
        {
            await talent.Page.Locator("#confirm-repeat").ClickAsync();
        }

        await Assertions.Expect(talent.Page.Locator("button[data-file]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Of_two_files_the_later_one_is_filed_even_when_the_first_arrives_last()
    {
        var talent = await OpenAsync("zh-CN", "li-wei");
        var first = new TaskCompletionSource();
        await talent.Page.RouteAsync("**/api/v1/files", async route =>
        {
            if (route.Request.PostDataBuffer is { } body && System.Text.Encoding.UTF8.GetString(body).Contains("first.pdf", StringComparison.Ordinal))
            {
                await first.Task;
            }

            await route.ContinueAsync();
        });
        await ChooseAsync(talent, "first.pdf");
        await ChooseAsync(talent, "second.pdf");
        await Assertions.Expect(talent.Page.GetByText("已上传：second.pdf")).ToBeVisibleAsync();
        first.SetResult();
        await talent.SubmitAsync();
        var download = await talent.Page.RunAndWaitForDownloadAsync(() => talent.Page.Locator("button[data-file]").ClickAsync());
        await using var content = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(content);
        Assert.Equal("%PDF-1.7 second.pdf", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_goes_on_while_the_language_is_switched()
    {
        var talent = await OpenAsync("zh-CN", "wu-hong");
        var released = await HoldUploadsAsync(talent);
        await ChooseAsync(talent, "slow.pdf");
        await Assertions.Expect(talent.Page.Locator(".paper progress:visible")).ToHaveCountAsync(1);
        await talent.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(talent.Page.GetByText("Uploading: slow.pdf")).ToBeVisibleAsync();
        released.SetResult();
        await Assertions.Expect(talent.Page.GetByText("Uploaded: slow.pdf")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator($"[data-tick='{Paper}']")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task A_failed_one_is_tried_again_and_a_wrong_one_is_removed()
    {
        var talent = await OpenAsync("zh-CN", "chen-hk");
        talent.Expect("ERR_FAILED");
        await talent.Page.RouteAsync("**/api/v1/files", route => route.AbortAsync());
        await ChooseAsync(talent, "lost.pdf");
        var again = talent.Page.Locator($"[data-again='{Paper}']");
        await Assertions.Expect(again).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".paper .alert")).ToContainTextAsync("无法连接服务");
        await talent.CheckAccessAsync();
        await talent.Page.UnrouteAsync("**/api/v1/files");
        await again.ClickAsync();
        await Assertions.Expect(talent.Page.GetByText("已上传：lost.pdf")).ToBeVisibleAsync();
        await talent.Page.Locator($"[data-remove='{Paper}']").ClickAsync();
        await Assertions.Expect(talent.Page.GetByText("已上传：lost.pdf")).ToHaveCountAsync(0);
        await Assertions.Expect(talent.Page.Locator($"[data-tick='{Paper}']")).Not.ToBeCheckedAsync();
        await talent.Page.Locator($"[data-paper='{Paper}']").SetInputFilesAsync(new FilePayload { Name = "empty.pdf", MimeType = "application/pdf", Buffer = [] });
        await Assertions.Expect(talent.Page.Locator(".paper .alert")).ToHaveTextAsync("文件是空的，请重新选择。");
        await talent.Page.Locator($"[data-paper='{Paper}']").SetInputFilesAsync(new FilePayload { Name = "large.pdf", MimeType = "application/pdf", Buffer = new byte[11 * 1024 * 1024] });
        await Assertions.Expect(talent.Page.Locator(".paper .alert")).ToContainTextAsync("11.0 MiB");
    }

    [Theory]
    [InlineData("zh-CN", "房屋租赁合同")]
    [InlineData("en-GB", "Lease contract")]
    public async Task A_required_paper_that_is_missing_is_named_before_anything_is_sent(string locale, string title)
    {
        var talent = await OpenAsync(locale, "zhang-hui");
        await talent.Page.Locator($"[data-tick='{Paper}']").UncheckAsync();
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#missing-papers")).ToContainTextAsync(title);
        await Assertions.Expect(talent.Page.Locator("#without-papers")).ToBeFocusedAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"form-missing-{locale[..2]}");
        talent.Expect("409");
        await talent.Page.Locator("#without-papers").ClickAsync();
        await talent.Page.Locator("#send-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#confirm-repeat, .timeline").First).ToBeVisibleAsync();
    }

    private async Task<Visitor> OpenAsync(string locale, string account)
    {
        var talent = await ArriveAsync(phone: true, locale: locale);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", account);
        await talent.FillAsync();
        return talent;
    }

    private static Task ChooseAsync(Visitor talent, string name) => talent.Page.Locator($"[data-paper='{Paper}']").SetInputFilesAsync(
        new FilePayload { Name = name, MimeType = "application/pdf", Buffer = System.Text.Encoding.UTF8.GetBytes($"%PDF-1.7 {name}") });

    private static async Task<TaskCompletionSource> HoldUploadsAsync(Visitor talent)
    {
        var released = new TaskCompletionSource();
        await talent.Page.RouteAsync("**/api/v1/files", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });
        return released;
    }
}
