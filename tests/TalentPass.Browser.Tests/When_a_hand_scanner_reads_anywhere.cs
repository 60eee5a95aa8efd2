using System.Collections.Concurrent;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The officer reads a code with the hand scanner, wherever the focus is. The page takes the scanner's keys before any field,
/// button or form gets them.
/// </summary>
public sealed class When_a_hand_scanner_reads_anywhere(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "Enter")]
    [InlineData("en-GB", "Tab")]
    public async Task A_code_read_into_another_persons_form_leads_to_its_holder_and_files_nothing(string locale, string end)
    {
        var hall = await CounterAsync(locale);
        var scanner = await HandScanner.PlugInAsync(hall);
        ConcurrentQueue<string> filed = [];
        hall.Page.Request += (_, request) =>
        {
            if (request.Method == "POST" && request.Url.EndsWith("/requests", StringComparison.Ordinal))
            {
                filed.Enqueue(request.PostData ?? "");
            }
        };
        await scanner.ReadAsync(await CodeOfAsync("li-wei"), end);
        await AssertHolderAsync(hall, "李*");
        await hall.Page.Locator("[data-file='medical-green-lane']").ClickAsync();
        var field = hall.Page.Locator("form input[type=text]").First;
        await field.FillAsync("half a sentence");
        await field.EvaluateAsync("field => { window.kept = field; field.addEventListener('input', () => window.typed = field.value); }");
        await field.FocusAsync();
        await scanner.ReadAsync(await CodeOfAsync("wu-hong"), end);
        await AssertHolderAsync(hall, "吴*");
        Assert.Equal("half a sentence", await hall.Page.EvaluateAsync<string>("window.kept.value"));
        Assert.Null(await hall.Page.EvaluateAsync<string?>("window.typed ?? null"));
        Assert.Empty(filed);
        await hall.CheckAccessAsync();
    }

    [Fact]
    public async Task No_button_link_list_or_tick_box_is_pressed()
    {
        var hall = await CounterAsync();
        var scanner = await HandScanner.PlugInAsync(hall);
        await scanner.ReadAsync(await CodeOfAsync("li-wei"));
        await AssertHolderAsync(hall, "李*");
        await hall.Page.EvaluateAsync("addEventListener('click', () => window.clicked = true)");
        foreach (var place in new[] { "#language", ".brand", "h1", "#place", "[data-file]" })
        {
            var code = await CodeOfAsync("wu-hong");
            await hall.Page.Locator(place).First.EvaluateAsync("node => { node.tabIndex = 0; node.focus(); }");
            await scanner.ReadAsync(code);
            await AssertHolderAsync(hall, "吴*");
            await scanner.ReadAsync(await CodeOfAsync("li-wei"), end: "");
            await AssertHolderAsync(hall, "李*");
        }

        await Assertions.Expect(hall.Page.Locator("#place")).ToHaveValueAsync("人才之家一楼大厅");
        Assert.Null(await hall.Page.EvaluateAsync<bool?>("window.clicked ?? null"));
        Assert.Equal("/hall", new Uri(hall.Page.Url).AbsolutePath);
    }

    [Theory]
    [InlineData("lower")]
    [InlineData("caps lock")]
    [InlineData("full width")]
    [InlineData("colon")]
    [InlineData("mark")]
    [InlineData("no end")]
    [InlineData("half before")]
    [InlineData("typed")]
    public async Task A_genuine_code_is_found_however_it_was_typed(string how)
    {
        var hall = await CounterAsync();
        var scanner = await HandScanner.PlugInAsync(hall);
        var code = await CodeOfAsync("zhang-hui");
        var wide = string.Concat(code.Select(each => each == ' ' ? '\u3000' : (char)(each + 0xFEE0)));
        await hall.Page.Locator("#code").FocusAsync();
        await (how switch
        {
            "lower" => scanner.ReadAsync(code.ToLowerInvariant()),
            "caps lock" => scanner.ReadAsync(code, capsLock: true),
            "full width" => scanner.ReadThroughInputMethodAsync(wide),
            "colon" => scanner.ReadAsync(code.Replace(':', '：')),
            "mark" => scanner.ReadAsync($"]Q1{code}", "Tab"),
            "no end" => scanner.ReadAsync(code, ""),
            "half before" => scanner.ReadAsync(code[30..120] + code),
            _ => TypeAsync(hall, $" {wide.ToLowerInvariant()} "),
        });
        await AssertHolderAsync(hall, "张*");
        await Assertions.Expect(hall.Page.Locator("#code")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_a_person_types_reaches_the_field_as_typed()
    {
        var hall = await CounterAsync();
        var person = await HandScanner.PlugInAsync(hall);
        var place = hall.Page.Locator("#place");
        await place.FillAsync("");
        await person.ReadAsync("Tea at Tor TP1: t", end: "", apart: 120);
        await Assertions.Expect(place).ToHaveValueAsync("Tea at Tor TP1: t");
        await person.ReadAsync("TT", end: "", apart: 60, after: 1000);
        await Assertions.Expect(place).ToHaveValueAsync("Tea at Tor TP1: tTT");
        await Assertions.Expect(hall.Page.Locator(".outcome, [data-stage]")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("https://example.com/menu?table=4", "address", "网址")]
    [InlineData("wxp://f2f0AbCdEf", "payment", "付款码")]
    [InlineData("6901234567892", "other", "这不是人才码")]
    [InlineData("half", "half", "没有读全")]
    public async Task Another_code_is_told_apart_from_a_forgery_and_not_asked(string text, string kind, string words)
    {
        var hall = await CounterAsync();
        var scanner = await HandScanner.PlugInAsync(hall);
        var asked = 0;
        hall.Page.Request += (_, request) => asked += request.Url.EndsWith("/scans", StringComparison.Ordinal) ? 1 : 0;
        await scanner.ReadAsync(text == "half" ? (await CodeOfAsync("li-wei"))[..80] : text);
        await Assertions.Expect(hall.Page.Locator($".outcome.amber[data-kind='{kind}']")).ToContainTextAsync(words);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-foreign-{kind}");
        await scanner.ReadAsync("TP1:NOT A CODE");
        await Assertions.Expect(hall.Page.Locator(".outcome.red[data-outcome='invalid']")).ToBeVisibleAsync();
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Another_code_read_into_a_form_leaves_the_form_and_its_holder()
    {
        var hall = await CounterAsync("en-GB");
        var scanner = await HandScanner.PlugInAsync(hall);
        await scanner.ReadAsync(await CodeOfAsync("li-wei"));
        await hall.Page.Locator("[data-file='medical-green-lane']").ClickAsync();
        var field = hall.Page.Locator("form input[type=text]").First;
        await field.FillAsync("half a sentence");
        await scanner.ReadAsync("https://example.com/");
        await Assertions.Expect(hall.Page.Locator("#told")).ToContainTextAsync("This is a web address");
        await Assertions.Expect(field).ToHaveValueAsync("half a sentence");
        await Assertions.Expect(hall.Page.Locator(".holder")).ToHaveTextAsync("李*");
        await hall.CheckAccessAsync();
    }

    [Fact]
    public async Task One_presentation_read_twice_is_one_scan_and_one_shown_again_later_is_asked_again()
    {
        var hall = await CounterAsync();
        var scanner = await HandScanner.PlugInAsync(hall);
        var asked = 0;
        hall.Page.Request += (_, request) => asked += request.Url.EndsWith("/scans", StringComparison.Ordinal) ? 1 : 0;
        var code = await CodeOfAsync("li-wei");
        await scanner.ReadAsync(code);
        await AssertHolderAsync(hall, "李*");
        await scanner.ReadAsync(code, after: 300);
        await AssertHolderAsync(hall, "李*");
        Assert.Equal(1, asked);
        await scanner.ReadAsync(code, after: 3000);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='already_used']")).ToBeVisibleAsync();
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_code_that_stays_before_the_camera_is_one_scan_and_one_shown_again_is_asked_again()
    {
        var hall = await ArriveAsync();
        await hall.Page.AddInitScriptAsync(
            """
            window.inView = "";
            window.BarcodeDetector = class { static getSupportedFormats() { return Promise.resolve(["qr_code"]); } detect() { return Promise.resolve(window.inView ? [{ rawValue: window.inView }] : []); } };
            navigator.mediaDevices.getUserMedia = () => Promise.resolve(document.createElement("canvas").captureStream());
            HTMLMediaElement.prototype.play = () => Promise.resolve();
            """);
        await hall.Page.Clock.InstallAsync();
        await hall.SignInAsync("/hall", "hall-1");
        var asked = 0;
        hall.Page.Request += (_, request) => asked += request.Url.EndsWith("/scans", StringComparison.Ordinal) ? 1 : 0;
        await hall.Page.Locator("#camera").ClickAsync();
        var code = await CodeOfAsync("chen-hk");
        await hall.Page.EvaluateAsync("code => window.inView = code", code);
        await AssertHolderAsync(hall, "陈*");
        await hall.Page.Clock.RunForAsync(10_000);
        Assert.Equal(1, asked);
        await hall.Page.EvaluateAsync("window.inView = ''");
        await hall.Page.Clock.RunForAsync(3_000);
        await hall.Page.EvaluateAsync("code => window.inView = code", code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='already_used']")).ToBeVisibleAsync();
        Assert.Equal(2, asked);
    }
}
