namespace TalentPass.Browser.Tests;

/// <summary>An officer does one action on many cases. Each case tells what became of it.</summary>
public sealed class When_an_officer_acts_on_many(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    [Fact]
    public async Task What_was_done_is_told_for_each_and_what_was_not_stays_chosen()
    {
        var numbers = await FileManyAsync(3);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(Row(officer, numbers[0])).ToBeVisibleAsync();
        await officer.Page.GetByLabel("选择本页全部办件").CheckAsync();
        await Assertions.Expect(officer.Page.Locator(".bulk")).ToContainTextAsync($"已选 {await Rows(officer).CountAsync()} 件");
        // A colleague is faster with one of them.
        await ClaimAsync(numbers[1]);
        await officer.Page.Locator(".bulk button[data-action='claim']").ClickAsync();

        await Assertions.Expect(officer.Page.Locator($".bulk [data-result='{numbers[0]}']")).ToContainTextAsync("已完成");
        await Assertions.Expect(officer.Page.Locator($".bulk [data-result='{numbers[1]}']")).ToContainTextAsync("当前状态下不能这样办");
        await Assertions.Expect(Row(officer, numbers[0])).ToContainTextAsync("住建局经办一（我）");
        await Assertions.Expect(Row(officer, numbers[1])).ToContainTextAsync("住建局经办二");
        await Assertions.Expect(Row(officer, numbers[0]).Locator("input")).Not.ToBeCheckedAsync();
        await Assertions.Expect(Row(officer, numbers[1]).Locator("input")).ToBeCheckedAsync();
        await officer.CheckAccessAsync();
        await officer.KeepPictureAsync("desk-bulk");
    }

    [Fact]
    public async Task Cases_are_given_to_a_colleague_by_name_with_a_note()
    {
        var numbers = await FileManyAsync(2);
        var officer = await ArriveAsync(locale: "en-GB");
        await officer.SignInAsync("/desk", "desk-housing");
        foreach (var number in numbers)
        {
            await Row(officer, number).Locator("input").CheckAsync();
        }

        await officer.Page.Locator(".bulk button[data-action='assign']").ClickAsync();
        var dialog = officer.Page.Locator("dialog");
        await Assertions.Expect(dialog.GetByLabel("Assign to").Locator("option")).ToHaveTextAsync(["Choose", "Housing, officer 1", "Housing, officer 2"]);
        await dialog.GetByLabel("Assign to").SelectOptionAsync("desk-housing-2");
        await dialog.GetByLabel("Note").FillAsync("Holiday");
        await officer.CheckAccessAsync();
        await dialog.Locator("button[value='go']").ClickAsync();
        foreach (var number in numbers)
        {
            await Assertions.Expect(Row(officer, number)).ToContainTextAsync("Housing, officer 2");
        }
    }
}
