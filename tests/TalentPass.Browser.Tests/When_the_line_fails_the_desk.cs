using System.Net;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>Each call of the desk's page is lost or late once. The officer always learns what happened, loses nothing and decides nothing twice.</summary>
public sealed class When_the_line_fails_the_desk(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    private const string Words = "路上的话";

    [Fact]
    public async Task Whatever_is_looked_for_is_found_in_the_end()
    {
        var number = (await FileManyAsync(2))[0];
        var (officer, walk) = await ArriveAtDeskAsync();
        var page = officer.Page;
        await walk.WalkAsync(
            new RoughStep("list", ListAsync, () => page.ReloadAsync(), $".queue [data-number='{number}']"),
            new RoughStep("case", ListAsync, () => TurnAsync(officer, $"case/{number}"), ".case .timeline"),
            new RoughStep("filter", AnewAsync, () => TurnAsync(officer, "queue?state=approved"), ".queue:has(#filter-service option:nth-child(2)):has(#filter-area option:nth-child(2)) .scroll + p.soft"),
            new RoughStep("search", ListAsync, SearchAsync, $".queue tbody:not(:has(tr:nth-child(2))) [data-number='{number}']")
            {
                Typed = ("#search", number),
            });

        async Task ListAsync()
        {
            await ClearAsync(officer);
            await TurnAsync(officer, "queue");
            await Assertions.Expect(Row(officer, number)).ToBeVisibleAsync();
        }

        // The page reads the choices of the filters once.
        async Task AnewAsync()
        {
            await ListAsync();
            await page.ReloadAsync();
            await Assertions.Expect(Row(officer, number)).ToBeVisibleAsync();
        }

        async Task SearchAsync()
        {
            await page.Locator("#search").FillAsync(number);
            await page.Locator("#search").PressAsync("Enter");
        }
    }

    [Fact]
    public async Task A_case_is_claimed_accepted_noted_and_decided_once()
    {
        var (officer, walk) = await ArriveAtDeskAsync();
        var page = officer.Page;
        var number = "";
        var fresh = new Queue<string>(await FileManyAsync(24));
        await walk.WalkAsync(Press("claim"), Press("accept", "claim"), Write("note"), Write("refuse", "claim", "accept"));

        RoughStep Press(string action, params string[] before) => new(action, () => CaseAsync(before), () => page.Locator($".case button[data-action='{action}']").ClickAsync(), $".case .timeline [data-action='{action}']")
        {
            Count = () => StepsAsync(number, action),
            Only = action == "claim" ? "" : "POST ",
        };

        RoughStep Write(string action, params string[] before) => Press(action) with
        {
            Ready = async () =>
            {
                await CaseAsync(before);
                await page.Locator($".case button[data-action='{action}']").ClickAsync();
                await page.Locator("dialog textarea").First.FillAsync(Words);
            },
            Go = GoAsync,
            Typed = ("dialog textarea", Words),
        };

        Task GoAsync() => page.Locator("dialog button[value='go']").ClickAsync();

        async Task CaseAsync(string[] before)
        {
            await ClearAsync(officer);
            number = fresh.Dequeue();
            foreach (var verb in before)
            {
                await ActAsync("desk-housing", number, verb, new { });
            }

            await TurnAsync(officer, $"case/{number}");
            await Assertions.Expect(page.Locator(".case .facts").First).ToContainTextAsync(number);
        }
    }

    [Fact]
    public async Task Many_cases_are_claimed_once()
    {
        var (officer, walk) = await ArriveAtDeskAsync();
        var page = officer.Page;
        var number = "";
        await walk.WalkAsync(new RoughStep("claim", ChooseAsync, () => page.Locator(".bulk [data-action='claim']").ClickAsync(), () => $".queue tr[data-number='{number}']:has-text('（我）')")
        {
            Says = ".results .bad, .alert:visible",
            Count = () => StepsAsync(number, "claim"),
        });

        async Task ChooseAsync()
        {
            await ClearAsync(officer);
            number = (await FileManyAsync(1))[0];
            await TurnAsync(officer, "case/x");
            await page.ReloadAsync();
            await TurnAsync(officer, "queue");
            await Row(officer, number).Locator("input").CheckAsync();
        }
    }

    [Fact]
    public async Task The_list_waits_for_no_names_and_a_dialog_for_no_common_reasons()
    {
        var number = (await FileManyAsync(1))[0];
        await ActAsync("desk-housing", number, "claim", new { });
        var line = await RoughenAsync();
        var officer = await ArriveAsync();
        var names = line.Disturb("GET /desks/housing/colleagues", Mishap.Held);
        await officer.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(Row(officer, number)).ToContainTextAsync("desk-housing");
        await names.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        line.Mend();
        await Assertions.Expect(Row(officer, number)).Not.ToContainTextAsync("desk-housing");

        var reasons = line.Disturb("GET /desks/housing/reasons", Mishap.Held);
        await Row(officer, number).Locator("a").ClickAsync();
        await officer.Page.Locator(".case button[data-action='not-accept']").ClickAsync();
        await officer.Page.Locator("dialog textarea").First.FillAsync(Words);
        await reasons.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        line.Mend();
        await Assertions.Expect(officer.Page.Locator("dialog [data-reasons]")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator("dialog textarea").First).ToHaveValueAsync(Words);
    }

    private async Task<(Visitor Officer, RoughWalk Walk)> ArriveAtDeskAsync()
    {
        var line = await RoughenAsync();
        var officer = await ArriveAsync();
        var walk = await RoughWalk.BeginAsync(officer, line);
        await officer.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(officer.Page.Locator(".queue thead")).ToBeVisibleAsync();
        return (officer, walk);
    }

    private static async Task TurnAsync(Visitor officer, string view) => await officer.Page.EvaluateAsync("view => { location.hash = `#/${view}`; }", view);

    private static async Task ClearAsync(Visitor officer)
    {
        if (await officer.Page.Locator("dialog").IsVisibleAsync())
        {
            await officer.Page.Keyboard.PressAsync("Escape");
        }

        await officer.Page.Locator("#search").FillAsync("");
        await officer.Page.Locator("#search").PressAsync("Enter");
    }

    private async Task<int> StepsAsync(string number, string action)
    {
        using var desk = await App.SignInAsync("desk-housing");
        var found = (await desk.GetJsonAsync($"/api/v1/desks/housing/requests/{number}")).Is(HttpStatusCode.OK);
        return found.Member("timeline").EnumerateArray().Count(each => each.GetProperty("action").GetString() == action);
    }
}
