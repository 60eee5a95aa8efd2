namespace TalentPass.Browser.Tests;

/// <summary>The list of the desk follows what happens, without moving a row under the officer's hand and without work for nothing.</summary>
public sealed class When_the_desk_changes_while_somebody_looks(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    [Fact]
    public async Task Nothing_is_read_again_while_nothing_changes_and_no_row_moves_when_something_does()
    {
        var filed = await FileManyAsync(3);
        var officer = await ArriveAsync();
        List<string> asked = [];
        officer.Page.Response += (_, answer) =>
        {
            if (answer.Url.Contains("/desks/housing/", StringComparison.Ordinal))
            {
                asked.Add($"{answer.Status} {new Uri(answer.Url).AbsolutePath.Split('/')[^1]}");
            }
        };
        await officer.SignInAsync("/desk", "desk-housing");
        foreach (var number in filed)
        {
            await Assertions.Expect(Row(officer, number)).ToBeVisibleAsync();
        }

        var before = await NumbersAsync(officer);
        asked.Clear();
        await officer.Page.RunAndWaitForResponseAsync(() => LookAgainAsync(officer), answer => answer.Url.EndsWith("/counts", StringComparison.Ordinal));
        Assert.Equal(["304 counts"], asked);

        // The new case is of the talent with the highest tier, so it belongs above the others.
        var (kept, claimed) = (filed[0], filed[^1]);
        var first = Row(officer, kept).Locator("a");
        await first.FocusAsync();
        await ClaimAsync(claimed);
        var urgent = Assert.Single(await FileManyAsync(1));
        await LookAgainAsync(officer);
        await Assertions.Expect(Row(officer, claimed)).ToContainTextAsync("住建局经办二");
        await Assertions.Expect(first).ToBeFocusedAsync();
        var news = officer.Page.Locator("[data-action='show-new']");
        await Assertions.Expect(news).ToContainTextAsync("新到 1 件");
        Assert.Equal(before, await NumbersAsync(officer));
        await officer.KeepPictureAsync("desk-news", whole: false);
        await news.ClickAsync();
        await Assertions.Expect(Row(officer, urgent)).ToBeVisibleAsync();
        await Assertions.Expect(news).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_row_that_leaves_the_list_stays_in_place_and_says_so()
    {
        var numbers = await FileManyAsync(3);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(Row(officer, numbers[0])).ToBeVisibleAsync();
        var before = await NumbersAsync(officer);
        await ActAsync("desk-housing-2", numbers[0], "transfer", new { department = "hrss", reason = "属人社局职责" });
        await LookAgainAsync(officer);
        await Assertions.Expect(Row(officer, numbers[0])).ToContainTextAsync("已不在此列表");
        Assert.Equal(before, await NumbersAsync(officer));
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "1 件已不在此列表" }).ClickAsync();
        await Assertions.Expect(Row(officer, numbers[0])).ToHaveCountAsync(0);
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(Visitor officer) =>
        await Rows(officer).EvaluateAllAsync<string[]>("rows => rows.map(each => each.dataset.number)");
}
