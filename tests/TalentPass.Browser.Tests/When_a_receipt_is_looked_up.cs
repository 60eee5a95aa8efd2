using System.Text;
using System.Text.Json;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>Whoever holds a receipt sees how far the request is: by the QR code, or by the number and short code as people retype them.</summary>
public sealed class When_a_receipt_is_looked_up(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "已提交", "网上提交", "宁波市卫生健康委员会")]
    [InlineData("en-GB", "Submitted", "Filed online", "Health Commission")]
    public async Task Its_QR_code_opens_the_progress_and_the_number_reaches_no_log(string locale, string state, string office, string department)
    {
        var (talent, _) = await FiledAsync(locale);
        await talent.Page.Locator("a[href^='#/receipt/']").ClickAsync();
        var receipt = talent.Page.Locator("#receipt");
        await Assertions.Expect(receipt).ToContainTextAsync(office);
        await Assertions.Expect(receipt).ToContainTextAsync(department);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-receipt-{locale[..2]}");
        var picture = Path.Combine(Visitor.PictureFolder, $"receipt-qr-{locale[..2]}.png");
        await receipt.Locator(".receipt-qr svg").ScreenshotAsync(new() { Path = picture });
        var address = Assert.Single(await PictureReader.ReadAsync(picture));

        var holder = await ArriveAsync(phone: true, locale);
        List<string> pages = [];
        holder.Page.Request += (_, request) => pages.Add(request.Url);
        await holder.Page.GotoAsync(address);
        await Assertions.Expect(holder.Page.Locator("[data-found] .state")).ToHaveTextAsync(state);
        await Assertions.Expect(holder.Page).ToHaveURLAsync(address);
        Assert.Equal(pages[0], $"{new Uri(address).GetLeftPart(UriPartial.Path)}");
        await holder.CheckAccessAsync();
        await holder.KeepPictureAsync($"progress-found-{locale[..2]}");
    }

    [Fact]
    public async Task A_retyped_number_and_code_are_found()
    {
        var (talent, number) = await FiledAsync();
        var code = await talent.Page.Locator(".facts .number").Nth(1).TextContentAsync();
        var holder = await ArriveAsync(phone: true);
        await holder.Page.GotoAsync("/");
        await holder.Page.Locator(".door.progress").ClickAsync();
        await holder.Page.GetByLabel("办件编号").FillAsync($" {Retyped(number).Replace('-', '–')}\t");
        await holder.Page.GetByLabel("查询码").FillAsync(Retyped(code!));
        await holder.Page.GetByLabel("查询码").PressAsync("Enter");
        await Assertions.Expect(holder.Page.Locator($"[data-found='{number}']")).ToBeVisibleAsync();

        // A reload and the other language ask again; what was typed stays.
        await holder.Page.ReloadAsync();
        await Assertions.Expect(holder.Page.Locator($"[data-found='{number}']")).ToBeVisibleAsync();
        await holder.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(holder.Page.Locator("[data-found] .state")).ToHaveTextAsync("Submitted");
        await Assertions.Expect(holder.Page.GetByLabel("Short code")).ToHaveValueAsync(Retyped(code!));
    }

    [Fact]
    public async Task What_is_not_found_empty_or_asked_too_often_is_said_and_tried_again()
    {
        var holder = await ArriveAsync(phone: true);
        holder.Expect("404|429|503");
        await holder.Page.GotoAsync("/progress");
        await holder.Page.Locator("#look-up").ClickAsync();
        await Assertions.Expect(holder.Page.Locator("#answer .alert")).ToHaveTextAsync("请填写办件编号和查询码。");
        await Assertions.Expect(holder.Page.Locator("#number")).ToBeFocusedAsync();
        await holder.Page.Locator("#number").FillAsync("7HJQ-K2M4-X0AB-3DEF-5");
        await holder.Page.Locator("#code").FillAsync("9WXYZ012");
        await holder.Page.Locator("#look-up").ClickAsync();
        await Assertions.Expect(holder.Page.Locator("#answer .alert")).ToContainTextAsync("没有查到");
        await holder.CheckAccessAsync();

        await AnswerAsync(holder, 429);
        await holder.Page.Locator("#look-up").ClickAsync();
        await Assertions.Expect(holder.Page.Locator("#answer .alert")).ToContainTextAsync("之后再试");
        await holder.Page.UnrouteAllAsync();
        await AnswerAsync(holder, 503);
        await holder.Page.Locator("[data-retry]").ClickAsync();
        await Assertions.Expect(holder.Page.Locator("#answer .alert")).Not.ToContainTextAsync("之后再试");
        await holder.Page.UnrouteAllAsync();
        await holder.Page.Locator("[data-retry]").ClickAsync();
        await Assertions.Expect(holder.Page.Locator("#answer .alert")).ToContainTextAsync("没有查到");
    }

    [Fact]
    public async Task It_is_printed_on_one_sheet_of_A5_without_buttons()
    {
        var (talent, number) = await FiledAsync();
        await talent.Page.GotoAsync($"/pass#/receipt/{number}");
        await Assertions.Expect(talent.Page.Locator("#receipt svg")).ToBeVisibleAsync();
        await talent.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var screen in new[] { ".bar", ".tabs", ".back", "#print-receipt", "footer" })
        {
            await Assertions.Expect(talent.Page.Locator(screen)).ToBeHiddenAsync();
        }

        await talent.KeepPictureAsync("receipt-printed");
        var pdf = Encoding.Latin1.GetString(await talent.Page.PdfAsync(new() { PreferCSSPageSize = true }));
        var boxes = System.Text.RegularExpressions.Regex.Matches(pdf, @"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]").Select(each => each.Groups[0].Value).ToArray();
        Assert.StartsWith("/MediaBox [0 0 420 59", Assert.Single(boxes), StringComparison.Ordinal);
    }

    private async Task<(Visitor Talent, string Number)> FiledAsync(string locale = "zh-CN")
    {
        var talent = await ArriveAsync(phone: true, locale);
        await talent.SignInAsync("/pass#/service/medical-green-lane", "li-wei");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline")).ToBeVisibleAsync();
        return (talent, new Uri(talent.Page.Url).Fragment.Split('/')[^1]);
    }

    // Letters as small ones, and those that look alike in place of digits.
    private static string Retyped(string text) => text.Replace('0', 'O').Replace('1', 'I').ToLowerInvariant();

    private static Task<IAsyncDisposable> AnswerAsync(Visitor visitor, int status) => visitor.Page.RouteAsync("**/api/v1/progress*", route => route.FulfillAsync(new()
    {
        Status = status,
        Headers = new Dictionary<string, string> { ["Retry-After"] = "30", ["Content-Type"] = "application/problem+json" },
        Body = JsonSerializer.Serialize(new { type = "about:blank", title = "away", status, code = "away", detail = "away", traceId = "0" }),
    }));
}
