using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>Each call of the talent's pages is lost or late once. The talent always learns what happened, loses nothing and does nothing twice.</summary>
public sealed class When_the_line_fails_the_talent(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    private const string Rent = "housing-rent-subsidy";
    private const string Words = "路上的话";

    [Fact]
    public async Task Whatever_is_opened_is_there_in_the_end()
    {
        var (talent, walk) = await ArriveAtPassAsync("li-wei");
        var number = await FileAsync("li-wei");
        await walk.WalkAsync(
            Open("code", ".picture[data-profile]"),
            Open("services", "[data-service]"),
            Open($"service/{Rent}", "#submit-request"),
            Open("bundle/new-arrival", "#submit-request"),
            Open("requests", $"[data-number='{number}']"),
            Open($"request/{number}", ".timeline"),
            Open($"receipt/{number}", "#receipt"),
            Open("entitlements", "[data-entitlement]"),
            Open("looks", "#no-looks, .looks"),
            Open("messages", "#no-messages"),
            Open("channels", "#channel-language"));

        RoughStep Open(string view, string done) => new(view, () => ShowAsync(talent, view == "looks" ? "requests" : "looks"), () => TurnAsync(talent, view), done);
    }

    [Fact]
    public async Task A_request_is_filed_once_with_all_that_was_typed_and_chosen()
    {
        const string Account = "chen-hk";
        var (talent, walk) = await ArriveAtPassAsync(Account);
        var page = talent.Page;
        await ShowAsync(talent, $"service/{Rent}");
        await talent.FillAsync();
        var file = 0;
        await walk.WalkAsync(
            new RoughStep("upload", () => Task.CompletedTask, ChooseAsync, $"[data-tick='lease-contract']:checked")
            {
                Again = () => page.Locator("[data-again='lease-contract']").ClickAsync(),
            },
            new RoughStep("draft", () => page.Locator("#saved").EvaluateAsync("all => all.replaceChildren()"), WriteAsync, "#saved:has-text('已保存')")
            {
                Says = "#saved:has-text('本机')",
                Again = () => page.EvaluateAsync("dispatchEvent(new Event('online'))"),
            },
            new RoughStep("submit", FormAsync, () => page.Locator("#send-request").ClickAsync(), ".timeline")
            {
                Again = AgainAsync,
                Count = () => CountAsync(Account),
                Only = "POST ",
            });

        async Task ChooseAsync()
        {
            await page.Locator("[data-paper='lease-contract']").SetInputFilesAsync(new FilePayload { Name = $"{++file}.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 lease"u8.ToArray() });
        }

        Task WriteAsync() => page.Locator("[data-name='landlordName'] input").FillAsync($"王芳{++file}");

        async Task FormAsync()
        {
            await WithdrawAllAsync(Account);
            await ShowAsync(talent, $"service/{Rent}");
            await talent.FillAsync();
            await page.Locator("#submit-request").ClickAsync();
            await Assertions.Expect(page.Locator("#send-request")).ToBeVisibleAsync();
        }

        Task AgainAsync() => page.Locator("#send-request").ClickAsync();
    }

    [Fact]
    public async Task What_is_asked_of_a_request_is_done_once()
    {
        const string Account = "wu-hong";
        var (talent, walk) = await ArriveAtPassAsync(Account);
        var page = talent.Page;
        var number = "";
        await walk.WalkAsync(
            Act("urge"), Act("withdraw"),
            new RoughStep("supplement", AskedAsync, GoAsync, ".timeline [data-action='supplement']") { Again = GoAsync, Typed = ("dialog input[type=text]", Words), Only = "POST ", Count = () => StepsAsync("supplement") });

        RoughStep Act(string action) => new(action, () => DialogAsync(action), GoAsync, $".timeline [data-action='{action}']")
        {
            Again = GoAsync,
            Typed = ("dialog textarea", Words),
            Count = () => StepsAsync(action),
            Only = action == "urge" ? "" : "POST ",
        };

        async Task DialogAsync(string action)
        {
            number = await FileAsync(Account);
            await OpenAsync(action);
            await page.Locator("dialog textarea").FillAsync(Words);
        }

        async Task AskedAsync()
        {
            number = await FileAsync(Account);
            using var desk = await App.SignInAsync("desk-housing");
            var path = $"/api/v1/desks/housing/requests/{number}";
            var found = await HttpJson.UntilAsync(() => desk.GetJsonAsync(path), each => each.Status == HttpStatusCode.OK, "the request is at the desk");
            (await desk.PostJsonAsync($"{path}/request-supplement", new { items = new[] { new { field = "bankName", text = "开户行" } }, dueWorkingDays = 5 }, ifMatch: found.ETag)).Is(HttpStatusCode.OK);
            await OpenAsync("supplement");
            await page.Locator("dialog input[type=text]").FillAsync(Words);
        }

        async Task OpenAsync(string action)
        {
            await ShowAsync(talent, $"request/{number}");
            await page.Locator($"[data-action='{action}']:is(button)").ClickAsync();
        }

        Task GoAsync() => page.Locator("dialog button[value='go']").ClickAsync();

        async Task<int> StepsAsync(string action)
        {
            using var own = await App.SignInAsync(Account);
            return (await own.GetJsonAsync($"/api/v1/requests/{number}")).Member("timeline").EnumerateArray().Count(each => each.GetProperty("action").GetString() == action);
        }
    }

    [Fact]
    public async Task A_lost_phone_is_frozen_and_a_found_one_unfrozen()
    {
        var (talent, walk) = await ArriveAtPassAsync("zhang-hui");
        await walk.WalkAsync(
            new RoughStep("freeze", () => ReadyAsync("unfreeze"), () => talent.Page.Locator("#freeze").ClickAsync(), "[data-standing='frozen']"),
            new RoughStep("unfreeze", () => ReadyAsync("freeze"), () => talent.Page.Locator("#unfreeze").ClickAsync(), ".picture[data-profile]"));

        async Task ReadyAsync(string before)
        {
            using var own = await App.SignInAsync("zhang-hui");
            await own.PostJsonAsync($"/api/v1/passes/current/{before}", new { });
            await ShowAsync(talent, "looks");
            await ShowAsync(talent, "code");
            if (before == "unfreeze")
            {
                await talent.Page.Locator("#lost summary").ClickAsync();
            }
        }
    }

    private async Task<(Visitor Talent, RoughWalk Walk)> ArriveAtPassAsync(string account)
    {
        var line = await RoughenAsync();
        var talent = await ArriveAsync(phone: true);
        var walk = await RoughWalk.BeginAsync(talent, line);
        // The number of messages is asked for once, after the code.
        var counted = talent.Page.WaitForResponseAsync("**/me/notifications/unread");
        await talent.SignInAsync("/pass", account);
        await Assertions.Expect(talent.Page.Locator(".picture[data-profile]")).ToBeVisibleAsync();
        await counted;
        return (talent, walk);
    }

    private static async Task ShowAsync(Visitor talent, string view)
    {
        await TurnAsync(talent, view);
        await Assertions.Expect(talent.Page.Locator(".loading")).ToHaveCountAsync(0);
    }

    // Ends when the page has begun to draw the view, whatever becomes of it.
    private static async Task TurnAsync(Visitor talent, string view) => await talent.Page.EvaluateAsync("""
        view => new Promise(done => {
          const main = document.querySelector("main");
          const before = main.querySelector(".view");
          new MutationObserver((_, observer) => {
            if (!before.isConnected) {
              observer.disconnect();
              done(null);
            }
          }).observe(main, { childList: true });
          if (location.hash === `#/${view}`) {
            dispatchEvent(new Event("hashchange"));
          } else {
            location.hash = `#/${view}`;
          }
        })
        """, view);

    private async Task<string> FileAsync(string account)
    {
        using var own = await App.SignInAsync(account);
        return (await own.PostJsonAsync("/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), confirmRepeat = true }, RandomSource.System.Id(20))).Is(HttpStatusCode.Created).Text("number");
    }

    private async Task<int> CountAsync(string account)
    {
        using var own = await App.SignInAsync(account);
        return (await own.GetJsonAsync("/api/v1/requests?limit=100")).Items.Count;
    }

    private async Task WithdrawAllAsync(string account)
    {
        using var own = await App.SignInAsync(account);
        foreach (var each in (await own.GetJsonAsync("/api/v1/requests?limit=100")).Items.Where(each => each.GetProperty("state").GetString() == "submitted"))
        {
            (await own.PostJsonAsync($"/api/v1/requests/{each.GetProperty("number").GetString()}/withdraw", new { reason = "又一次" })).Is(HttpStatusCode.OK);
        }
    }
}
