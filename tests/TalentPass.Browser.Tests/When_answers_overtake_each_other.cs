using System.Net;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>The answer to a question comes after the answer to the next one. It changes nothing any more.</summary>
public sealed class When_answers_overtake_each_other(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    private RoughLine? _line;

    [Fact]
    public async Task A_talent_sees_what_was_opened_last_and_what_was_done_last()
    {
        var (one, other) = (await FileAsync("li-wei"), await FileAsync("li-wei"));
        var talent = await ArriveAtAsync("/pass", "li-wei", ".picture[data-profile]");
        await OvertakeAsync(talent, "GET /services/*", () => TurnAsync(talent, "service/medical-green-lane"), () => TurnAsync(talent, $"service/{Rent}"), ".view:has([data-name='monthlyRentYuan'])");
        await OvertakeAsync(talent, "GET /requests/*", () => TurnAsync(talent, $"request/{one}"), () => TurnAsync(talent, $"request/{other}"), $".facts:has-text('{other}')");
        await OvertakeAsync(talent, "GET /requests/*", () => LookAgainAsync(talent), WithdrawAsync, ".timeline [data-action='withdraw']");
        await OvertakeAsync(talent, "GET /passes/current/code", () => TurnAsync(talent, "code"), () => talent.Page.Locator("#fresh-code").ClickAsync(), ".picture[data-profile]");

        async Task WithdrawAsync()
        {
            await talent.Page.Locator("button[data-action='withdraw']").ClickAsync();
            await talent.Page.Locator("dialog textarea").FillAsync("不再需要");
            await talent.Page.Locator("dialog button[value='go']").ClickAsync();
        }
    }

    [Fact]
    public async Task An_officer_sees_the_case_the_list_and_the_search_that_were_asked_for_last()
    {
        var numbers = await FileManyAsync(2);
        var officer = await ArriveAtAsync("/desk", "desk-housing", ".queue tr[data-number]");
        var list = "GET /desks/housing/requests";
        await OvertakeAsync(officer, $"{list}/*", () => TurnAsync(officer, $"case/{numbers[0]}"), () => TurnAsync(officer, $"case/{numbers[1]}"), $".case .facts:has-text('{numbers[1]}')");
        await TurnAsync(officer, "queue");
        await OvertakeAsync(officer, list, () => TurnAsync(officer, "queue?state=approved"), () => TurnAsync(officer, "queue"), $".queue:has([data-number='{numbers[0]}']):has([data-number='{numbers[1]}'])");
        await OvertakeAsync(officer, "GET /desks/housing/search", () => SearchAsync(numbers[0]), () => SearchAsync(numbers[1]), $".queue tbody:not(:has([data-number='{numbers[0]}'])) [data-number='{numbers[1]}']");

        async Task SearchAsync(string text)
        {
            await officer.Page.Locator("#search").FillAsync(text);
            await officer.Page.Locator("#search").PressAsync("Enter");
        }
    }

    [Fact]
    public async Task Who_looks_up_two_receipts_sees_the_second()
    {
        var (one, other) = (await ReceiptAsync("wu-hong"), await ReceiptAsync("wu-hong"));
        var visitor = await ArriveAtAsync("/progress", null, "#look-up");
        await OvertakeAsync(visitor, "GET /progress", () => AskAsync(one), () => AskAsync(other), $"[data-found='{other.Text("number")}']");
        await visitor.Page.GotoAsync("/verify");
        await OvertakeAsync(visitor, "GET /verify", () => VerifyAsync("ABCD"), () => VerifyAsync(""), "#answer:not(:has([data-status])) .alert");

        async Task AskAsync(Answer receipt)
        {
            await visitor.Page.Locator("#number").FillAsync(receipt.Text("number"));
            await visitor.Page.Locator("#code").FillAsync(receipt.Text("shortCode"));
            await visitor.Page.Locator("#code").PressAsync("Enter");
        }

        async Task VerifyAsync(string code)
        {
            await visitor.Page.Locator("#number").FillAsync("NB-1");
            await visitor.Page.Locator("#code").FillAsync(code);
            await visitor.Page.Locator("#code").PressAsync("Enter");
        }
    }

    private async Task<Visitor> ArriveAtAsync(string path, string? account, string shown)
    {
        _line = await RoughenAsync();
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync(path);
        if (account is not null)
        {
            await visitor.Page.Locator($"[data-account='{account}']").ClickAsync();
        }

        await Assertions.Expect(visitor.Page.Locator(shown).First).ToBeVisibleAsync();
        return visitor;
    }

    /// <summary>Asks two questions. The answer to the first comes when the answer to the second is drawn.</summary>
    private async Task OvertakeAsync(Visitor visitor, string call, Func<Task> first, Func<Task> second, string seen)
    {
        var held = _line!.Disturb(call, Mishap.Held);
        await first();
        await held.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await second();
        await Assertions.Expect(visitor.Page.Locator(seen)).ToBeVisibleAsync();
        _line.Mend();
        await _line.SettledAsync();
        // The page has handled what has come when it has asked for something else and has its answer. Then it is looked at once: what
        // the page would draw later, when it asks again by itself, says nothing.
        await visitor.Page.EvaluateAsync("() => fetch('/api/v1/sign-in/providers').then(answer => answer.json()).then(() => new Promise(next => requestAnimationFrame(() => setTimeout(next))))");
        Assert.True(await visitor.Page.Locator(seen).IsVisibleAsync(), $"{call}: the earlier answer is drawn at {visitor.Page.Url}.");
    }

    private static async Task TurnAsync(Visitor visitor, string view) => await visitor.Page.EvaluateAsync("view => { location.hash = `#/${view}`; }", view);

    private async Task<string> FileAsync(string account) => (await ReceiptAsync(account)).Text("number");

    private async Task<Answer> ReceiptAsync(string account)
    {
        using var own = await App.SignInAsync(account);
        return (await own.PostJsonAsync("/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), confirmRepeat = true })).Is(HttpStatusCode.Created);
    }
}
