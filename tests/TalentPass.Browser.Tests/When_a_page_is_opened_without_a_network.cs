using Microsoft.Extensions.DependencyInjection;
using TalentPass.Functions.Http.Site;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The pass page and the hall's page open without a network, from the cache of the service worker. This cache contains no
/// personal data.
/// </summary>
public sealed class When_a_page_is_opened_without_a_network(ChromiumFixture chromium, SiteFixture site, AzuriteFixture azurite) : BrowserTest(chromium, site)
{
    protected override bool IsKept => true;

    [Fact]
    public async Task The_hall_goes_on_verifying_remembers_what_was_shown_and_keeps_what_waits()
    {
        var talent = await ArriveAsync(phone: true);
        var code = await ShownAsync(talent, "li-wei");
        var hall = await ArriveAsync();
        hall.Expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED");
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await hall.WorkedAsync();
        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-offline='accepted']")).ToBeVisibleAsync();

        await hall.Page.ReloadAsync();
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("1 条");
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-offline='replayed']")).ToContainTextAsync("首次使用");
        await ScanAsync(hall, await ShownAsync(talent, again: true));
        await Assertions.Expect(hall.Page.Locator("[data-offline='accepted']")).ToBeVisibleAsync();
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-reloaded-offline");

        await hall.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    public async Task The_hall_verifies_without_a_session_and_the_next_officer_uploads(int minutesFast)
    {
        var talent = await ArriveAsync(phone: true);
        var code = await ShownAsync(talent, minutesFast == 0 ? "li-wei" : "wu-hong");
        var hall = await ArriveAsync();
        hall.Expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED");
        if (minutesFast > 0)
        {
            await hall.Page.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddMinutes(minutesFast).UtcDateTime);
        }

        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await hall.Page.Locator("#place").FillAsync($"Window {minutesFast}");
        await hall.WorkedAsync();
        await hall.ForgetSessionAsync();
        await hall.Page.Context.SetOfflineAsync(true);
        await hall.Page.ReloadAsync();
        await Assertions.Expect(hall.Page.Locator("#unsigned")).ToContainTextAsync("下一位在本机登录的人员将自动上传");
        if (minutesFast == 0)
        {
            await (await HandScanner.PlugInAsync(hall)).ReadAsync(code);
            await Assertions.Expect(hall.Page.Locator(".outcome.green[data-offline='accepted']")).ToBeVisibleAsync();
        }
        else
        {
            await ScanAsync(hall, code);
            await Assertions.Expect(hall.Page.Locator(".outcome.amber[data-outcome='device_clock']")).ToContainTextAsync("快了约 120 分钟");
        }

        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("待登录后上传：1 条");
        await Assertions.Expect(hall.Page.Locator("#by-document, [data-file]")).ToHaveCountAsync(0);
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-unsigned-{minutesFast}");

        await hall.Page.Context.SetOfflineAsync(false);
        await hall.Page.Locator("[data-retry]").ClickAsync();
        await hall.Page.Locator("[data-account='hall-2']").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
        using var officer = await App.SignInAsync("hall-2");
        var scan = Assert.Single((await officer.GetJsonAsync($"/api/v1/scans?place=Window%20{minutesFast}")).Items);
        Assert.True(scan.GetProperty("offline").GetBoolean());
        Assert.Equal(("valid", "hall-2"), (scan.GetProperty("outcome").GetString(), scan.GetProperty("account").GetString()));
    }

    [Fact]
    public async Task The_pass_goes_on_showing_codes_of_its_own()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED");
        await ShownAsync(talent, "schmidt");
        await Assertions.Expect(talent.Page.Locator("#offline-ready p")).ToBeVisibleAsync();
        await talent.WorkedAsync();
        await talent.Page.Context.SetOfflineAsync(true);
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator(".picture[data-profile='H'] svg")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("pass-reloaded-offline");
        var code = await talent.Page.Locator("#code-text").InputValueAsync();

        var hall = await ArriveAsync();
        await hall.SignInAsync("/hall", "hall-2");
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='valid']")).ToBeVisibleAsync();
        await talent.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(talent.Page.Locator(".picture[data-profile='S']")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".facts")).ToContainTextAsync("人才层次");
    }

    [Fact]
    public async Task Only_the_pages_and_their_assets_are_kept_and_none_of_the_desk()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED");
        await ShownAsync(talent, "li-wei");
        await talent.WorkedAsync();
        var kept = await talent.Page.EvaluateAsync<string[]>(
            "async () => (await Promise.all((await caches.keys()).filter(name => name.startsWith('talentpass-')).map(async name => (await (await caches.open(name)).keys()).map(each => new URL(each.url).pathname)))).flat()");
        Assert.Contains("/pass", kept);
        Assert.Contains("/assets/verify/verifier.js", kept);
        Assert.DoesNotContain(kept, path => path.Contains("desk", StringComparison.Ordinal));
        Assert.Equal([], kept.Where(path => path is not ("/" or "/pass" or "/hall" or "/verify" or "/progress" or "/not-found") && !path.StartsWith("/assets/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_new_version_waits_until_the_page_is_opened_again()
    {
        var account = azurite.NewAccount();
        var before = await TestApp.StartAsync(account);
        var address = before.Http.BaseAddress!;
        var talent = await ArriveAtAsync(address.GetLeftPart(UriPartial.Authority), phone: true);
        talent.Expect("ERR_CONNECTION_REFUSED|ERR_FAILED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET");
        await ShownAsync(talent, "li-wei");
        await talent.WorkedAsync();
        await before.DisposeAsync();

        using var folder = new TemporaryFolder();
        await using var after = await TestApp.StartAsync(account, services => services.AddSingleton(NewSite(folder.Path)), port: address.Port);
        await talent.Page.EvaluateAsync(
            """
            async () => {
              const found = await navigator.serviceWorker.getRegistration();
              await found.update();
              const next = found.installing ?? found.waiting;
              await new Promise(done => {
                const look = () => next.state === "installed" && done(null);
                next.addEventListener("statechange", look);
                look();
              });
            }
            """);
        // The open page goes on with its own version, also in a view that it has not loaded yet.
        await talent.Page.Locator(".tabs a[href='#/services']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-service]").First).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".tabs a").First).ToHaveTextAsync("人才码");
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator(".tabs a").First).ToHaveTextAsync("新版人才码");
        await Assertions.Expect(talent.Page.Locator("[data-service]").First).ToBeVisibleAsync();
    }

    /// <summary>A copy of the site in which one text is another.</summary>
    private static SiteFiles NewSite(string folder)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var texts = Path.Combine(folder, "assets", "strings.js");
        File.WriteAllText(texts, File.ReadAllText(texts).Replace("[\"人才码\",", "[\"新版人才码\",", StringComparison.Ordinal));
        return new SiteFiles(folder);
    }

    private static async Task<string> ShownAsync(Visitor talent, string? account = null, bool again = false)
    {
        if (account is not null)
        {
            await talent.SignInAsync("/pass", account);
        }

        var text = talent.Page.Locator("#code-text");
        await Assertions.Expect(text).Not.ToHaveValueAsync("");
        var before = await text.InputValueAsync();
        if (again)
        {
            await talent.Page.Locator("#fresh-code").ClickAsync();
            await Assertions.Expect(text).Not.ToHaveValueAsync(before);
        }

        return await text.InputValueAsync();
    }

    private static async Task ScanAsync(Visitor hall, string code)
    {
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
    }
}
