namespace TalentPass.Browser.Tests;

/// <summary>An officer narrows the list of the desk. What is chosen is in the address, so reload, back and language keep it.</summary>
public sealed class When_an_officer_narrows_the_list(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    [Fact]
    public async Task Filters_stay_through_reload_back_language_and_an_open_case()
    {
        var numbers = await FileManyAsync(6);
        await ClaimAsync(numbers[0]);
        await ActAsync("desk-housing-2", numbers[1], "accept", new { });
        await UrgeAsync(numbers[^1]);
        var all = (await OpenAsync()).Count;
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(all);
        await officer.KeepPictureAsync("desk-list");

        await officer.Page.Locator("summary", new() { HasText = "筛选" }).ClickAsync();
        await officer.Page.GetByLabel("状态").SelectOptionAsync("accepted");
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(1);
        await Assertions.Expect(Row(officer, numbers[1])).ToBeVisibleAsync();
        Assert.EndsWith("#/queue?state=accepted", officer.Page.Url, StringComparison.Ordinal);
        await officer.CheckAccessAsync();

        await officer.Page.ReloadAsync();
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(1);
        await Assertions.Expect(officer.Page.GetByLabel("状态")).ToHaveValueAsync("accepted");
        await officer.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(officer.Page.GetByLabel("State")).ToHaveValueAsync("accepted");
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(1);
        await officer.KeepPictureAsync("desk-list-en");

        await Rows(officer).First.ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .timeline")).ToBeVisibleAsync();
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(1);
        await officer.Page.GoBackAsync();
        await Assertions.Expect(officer.Page.Locator(".case")).ToHaveCountAsync(0);
        await officer.Page.GoBackAsync();
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(all);
    }

    [Fact]
    public async Task A_tile_of_the_counts_shows_what_it_counts_and_a_second_press_shows_all_again()
    {
        var numbers = await FileManyAsync(3);
        await UrgeAsync(numbers[2]);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        var urged = officer.Page.Locator("[data-count='urged']");
        await Assertions.Expect(urged).ToContainTextAsync("被催办");
        var all = (await OpenAsync()).Count;
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(all);
        await urged.ClickAsync();
        await Assertions.Expect(urged).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(Row(officer, numbers[2])).ToBeVisibleAsync();
        await Assertions.Expect(Row(officer, numbers[0])).ToHaveCountAsync(0);
        await urged.ClickAsync();
        await Assertions.Expect(Rows(officer)).ToHaveCountAsync(all);
        await officer.Page.Locator("[data-count='overdue']").ClickAsync();
        await Assertions.Expect(officer.Page.GetByText("没有符合筛选条件的办件。")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_the_list_and_a_case_are_read_without_scrolling_sideways()
    {
        var number = Assert.Single(await FileManyAsync(1));
        var officer = await ArriveAsync(phone: true);
        await officer.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(Row(officer, number)).ToContainTextAsync("人才租房补贴");
        await officer.KeepPictureAsync("desk-phone");
        await officer.CheckAccessAsync();
        await Row(officer, number).ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".case .timeline")).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator(".case h2").First).ToBeFocusedAsync();
        await officer.CheckAccessAsync();
        await officer.KeepPictureAsync("desk-phone-case");
    }
}
