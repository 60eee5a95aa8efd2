using System.Net;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The pass page has no network. It makes codes with its own device key. A later user of the same browser does not find
/// this key.
/// </summary>
public sealed class When_the_phone_loses_the_network(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    protected override bool IsKept => true;

    private const string Kept = """
        () => new Promise((done, failed) => {
          const asked = indexedDB.open("talentpass", 1);
          asked.onerror = () => failed(asked.error);
          asked.onsuccess = () => {
            const found = asked.result.transaction("phone").objectStore("phone").get("kept");
            found.onsuccess = () => { asked.result.close(); done(found.result ? found.result.account : ""); };
          };
        })
        """;

    // Makes the kept credential older by the given number of hours.
    private const string Age = """
        hours => new Promise((done, failed) => {
          const asked = indexedDB.open("talentpass", 1);
          asked.onerror = () => failed(asked.error);
          asked.onsuccess = () => {
            const transaction = asked.result.transaction("phone", "readwrite");
            const phones = transaction.objectStore("phone");
            const found = phones.get("kept");
            found.onsuccess = () => phones.put({ ...found.result, issuedAt: found.result.issuedAt - hours * 3600e3, expiresAt: found.result.expiresAt - hours * 3600e3 }, "kept");
            transaction.oncomplete = () => { asked.result.close(); done(); };
          };
        })
        """;

    [Theory]
    [InlineData("zh-CN", "li-wei", "此码由本机离线生成")]
    [InlineData("en-GB", "schmidt", "made by this device")]
    public async Task Its_own_codes_are_marked_and_good_at_the_counter_and_offline_and_the_citys_come_back_with_the_network(
        string locale, string account, string mark)
    {
        var talent = await ArriveAsync(phone: true, locale);
        talent.Expect("ERR_INTERNET_DISCONNECTED");
        await ReadyAsync(talent, account);
        await Assertions.Expect(talent.Page.Locator(".picture")).ToHaveAttributeAsync("data-profile", "S");
        await Assertions.Expect(talent.Page.Locator(".offline-mark")).ToHaveCountAsync(0);
        await talent.KeepPictureAsync($"pass-ready-for-offline-{locale[..2]}");

        await talent.Page.Context.SetOfflineAsync(true);
        var first = await OwnCodeAsync(talent);
        Assert.InRange(first.Length, 350, 354);
        await Assertions.Expect(talent.Page.Locator(".offline-mark")).ToContainTextAsync(mark);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-offline-{locale[..2]}");

        var hall = await ArriveAsync();
        hall.Expect("ERR_INTERNET_DISCONNECTED");
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await ScanAsync(hall, first);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='valid']")).ToBeVisibleAsync();
        await hall.Page.Context.SetOfflineAsync(true);
        var second = await OwnCodeAsync(talent, first);
        await ScanAsync(hall, second);
        await Assertions.Expect(hall.Page.Locator("[data-offline='accepted']")).ToBeVisibleAsync();

        await talent.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(talent.Page.Locator(".picture")).ToHaveAttributeAsync("data-profile", "S");
        await Assertions.Expect(talent.Page.Locator(".offline-mark")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_code_of_its_own_is_replaced_within_the_minute()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("ERR_INTERNET_DISCONNECTED");
        await talent.Page.Clock.InstallAsync();
        await ReadyAsync(talent, "zhang-hui");
        await talent.Page.Context.SetOfflineAsync(true);
        var first = await OwnCodeAsync(talent);
        await talent.Page.Clock.RunForAsync(60_000);
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync(first);
        await Assertions.Expect(talent.Page.Locator(".picture")).ToHaveAttributeAsync("data-profile", "H");
    }

    [Fact]
    public async Task The_key_is_bound_once_renewed_when_its_credential_is_old_and_forgotten_by_signing_out()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("403");
        List<string> bound = [];
        talent.Page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/device-keys", StringComparison.Ordinal))
            {
                bound.Add(request.PostData!);
            }
        };
        await ReadyAsync(talent, "wu-hong");
        await talent.Page.ReloadAsync();
        await ReadyAsync(talent);
        await talent.Page.Locator("#language").ClickAsync();
        await ReadyAsync(talent);
        Assert.Single(bound);

        await talent.Page.EvaluateAsync(Age, 13);
        await talent.Page.RunAndWaitForResponseAsync(() => talent.Page.ReloadAsync(), answer => answer.Url.EndsWith("/device-keys", StringComparison.Ordinal));
        await ReadyAsync(talent);
        Assert.Equal(bound[0], bound[1]);
        Assert.Equal("wu-hong", await talent.Page.EvaluateAsync<string>(Kept));

        await talent.Page.Locator(".bar button").First.ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-account]").First).ToBeVisibleAsync();
        Assert.Equal("", await talent.Page.EvaluateAsync<string>(Kept));

        // The browser has deleted its key, but the city still has this key for the talent. To the page, it is the key of
        // another device. The page does not replace the key of another device before the talent agrees.
        await talent.Page.Locator("[data-account='wu-hong']").ClickAsync();
        var takeOver = talent.Page.Locator("#offline-ready button");
        await Assertions.Expect(takeOver).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("pass-offline-elsewhere");
        Assert.Equal(2, bound.Count);
        await takeOver.ClickAsync();
        await Assertions.Expect(takeOver).ToHaveCountAsync(0);
        await ReadyAsync(talent);
        Assert.Equal((3, 2), (bound.Count, bound.Distinct().Count()));

        // The next user, after the session has ended, finds no data of that session.
        await talent.ForgetSessionAsync();
        await talent.Page.ReloadAsync();
        await talent.Page.Locator("[data-account='nobody']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-standing='not_recognised']")).ToBeVisibleAsync();
        Assert.Equal("", await talent.Page.EvaluateAsync<string>(Kept));
    }

    [Fact]
    public async Task A_frozen_pass_shows_no_code_at_all()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("409");
        await ReadyAsync(talent, "chen-hk");
        using var elsewhere = await App.SignInAsync("chen-hk");
        (await elsewhere.PostJsonAsync("/api/v1/passes/current/freeze", new { })).Is(HttpStatusCode.OK);
        await talent.Page.Locator("#fresh-code").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-standing='frozen']")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".picture svg, #code-text")).ToHaveCountAsync(0);
    }

    private static async Task ReadyAsync(Visitor talent, string? account = null)
    {
        if (account is not null)
        {
            await talent.SignInAsync("/pass", account);
        }

        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        await Assertions.Expect(talent.Page.Locator("#offline-ready p")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("#offline-ready button")).ToHaveCountAsync(0);
    }

    private static async Task<string> OwnCodeAsync(Visitor talent, string before = "")
    {
        await talent.Page.Locator("#fresh-code").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".picture[data-profile='H'] svg")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync(before);
        return await talent.Page.Locator("#code-text").InputValueAsync();
    }

    private static async Task ScanAsync(Visitor hall, string code)
    {
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
    }
}
