using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>What belongs to the counter itself: its scans of today, its place, sound and vibration, and the registered scanners.</summary>
public sealed class When_the_hall_looks_after_its_device(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    private const string Listen =
        """
        window.heard = [];
        window.felt = [];
        navigator.vibrate = pattern => { window.felt.push(pattern.join()); return true; };
        window.AudioContext = class {
          currentTime = 0;
          destination = {};
          resume() { return Promise.resolve(); }
          createOscillator() { return { frequency: { set value(hertz) { window.heard.push(hertz); } }, connect() {}, start() {}, stop() {} }; }
        };
        """;

    [Theory]
    [InlineData("zh-CN", "共 2 条", "无效码")]
    [InlineData("en-GB", "2 in all", "Not a valid code")]
    public async Task The_officer_sees_the_scans_of_today_and_nobody_elses(string locale, string count, string invalid)
    {
        var other = await ArriveAsync();
        await other.SignInAsync("/hall", "hall-2");
        var hall = await CounterAsync(locale);
        foreach (var each in new[] { other, hall })
        {
            await each.Page.Locator("#place").FillAsync(locale);
        }

        await TypeAsync(other, "TP1:NOT MINE");
        await Assertions.Expect(other.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        await TypeAsync(hall, await CodeOfAsync("li-wei"));
        await AssertHolderAsync(hall, "李*");
        await TypeAsync(hall, "TP1:NOT A CODE");
        await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        await hall.Page.Locator("nav a[href='#/today']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#today-count")).ToHaveTextAsync(count);
        await Assertions.Expect(hall.Page.Locator("#today li").First).ToContainTextAsync(invalid);
        await Assertions.Expect(hall.Page.Locator("body")).Not.ToContainTextAsync("李*");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-today-{locale[..2]}");
    }

    [Fact]
    public async Task Each_light_has_its_own_sound_and_vibration_and_both_can_be_switched_off()
    {
        var hall = await ArriveAsync();
        await hall.Page.AddInitScriptAsync(Listen);
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        var code = await CodeOfAsync("wu-hong");
        await TypeAsync(hall, code);
        await AssertHolderAsync(hall, "吴*");
        var green = await SignalsAsync(hall);
        await TypeAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='already_used']")).ToBeVisibleAsync();
        var amber = await SignalsAsync(hall);
        await TypeAsync(hall, "TP1:NOT A CODE");
        await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        var red = await SignalsAsync(hall);
        Assert.Equal(3, new HashSet<string>([green.Heard, amber.Heard, red.Heard]).Count);
        Assert.Equal(3, new HashSet<string>([green.Felt, amber.Felt, red.Felt]).Count);
        Assert.DoesNotContain("", new[] { green.Heard, amber.Heard, red.Heard, green.Felt, amber.Felt, red.Felt });

        await hall.Page.Locator("nav a[href='#/settings']").ClickAsync();
        await hall.Page.Locator("#switch-sound").UncheckAsync();
        await hall.Page.Locator("#switch-touch").UncheckAsync();
        await hall.Page.ReloadAsync();
        await Assertions.Expect(hall.Page.Locator("#switch-sound")).Not.ToBeCheckedAsync();
        await hall.Page.Locator("nav a[href='#/scan']").ClickAsync();
        await TypeAsync(hall, "TP1:NOT A CODE");
        await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        Assert.Equal(("", ""), await SignalsAsync(hall));
    }

    [Theory]
    [InlineData("zh-CN", "督办人员登记")]
    [InlineData("en-GB", "Supervisors register")]
    public async Task The_registered_scanners_are_listed_and_who_registers_them_is_said(string locale, string how)
    {
        using var supervisor = await App.SignInAsync("supervisor");
        await supervisor.PostJsonAsync("/api/v1/devices", new { name = $"Gate {locale}", place = "East gate" });
        var hall = await CounterAsync(locale);
        await hall.Page.Locator("nav a[href='#/settings']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#devices")).ToContainTextAsync($"Gate {locale}");
        await Assertions.Expect(hall.Page.Locator("main")).ToContainTextAsync(how);
        await hall.Page.Locator("#place").FillAsync("Window 5");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-settings-{locale[..2]}");
        await hall.Page.Locator("nav a[href='#/scan']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#place")).ToHaveValueAsync("Window 5");
    }

    [Fact]
    public async Task A_supervisor_removes_a_scanner_at_the_second_press()
    {
        using var registering = await App.SignInAsync("supervisor");
        await registering.PostJsonAsync("/api/v1/devices", new { name = "Old gate", place = "West gate" });
        var hall = await ArriveAsync(locale: "en-GB");
        await hall.SignInAsync("/hall#/settings", "supervisor");
        var row = hall.Page.Locator("#devices li", new() { HasText = "Old gate" });
        await row.Locator("[data-remove]").ClickAsync();
        await Assertions.Expect(row.Locator("[data-remove]")).ToHaveTextAsync("Really remove Old gate");
        await hall.Page.Locator("#place").FocusAsync();
        await Assertions.Expect(row.Locator("[data-remove]")).ToHaveTextAsync("Remove");
        await row.Locator("[data-remove]").ClickAsync();
        await row.Locator("[data-remove]").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.DoesNotContain((await registering.GetJsonAsync("/api/v1/devices")).Items, each => each.GetProperty("name").GetString() == "Old gate");
    }

    [Fact]
    public async Task A_supervisor_registers_the_device_and_its_scans_carry_the_name()
    {
        var hall = await ArriveAsync();
        hall.Expect("422");
        await hall.SignInAsync("/hall", "supervisor");
        await Assertions.Expect(hall.Page.Locator("nav [aria-current]")).ToHaveTextAsync("本机设置");
        await Assertions.Expect(hall.Page.Locator("#code")).ToHaveCountAsync(0);
        await hall.Page.Locator("#place").FillAsync("七号窗");
        await hall.Page.Locator("#register").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#device-name[aria-invalid]")).ToBeFocusedAsync();
        await hall.Page.Locator("#device-name").FillAsync("七号窗电脑");
        await hall.Page.Locator("#register").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#registered")).ToContainTextAsync("tpd1.");
        await Assertions.Expect(hall.Page.Locator("#devices li", new() { HasText = "本机" })).ToContainTextAsync("七号窗电脑");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-registered");

        await hall.Page.Locator("header button.plain").First.ClickAsync();
        await hall.Page.Locator("[data-account='hall-1']").ClickAsync();
        await hall.Page.Locator("nav a[href='#/scan']").ClickAsync();
        await TypeAsync(hall, "TP1:NOT A CODE");
        await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        using var supervisor = await App.SignInAsync("supervisor");
        var scan = Assert.Single((await supervisor.GetJsonAsync($"/api/v1/scans?place={Uri.EscapeDataString("七号窗")}")).Items);
        Assert.Equal("七号窗电脑", scan.GetProperty("device").GetString());
        Assert.DoesNotContain("tpd1", await hall.Page.EvaluateAsync<string>("JSON.stringify(localStorage)"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-GB")]
    public async Task On_a_narrow_screen_every_view_fits(string locale)
    {
        await CodeOfAsync("schmidt");
        var hall = await ArriveAsync(phone: true, locale: locale);
        await hall.Page.SetViewportSizeAsync(375, 812);
        await hall.SignInAsync("/hall", "hall-1");
        await TypeAsync(hall, await CodeOfAsync("zhang-hui"));
        await AssertHolderAsync(hall, "张*");
        var (result, form) = (await hall.Page.Locator(".outcome").BoundingBoxAsync(), await hall.Page.Locator("#check").BoundingBoxAsync());
        Assert.True(result!.Y < form!.Y, "The result is above the form.");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-narrow-scan-{locale[..2]}");
        await hall.Page.Locator("#by-document summary").ClickAsync();
        await hall.Page.Locator("#document-kind").SelectOptionAsync("passport");
        await hall.CheckAccessAsync();
        foreach (var view in new[] { "today", "settings" })
        {
            await hall.Page.Locator($"nav a[href='#/{view}']").ClickAsync();
            await Assertions.Expect(hall.Page.Locator("#today, #devices, #no-devices")).ToBeVisibleAsync();
            await hall.CheckAccessAsync();
            await hall.KeepPictureAsync($"hall-narrow-{view}-{locale[..2]}");
        }
    }

    private static async Task<(string Heard, string Felt)> SignalsAsync(Visitor hall)
    {
        var signals = await hall.Page.EvaluateAsync<string[]>("[window.heard.join(), window.felt.join(';')]");
        await hall.Page.EvaluateAsync("window.heard = []; window.felt = [];");
        return (signals[0], signals[1]);
    }
}
