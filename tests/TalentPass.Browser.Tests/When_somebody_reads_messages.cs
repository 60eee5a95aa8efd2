using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A talent sees on the pass that there is a message, reads it and follows it to the request; the desk sees that the talent was told.
/// </summary>
public sealed class When_somebody_reads_messages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "zhang-hui", "1 条未读", "应用内：已告知", "已告知：", "已读")]
    [InlineData("en-GB", "wu-hong", "1 not read", "In the app: told", "Told: ", "Read ")]
    public async Task A_message_is_unread_until_it_is_seen_and_the_desk_learns_that_it_was_read(string locale, string account, string unread, string app, string told, string read)
    {
        var number = await AskForSupplementAsync(App, account);
        var (talent, desk) = (await ArriveAsync(phone: true, locale), await ArriveAsync(locale: locale));
        var reads = ReadsOf(talent);
        await talent.SignInAsync("/pass", account);
        var link = talent.Page.Locator(".tabs a[href='#/messages']");
        await Assertions.Expect(link).ToContainTextAsync(unread);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-unread-{locale[..2]}");

        await desk.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await desk.Page.Locator("#told summary").ClickAsync();
        var line = desk.Page.Locator("#told [data-told][data-kind='supplement-requested']");
        await Assertions.Expect(line.Locator("[data-state='told']")).ToContainTextAsync(told);
        await Assertions.Expect(line).Not.ToContainTextAsync(read);

        await link.ClickAsync();
        var message = talent.Page.Locator("[data-message]");
        await Assertions.Expect(message).ToHaveCountAsync(1);
        await Assertions.Expect(message).ToHaveClassAsync("card new");
        await Assertions.Expect(message).ToContainTextAsync(app);
        await Assertions.Expect(link.Locator(".unread")).ToHaveCountAsync(0);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"messages-{locale[..2]}");
        await message.Locator("a").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("button[data-action='supplement']")).ToBeVisibleAsync();
        Assert.EndsWith($"#/request/{number}", talent.Page.Url, StringComparison.Ordinal);
        await talent.Page.GoBackAsync();
        await Assertions.Expect(message).ToHaveClassAsync("card");
        await talent.Page.ReloadAsync();
        await Assertions.Expect(message).ToHaveClassAsync("card");
        await Assertions.Expect(link.Locator(".unread")).ToHaveCountAsync(0);
        Assert.Single(reads);

        // What is open is read again after it was closed.
        await desk.Page.Locator("#told summary").ClickAsync();
        await desk.Page.Locator("#told summary").ClickAsync();
        await Assertions.Expect(line).ToContainTextAsync(read);
        await desk.CheckAccessAsync();
        await desk.KeepPictureAsync($"desk-told-{locale[..2]}");
    }

    [Fact]
    public async Task What_nobody_has_seen_is_not_read_and_a_message_comes_while_the_page_is_open()
    {
        var talent = await ArriveAsync(phone: true);
        var reads = ReadsOf(talent);
        await talent.Page.AddInitScriptAsync("Object.defineProperty(document, 'hidden', { get: () => window.isAway === true });");
        await talent.SignInAsync("/pass#/messages", "chen-hk");
        await Assertions.Expect(talent.Page.Locator("#no-messages")).ToBeVisibleAsync();
        await AskForSupplementAsync(App, "chen-hk");
        await talent.Page.EvaluateAsync("window.isAway = true");
        await talent.Page.Locator(".tabs a[href='#/requests']").ClickAsync();
        await talent.Page.Locator(".tabs a[href='#/messages']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-message].new")).ToHaveCountAsync(1);
        using var own = await App.SignInAsync("chen-hk");
        Assert.Equal(1, (await own.GetJsonAsync("/api/v1/me/notifications/unread")).Member("count").GetInt32());
        Assert.Empty(reads);

        await talent.Page.EvaluateAsync("window.isAway = false; document.dispatchEvent(new Event('visibilitychange'))");
        await HttpJson.UntilAsync(() => own.GetJsonAsync("/api/v1/me/notifications/unread"), each => each.Member("count").GetInt32() == 0, "the message is read");
        await Assertions.Expect(talent.Page.Locator(".tabs .unread")).ToHaveCountAsync(0);
        Assert.Single(reads);
    }

    /// <summary>The calls with which a visitor's page tells that messages are read.</summary>
    private static List<string> ReadsOf(Visitor visitor)
    {
        var reads = new List<string>();
        visitor.Page.Request += (_, request) =>
        {
            if (request.Method == "POST" && request.Url.EndsWith("/me/notifications/read", StringComparison.Ordinal))
            {
                reads.Add(request.Url);
            }
        };
        return reads;
    }
}
