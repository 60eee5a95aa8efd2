using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>Whoever cannot use a mouse does everything with Tab, Enter, Space, Escape and the arrows, and always sees where the focus is.</summary>
public sealed class When_somebody_has_only_the_keyboard(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    [Fact]
    public async Task A_talent_files_a_request_and_urges_it()
    {
        var talent = await ArriveAsync(phone: true);
        var keys = new Keyboard(talent);
        await SignInAsync(talent, keys, "/pass", "li-wei", "main");
        await keys.GoToAsync("nav a[href='#/services']");
        await EnterAsync(keys, "main");
        await keys.GoToAsync($"[data-service='{Rent}']");
        await EnterAsync(keys, "main");
        await Assertions.Expect(talent.Page.Locator("#submit-request")).ToBeVisibleAsync();
        await keys.GoToAsync("#submit-request");
        await EnterAsync(keys, "[aria-invalid]");
        await keys.FillAsync("#submit-request", SeedCatalogue.Example(Rent));
        await EnterAsync(keys, "#without-papers");
        await EnterAsync(keys, "#review");
        await keys.GoToAsync("#back-to-form");
        await EnterAsync(keys, "#submit-request");
        await EnterAsync(keys, "#without-papers");
        await EnterAsync(keys, "#review");
        await keys.GoToAsync("#send-request");
        await EnterAsync(keys, "main");
        await Assertions.Expect(talent.Page.Locator(".timeline")).ToBeVisibleAsync();

        await keys.GoToAsync("button[data-action='urge']");
        await EnterAsync(keys, "dialog textarea");
        await keys.PressAsync("Escape");
        await keys.IsAtAsync("button[data-action='urge']");
        await EnterAsync(keys, "dialog textarea");
        await keys.TypeAsync("hurry");
        await keys.GoToAsync("dialog button[value='go']");
        await keys.PressAsync("Enter");
        await Assertions.Expect(talent.Page.Locator(".timeline [data-action='urge']")).ToBeVisibleAsync();
        await keys.IsAtAsync("button[data-action='urge']");
        await LeaveAsync(keys);
    }

    [Fact]
    public async Task Hall_staff_scan_and_file()
    {
        using var own = await App.SignInAsync("wu-hong");
        await own.PostJsonAsync("/api/v1/passes", new { });
        var code = (await own.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        var hall = await ArriveAsync();
        var keys = new Keyboard(hall);
        await SignInAsync(hall, keys, "/hall", "hall-1", "#code");
        await hall.Page.Keyboard.InsertTextAsync(code);
        await EnterAsync(keys, "#code");
        await Assertions.Expect(hall.Page.Locator(".outcome.green .holder")).ToHaveTextAsync("吴*");
        await keys.GoToAsync($"[data-file='{Rent}']");
        await EnterAsync(keys, "main");
        await Assertions.Expect(hall.Page.Locator("#submit-request")).ToBeVisibleAsync();
        await keys.FillAsync("#document-confirmed", SeedCatalogue.Example(Rent));
        await keys.PressAsync("Space");
        await keys.GoToAsync("#submit-request");
        await EnterAsync(keys, "#without-papers");
        await EnterAsync(keys, "#receipt");
        await keys.GoToAsync("a.back", "Shift+Tab");
        await EnterAsync(keys, "#code");
        await Assertions.Expect(hall.Page.Locator(".outcome [data-filed]")).ToBeVisibleAsync();
        await keys.GoToAsync("#finish");
        await keys.PressAsync("Enter");
        await Assertions.Expect(hall.Page.Locator(".outcome")).ToHaveCountAsync(0);
        await keys.IsAtAsync("#code");
        await LeaveAsync(keys);
    }

    [Fact]
    public async Task An_officer_claims_and_decides()
    {
        var numbers = await FileManyAsync(2);
        var officer = await ArriveAsync();
        var keys = new Keyboard(officer);
        await SignInAsync(officer, keys, "/desk", "desk-housing", "main");
        await Assertions.Expect(Row(officer, numbers[0])).ToBeVisibleAsync();
        await keys.GoToAsync(".filters button:nth-child(3)");
        await EnterAsync(keys, ".filters button:nth-child(3)");
        await keys.GoToAsync($"[data-number='{numbers[0]}'] a");
        await EnterAsync(keys, $"[data-number='{numbers[0]}'] a");
        await Assertions.Expect(officer.Page.Locator(".case .timeline")).ToBeVisibleAsync();
        await keys.GoToAsync(".case [data-action='claim']");
        await EnterAsync(keys, ".case h2");
        await keys.GoToAsync(".case [data-action='note']");
        await EnterAsync(keys, "dialog textarea");
        await keys.PressAsync("Escape");
        await keys.IsAtAsync(".case [data-action='note']");
        await keys.GoToAsync(".case [data-action='not-accept']");
        await EnterAsync(keys, "dialog textarea");
        await keys.TypeAsync("no");
        await keys.GoToAsync("dialog button[value='go']");
        await EnterAsync(keys, ".case h2");
        await keys.GoToAsync(".case a.back", "Shift+Tab");
        await keys.PressAsync("Enter");
        await Assertions.Expect(officer.Page.Locator(".case")).ToHaveCountAsync(0);
        await keys.IsAtAsync(".queue [data-number] a");
        await LeaveAsync(keys);
    }

    private static async Task SignInAsync(Visitor visitor, Keyboard keys, string path, string account, string then)
    {
        await visitor.Page.GotoAsync(path);
        await Assertions.Expect(visitor.Page.Locator(".accounts button").First).ToBeFocusedAsync();
        await keys.GoToAsync($"[data-account='{account}']");
        await EnterAsync(keys, then);
        await keys.GoToAsync("#language", "Shift+Tab");
        await EnterAsync(keys, "#language");
        await EnterAsync(keys, "#language");
    }

    private static async Task LeaveAsync(Keyboard keys)
    {
        await keys.GoToAsync(".bar button:first-of-type", "Shift+Tab");
        await EnterAsync(keys, ".accounts button");
    }

    private static async Task EnterAsync(Keyboard keys, string then)
    {
        await keys.PressAsync("Enter");
        await keys.IsAtAsync(then);
    }
}
