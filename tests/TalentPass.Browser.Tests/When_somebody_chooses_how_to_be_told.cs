using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Notifications;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A talent chooses how to be told: of what the city offers, with an e-mail address that a code proves. What is shown is what the city
/// keeps, and nothing that was typed is lost.
/// </summary>
public sealed partial class When_somebody_chooses_how_to_be_told(ChromiumFixture chromium, SiteFixture site, AzuriteFixture azurite) : BrowserTest(chromium, site)
{
    private const string Address = "li.wei@example.com";

    [Theory]
    [InlineData("zh-CN", "li-wei", "本市尚未开通", "22:00 至次日 07:00", "已保存")]
    [InlineData("en-GB", "schmidt", "does not offer", "Quiet from 22:00 to 07:00", "Saved")]
    public async Task A_city_without_channels_says_so_and_still_asks_for_the_language(string locale, string account, string none, string quiet, string saved)
    {
        var talent = await ArriveAsync(phone: true, locale);
        var page = talent.Page;
        talent.Expect("ERR_INTERNET_DISCONNECTED");
        await talent.SignInAsync("/pass#/messages", account);
        await page.Locator("a[href='#/channels']").ClickAsync();
        foreach (var channel in new[] { "wechat", "email", "sms" })
        {
            var part = page.Locator($"[data-channel='{channel}']");
            await Assertions.Expect(part).ToContainTextAsync(none);
            await Assertions.Expect(part.Locator("input:visible, button:visible, ul")).ToHaveCountAsync(0);
        }

        await Assertions.Expect(page.Locator(".view")).ToContainTextAsync(quiet);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"channels-none-{locale[..2]}");

        var language = page.Locator("#channel-language");
        var other = await language.InputValueAsync() == "zh" ? "en" : "zh";
        await language.SelectOptionAsync(other);
        await Assertions.Expect(page.Locator(".done")).ToContainTextAsync(saved);
        await page.ReloadAsync();
        await Assertions.Expect(language).ToHaveValueAsync(other);
        await page.Context.SetOfflineAsync(true);
        await language.SelectOptionAsync(other == "zh" ? "en" : "zh");
        await Assertions.Expect(page.Locator(".alert")).ToBeVisibleAsync();
        await Assertions.Expect(language).ToHaveValueAsync(other);
    }

    [Theory]
    [InlineData("zh-CN", "li-wei", "微信未绑定", "验证码已发往", "验证码不正确", "已验证", "邮件：已告知", "已告知：")]
    [InlineData("en-GB", "schmidt", "Your WeChat is not bound", "A code was sent", "not the code", "Confirmed", "E-mail: told", "Told: ")]
    public async Task An_address_counts_with_the_code_from_its_letter_and_then_brings_what_is_told(
        string locale, string account, string unbound, string sent, string wrong, string confirmed, string byEmail, string told)
    {
        await using var mail = await MailProcess.StartAsync();
        await using var city = await TestApp.StartAsync(azurite.NewAccount(), settings: SettingsOf(mail));
        var origin = city.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var (talent, desk) = (await ArriveAtAsync(origin, phone: true, locale), await ArriveAtAsync(origin, locale: locale));
        var page = talent.Page;
        talent.Expect("ERR_INTERNET_DISCONNECTED|422");
        await talent.SignInAsync("/pass#/channels", account);
        await Assertions.Expect(page.Locator("[data-not-offered]:visible, #channel-wechat:visible")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("[data-channel='wechat']")).ToContainTextAsync(unbound);
        await Assertions.Expect(page.Locator("[data-template]")).ToHaveCountAsync(5);
        await page.Locator("#channel-sms").ClickAsync();
        await Assertions.Expect(page.Locator("[data-channel='sms'] .done")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"channels-{locale[..2]}");

        await TypeWithoutNetworkAsync(page);
        await page.Locator("#email").FillAsync("li@");
        await page.Locator("#email-save button").ClickAsync();
        await Assertions.Expect(page.Locator("#email-error")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#email")).ToBeFocusedAsync();
        await page.Locator("#email").FillAsync(Address);
        await page.Locator("#email-save button").ClickAsync();
        var email = page.Locator("[data-channel='email']");
        await Assertions.Expect(email).ToContainTextAsync(sent);
        await Assertions.Expect(email).ToContainTextAsync("l***@example.com");
        await Assertions.Expect(page.Locator("#code")).ToBeFocusedAsync();

        var code = await CodeAsync(mail);
        await page.Locator("#code").FillAsync(code == "111111" ? "222222" : "111111");
        await page.Locator("#email-confirm button").ClickAsync();
        await Assertions.Expect(page.Locator("#code-error")).ToContainTextAsync(wrong);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"channels-code-{locale[..2]}");
        await page.Locator("#code").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#email-address")).ToContainTextAsync(confirmed);
        await Assertions.Expect(page.Locator("#code")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#email")).ToHaveValueAsync("");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#email-address")).ToContainTextAsync(confirmed);
        await Assertions.Expect(page.Locator("#channel-sms")).Not.ToBeCheckedAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"channels-confirmed-{locale[..2]}");

        var number = await AskForSupplementAsync(city, account);
        await Eventually.HoldsAsync(() => mail.Mails.Count == 2, "the letter of the notice");
        await page.Locator(".tabs a[href='#/messages']").ClickAsync();
        await Assertions.Expect(page.Locator("[data-kind='supplement-requested']")).ToContainTextAsync(byEmail);
        await talent.KeepPictureAsync($"messages-by-email-{locale[..2]}");
        await desk.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await desk.Page.Locator("#told summary").ClickAsync();
        var line = desk.Page.Locator("#told [data-kind='supplement-requested']");
        await Assertions.Expect(line.Locator("[data-state='told']")).ToContainTextAsync(told);
        await Assertions.Expect(line).ToContainTextAsync(byEmail);
        await desk.CheckAccessAsync();
        await desk.KeepPictureAsync($"desk-told-by-email-{locale[..2]}");

        await page.GoBackAsync();
        await page.Locator("#email-drop").ClickAsync();
        await Assertions.Expect(page.Locator("#email-address")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("#email")).ToBeFocusedAsync();
        await desk.LeaveAsync();
        await talent.LeaveAsync();
    }

    /// <summary>An address that nobody took stays, also in the other language.</summary>
    private static async Task TypeWithoutNetworkAsync(IPage page)
    {
        await page.Locator("#email").FillAsync(Address);
        await page.Context.SetOfflineAsync(true);
        await page.Locator("#email-save button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-channel='email'] .alert")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#email")).ToHaveValueAsync(Address);
        await page.Locator("#language").ClickAsync();
        await Assertions.Expect(page.Locator("[data-retry]")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(false);
        await page.Locator("[data-retry]").ClickAsync();
        await Assertions.Expect(page.Locator("#email")).ToHaveValueAsync(Address);
        await page.Locator("#language").ClickAsync();
        await Assertions.Expect(page.Locator("#email")).ToHaveValueAsync(Address);
    }

    /// <summary>The six digits in the only letter.</summary>
    private static async Task<string> CodeAsync(MailProcess mail)
    {
        await Eventually.HoldsAsync(() => mail.Mails.Count == 1, "the letter with the code");
        using var raw = new MemoryStream(Encoding.UTF8.GetBytes(mail.Mails[0].Raw));
        return SixDigits().Match((await MimeMessage.LoadAsync(raw)).TextBody!).Value;
    }

    /// <summary>A city that offers all channels. Nothing is sent by WeChat or as text message here.</summary>
    private static Dictionary<string, string?> SettingsOf(MailProcess mail) => new(
        new[] { "progress", "todo", "result", "message", "account" }.Select(form => KeyValuePair.Create($"WeChat:Templates:{form}", (string?)$"tmpl-{form}")))
    {
        ["WeChat:AppId"] = "wxtest",
        ["WeChat:AppSecret"] = "a-secret-of-the-tests",
        ["WeChat:ApiUrl"] = "http://127.0.0.1:9/",
        ["Sms:Url"] = "http://127.0.0.1:9/",
        ["Sms:Key"] = "a-key-of-the-tests",
        ["Email:Host"] = "127.0.0.1",
        ["Email:Port"] = $"{mail.Port}",
        ["Email:From"] = "人才办 <talent@city.example>",
        ["Email:Security"] = "none",
    };

    [GeneratedRegex(@"(?<!\d)\d{6}(?!\d)")]
    private static partial Regex SixDigits();
}
