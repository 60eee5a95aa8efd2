namespace TalentPass.Browser.Tests;

/// <summary>An officer works through the list with the keyboard alone. What a hand scanner types is no such work.</summary>
public sealed class When_an_officer_works_with_keys(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    [Fact]
    public async Task The_list_and_its_cases_are_walked_through_claimed_and_left_by_keys()
    {
        await FileManyAsync(4);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        var numbers = await ReadyAsync(officer);
        await PressAsync(officer, "j");
        await Assertions.Expect(Row(officer, numbers[0]).Locator("a")).ToBeFocusedAsync();
        await PressAsync(officer, "j");
        await PressAsync(officer, "j");
        await PressAsync(officer, "k");
        await Assertions.Expect(Row(officer, numbers[1]).Locator("a")).ToBeFocusedAsync();
        await PressAsync(officer, "c");
        await Assertions.Expect(Row(officer, numbers[1])).ToContainTextAsync("住建局经办一（我）");

        await Row(officer, numbers[1]).Locator("a").FocusAsync();
        await PressAsync(officer, "Enter");
        await Assertions.Expect(officer.Page.Locator(".case .timeline")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator(".case-bar")).ToContainTextAsync("第 2 件");
        await PressAsync(officer, "a");
        await Assertions.Expect(officer.Page.Locator(".case .timeline [data-action='accept']")).ToBeVisibleAsync();
        await PressAsync(officer, "n");
        await Assertions.Expect(officer.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(numbers[2]));
        await Assertions.Expect(officer.Page.Locator(".case .facts").First).ToContainTextAsync(numbers[2]);

        // The accepted case has a later date now and stands elsewhere, so the one before is the first.
        await PressAsync(officer, "p");
        await Assertions.Expect(officer.Page.Locator(".case .facts").First).ToContainTextAsync(numbers[0]);
        await officer.Page.Locator("[data-step='1']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .facts").First).ToContainTextAsync(numbers[2]);
        await Assertions.Expect(officer.Page.Locator("[data-step='1']")).ToBeFocusedAsync();
        await officer.Page.Locator(".case h2").First.FocusAsync();
        await PressAsync(officer, "Escape");
        await Assertions.Expect(officer.Page.Locator(".case")).ToHaveCountAsync(0);
        await Assertions.Expect(Row(officer, numbers[2]).Locator("a")).ToBeFocusedAsync();

        await PressAsync(officer, "?");
        await Assertions.Expect(officer.Page.Locator("dialog#keys")).ToContainTextAsync("认领");
        await officer.CheckAccessAsync();
        await officer.KeepPictureAsync("desk-keys", whole: false);
        await PressAsync(officer, "Escape");
        await Assertions.Expect(officer.Page.Locator("dialog#keys")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_a_field_the_keys_are_letters_and_with_modifiers_they_are_the_browsers()
    {
        await FileManyAsync(2);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        var numbers = await ReadyAsync(officer);
        await PressAsync(officer, "/");
        await Assertions.Expect(officer.Page.Locator("#search")).ToBeFocusedAsync();
        await officer.Page.Keyboard.TypeAsync("jack?", new() { Delay = 120 });
        await Assertions.Expect(officer.Page.Locator("#search")).ToHaveValueAsync("jack?");
        await Assertions.Expect(officer.Page.Locator("dialog")).ToHaveCountAsync(0);
        await Row(officer, numbers[0]).Locator("a").FocusAsync();
        await PressAsync(officer, "Control+j");
        await Assertions.Expect(Row(officer, numbers[0]).Locator("a")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_hand_scanner_presses_no_button_and_claims_nothing()
    {
        await FileManyAsync(2);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        var numbers = await ReadyAsync(officer);
        await Row(officer, numbers[0]).ClickAsync();
        var accept = officer.Page.Locator(".case button[data-action='accept']");
        await accept.FocusAsync();
        var gun = await HandScanner.PlugInAsync(officer);
        await gun.ReadAsync("tp1:acxnpjk/ca?");
        await Assertions.Expect(accept).ToBeFocusedAsync();
        await Assertions.Expect(officer.Page.Locator("dialog")).ToHaveCountAsync(0);
        // A key that a person presses afterwards works, so the page has seen all keys before.
        await gun.ReadAsync("?", end: "");
        await Assertions.Expect(officer.Page.Locator("dialog#keys")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator(".case .timeline li")).ToHaveCountAsync(1);
        await Assertions.Expect(officer.Page.Locator(".case .facts").First).ToContainTextAsync(numbers[0]);
    }

    // A person holds a key for a moment; a hand scanner does not.
    private static Task PressAsync(Visitor officer, string key) => officer.Page.Keyboard.PressAsync(key, new() { Delay = 120 });

    private static async Task<string[]> ReadyAsync(Visitor officer)
    {
        await Assertions.Expect(Rows(officer).First).ToBeVisibleAsync();
        return await Rows(officer).EvaluateAllAsync<string[]>("rows => rows.map(each => each.dataset.number)");
    }
}
