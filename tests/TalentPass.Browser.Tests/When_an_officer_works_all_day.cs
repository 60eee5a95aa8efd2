using System.Net;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// An officer works in a long list while colleagues work too: the list keeps its place, its search and the focus, and a dialog keeps
/// what was typed.
/// </summary>
public sealed class When_an_officer_works_all_day(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    private const int Many = 60;

    [Fact]
    public async Task Every_request_is_reached_and_the_list_keeps_its_place_its_search_and_the_focus()
    {
        var numbers = await FileManyAsync(Many);
        // The other tests of this class file requests too.
        var many = (await OpenAsync()).Count;
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        var rows = officer.Page.Locator(".queue [data-number]");
        await Assertions.Expect(rows).ToHaveCountAsync(50);

        // Any column orders the whole list, and its order outlives a reload.
        var ordered = numbers.Concat((await OpenAsync()).Except(numbers)).Order(StringComparer.Ordinal).ToList();
        await officer.Page.Locator("[data-sort='number']").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(many);
        Assert.Equal(ordered, await ShownAsync());
        await officer.Page.Locator("[data-sort='number']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator("[aria-sort='descending']")).ToHaveCountAsync(1);
        await officer.Page.ReloadAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(many);
        Assert.Equal(Enumerable.Reverse(ordered), await ShownAsync());
        await officer.CheckAccessAsync();
        await officer.Page.Locator("[data-sort='due']").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(50);

        Task<string[]> ShownAsync() => rows.EvaluateAllAsync<string[]>("all => all.map(each => each.dataset.number)");

        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "更多" }).ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(many);
        await officer.CheckAccessAsync();

        await rows.Nth(many - 1).ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .timeline")).ToBeVisibleAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(many);
        await Assertions.Expect(rows.Nth(many - 1)).ToHaveAttributeAsync("aria-current", "true");

        // The row that has the focus changes, because a colleague claims its request.
        var focused = await rows.Nth(30).GetAttributeAsync("data-number");
        await rows.Nth(30).Locator("a").FocusAsync();
        await ClaimAsync(focused!);
        await LookAgainAsync(officer);
        var row = officer.Page.Locator($".queue [data-number='{focused}']");
        await Assertions.Expect(row).ToContainTextAsync("住建局经办二");
        await Assertions.Expect(row.Locator("a")).ToBeFocusedAsync();

        await officer.Page.Locator("#search").FillAsync(numbers[7]);
        await officer.Page.Locator("#search").PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await rows.First.ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .facts").First).ToContainTextAsync(numbers[7]);
        await Assertions.Expect(officer.Page.Locator("#search")).ToHaveValueAsync(numbers[7]);
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await officer.Page.Locator("#search").FillAsync("");
        await officer.Page.Locator("#search").PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(many);
        await officer.KeepPictureAsync("desk-long", whole: false);
    }

    [Fact]
    public async Task A_late_answer_of_the_list_does_not_overwrite_a_search()
    {
        var numbers = await FileManyAsync(2);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        var rows = officer.Page.Locator(".queue [data-number]");
        await Assertions.Expect(rows.First).ToBeVisibleAsync();
        var held = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await officer.Page.RouteAsync("**/desks/housing/requests?*", async route =>
        {
            asked.TrySetResult();
            await held.Task;
            await route.ContinueAsync();
        });
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "待认领" }).ClickAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await officer.Page.Locator("#search").FillAsync(numbers[0]);
        await officer.Page.Locator("#search").PressAsync("Enter");
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        held.SetResult();
        await officer.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Assertions.Expect(rows).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_dialog_keeps_what_was_typed_and_says_what_a_colleague_changed()
    {
        var number = Assert.Single(await FileManyAsync(1));
        var officer = await ArriveAsync();
        officer.Expect("412|422");
        await officer.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await officer.Page.Locator(".case button[data-action='accept']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .timeline [data-action='accept']")).ToBeVisibleAsync();

        var dialog = officer.Page.Locator("dialog");
        await officer.Page.Locator(".case button[data-action='extend']").ClickAsync();
        await dialog.GetByLabel("理由").FillAsync("需要实地核查");
        await dialog.GetByLabel("工作日").FillAsync("999");
        await dialog.GetByLabel("批准人").SelectOptionAsync("desk-housing-2");
        await dialog.Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("工作日")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(dialog.GetByLabel("工作日")).ToBeFocusedAsync();
        await Assertions.Expect(dialog.GetByLabel("理由")).ToHaveValueAsync("需要实地核查");
        await officer.CheckAccessAsync();

        using var colleague = await App.SignInAsync("desk-housing");
        var path = $"/api/v1/desks/housing/requests/{number}";
        (await colleague.PostJsonAsync($"{path}/note", new { text = "已电话联系" }, ifMatch: (await colleague.GetJsonAsync(path)).ETag)).Is(HttpStatusCode.OK);
        await dialog.GetByLabel("工作日").FillAsync("5");
        await dialog.Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(dialog.Locator("[role='alert']")).ToContainTextAsync("备注 · 住建局经办一");
        await Assertions.Expect(dialog.Locator("[role='alert']")).ToContainTextAsync("现在的状态：已受理");
        await Assertions.Expect(dialog.GetByLabel("理由")).ToHaveValueAsync("需要实地核查");
        await officer.KeepPictureAsync("desk-dialog-changed", whole: false);

        await dialog.Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        await Assertions.Expect(officer.Page.Locator(".case")).ToContainTextAsync("住建局经办一 → 住建局经办二");
    }
}
