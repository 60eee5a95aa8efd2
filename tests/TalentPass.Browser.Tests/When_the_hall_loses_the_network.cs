using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The hall's page has no network and verifies codes itself. It uploads the scans later, each with the time at which it
/// was made.
/// </summary>
public sealed class When_the_hall_loses_the_network(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    protected override bool IsKept => true;

    [Fact]
    public async Task It_checks_codes_by_itself_and_uploads_each_once()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "li-wei");
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        var code = await talent.Page.Locator("#code-text").InputValueAsync();

        var hall = await ReadyAsync();
        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-offline='accepted']")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator(".outcome")).ToContainTextAsync("领军人才");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-offline-valid");
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-offline='replayed']")).ToContainTextAsync("首次使用");
        await ScanAsync(hall, "TP1:NOT A CODE");
        await Assertions.Expect(hall.Page.Locator("[data-outcome='invalid']")).ToBeVisibleAsync();
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("3 条");

        ConcurrentQueue<IResponse> uploads = [];
        hall.Page.Response += (_, response) =>
        {
            if (response.Request.PostData?.Contains("scannedAt", StringComparison.Ordinal) == true)
            {
                uploads.Enqueue(response);
            }
        };
        await hall.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
        await Assertions.Expect(hall.Page.Locator(".alert")).ToHaveCountAsync(0);
        var answers = await Task.WhenAll(uploads.Select(each => each.TextAsync()));
        Assert.Equal(["valid", "already_used", "invalid"], answers.Select(each => JsonElement.Parse(each).GetProperty("outcome").GetString()));

        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-outcome='already_used']")).ToBeVisibleAsync();
        Assert.Equal(3, uploads.Count);
    }

    [Fact]
    public async Task A_code_that_was_good_here_and_used_elsewhere_is_told_once_the_network_is_back()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass", "chen-hk");
        await Assertions.Expect(talent.Page.Locator("#code-text")).Not.ToHaveValueAsync("");
        var code = await talent.Page.Locator("#code-text").InputValueAsync();
        var hall = await ReadyAsync();
        var other = await ReadyAsync();
        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-offline='accepted']")).ToBeVisibleAsync();
        await ScanAsync(other, code);
        await Assertions.Expect(other.Page.Locator("[data-outcome='valid']")).ToBeVisibleAsync();
        await hall.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(hall.Page.Locator(".alert")).ToContainTextAsync("此码已使用");
    }

    [Theory]
    [InlineData(3, "快了约 3 分钟")]
    [InlineData(-120, "慢了约 120 分钟")]
    public async Task A_wrong_clock_of_this_device_is_named_and_not_blamed_on_the_holder_and_the_uploads_go_on(int minutes, string words)
    {
        var hall = await ArriveAsync();
        hall.Expect("ERR_INTERNET_DISCONNECTED");
        await hall.Page.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddMinutes(minutes).UtcDateTime);
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, await CodeOfAsync("li-wei"));
        await Assertions.Expect(hall.Page.Locator(".outcome.amber[data-outcome='device_clock']")).ToContainTextAsync(words);
        await Assertions.Expect(hall.Page.Locator(".outcome")).ToContainTextAsync("按市里的时间计算：有效");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("1 条");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-clock-{minutes}");

        await hall.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(hall.Page.Locator(".outcome.green .holder")).ToHaveTextAsync("李*");
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
    }

    [Fact]
    public async Task A_scan_that_is_given_up_is_told()
    {
        var hall = await ReadyAsync();
        hall.Expect("422");
        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, "TP1:NO CODE EITHER");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("1 条");
        await ShiftAsync(hall, -8 * 86400);
        await hall.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(hall.Page.Locator("#told .alert")).ToContainTextAsync("未能上传（时间过久）");
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
        await hall.KeepPictureAsync("hall-given-up");
    }

    [Fact]
    public async Task A_phone_and_a_hall_that_are_both_offline_still_meet_and_a_frozen_pass_is_known_from_the_list()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("ERR_INTERNET_DISCONNECTED");
        talent.Expect("409");
        await talent.SignInAsync("/pass", "wu-hong");
        await Assertions.Expect(talent.Page.Locator("#offline-ready p")).ToBeVisibleAsync();
        var hall = await ReadyAsync();
        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, await OwnCodeAsync(talent));
        await Assertions.Expect(hall.Page.Locator("[data-offline='accepted']")).ToBeVisibleAsync();

        await hall.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
        var code = await OwnCodeAsync(talent);
        using var elsewhere = await App.SignInAsync("wu-hong");
        (await elsewhere.PostJsonAsync("/api/v1/passes/current/freeze", new { })).Is(HttpStatusCode.OK);
        await UntilListedAsync(hall, code);
        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, code);
        await Assertions.Expect(hall.Page.Locator("[data-offline='status_suspended']")).ToBeVisibleAsync();
        await hall.KeepPictureAsync("hall-offline-suspended");
    }

    private async Task<Visitor> ReadyAsync()
    {
        var hall = await ArriveAsync();
        hall.Expect("ERR_INTERNET_DISCONNECTED");
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        return hall;
    }

    // The app makes a new list every 15 seconds. The page fetches the list again until the pass is in it.
    private static async Task UntilListedAsync(Visitor hall, string code)
    {
        var seen = await hall.Page.EvaluateAsync<string>(
            """
            async text => {
              const { keptLists } = await import("/assets/hall/lists.js");
              const lists = await keptLists();
              for (let i = 0; i < 120; i++) {
                await lists.refresh();
                const { reason } = await lists.verify(text);
                if (reason === "status_suspended") {
                  return reason;
                }

                await new Promise(next => setTimeout(next, 500));
              }

              return "never";
            }
            """,
            code);
        Assert.Equal("status_suspended", seen);
        await hall.Page.ReloadAsync();
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
    }

    private static async Task<string> OwnCodeAsync(Visitor talent)
    {
        await talent.Page.Context.SetOfflineAsync(true);
        await talent.Page.Locator("#fresh-code").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".picture[data-profile='H']")).ToBeVisibleAsync();
        var code = await talent.Page.Locator("#code-text").InputValueAsync();
        await talent.Page.Context.SetOfflineAsync(false);
        return code;
    }

    // Moves the times of the waiting scans by the given number of seconds (negative: earlier). Then the page gets the
    // event that the network is back.
    private static async Task ShiftAsync(Visitor hall, int seconds) => await hall.Page.EvaluateAsync(
        """
        seconds => {
          const scans = JSON.parse(localStorage.getItem("talentpass.scans"));
          localStorage.setItem("talentpass.scans", JSON.stringify(scans.map(each => ({ ...each, scannedAt: new Date(Date.parse(each.scannedAt) + seconds * 1000).toISOString() }))));
          dispatchEvent(new Event("online"));
        }
        """,
        seconds);

    private static async Task ScanAsync(Visitor hall, string code)
    {
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
    }
}
