namespace TalentPass.Browser.Tests;

/// <summary>A supervisor sees all desks at once, who has how much, and takes the figures home.</summary>
public sealed class When_a_supervisor_looks_at_all_desks(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    [Fact]
    public async Task The_departments_and_the_load_of_each_officer_are_shown_and_a_department_is_chosen_there()
    {
        var numbers = await FileManyAsync(3);
        await ClaimAsync(numbers[0]);
        var supervisor = await ArriveAsync();
        await supervisor.SignInAsync("/desk", "supervisor");
        var overview = supervisor.Page.Locator("#supervision");
        var all = (await OpenAsync()).Count;
        await Assertions.Expect(overview.Locator("tr", new() { Has = supervisor.Page.Locator("strong", new() { HasText = "住建局" }) }).Locator("td").First).ToHaveTextAsync($"{all}");
        await Assertions.Expect(overview.GetByRole(AriaRole.Row, new() { Name = "住建局经办二" })).ToContainTextAsync("1");
        await Assertions.Expect(overview.GetByRole(AriaRole.Row, new() { Name = "待认领" })).ToContainTextAsync($"{all - 1}");
        await supervisor.CheckAccessAsync();
        await supervisor.KeepPictureAsync("desk-supervision");

        // A supervisor gives and takes cases, but does not decide them.
        await Row(supervisor, numbers[1]).Locator("input").CheckAsync();
        await Assertions.Expect(supervisor.Page.Locator(".bulk button[data-action]")).ToHaveTextAsync(["指派", "退回待认领", "备注"]);

        await overview.Locator("[data-department='health']").ClickAsync();
        await Assertions.Expect(supervisor.Page.Locator("#department")).ToHaveValueAsync("health");
        await Assertions.Expect(supervisor.Page.GetByText("没有待办办件。").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_period_is_exported_as_a_file()
    {
        await FileManyAsync(2);
        var officer = await ArriveAsync();
        await officer.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(Rows(officer).First).ToBeVisibleAsync();
        await officer.Page.Locator(".export summary").ClickAsync();
        await officer.Page.Locator("[data-action='export']").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".export [role='alert']")).ToContainTextAsync("首日");
        var today = await officer.Page.EvaluateAsync<string>("new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date())");
        await officer.Page.GetByLabel("收件首日").FillAsync(today);
        await officer.Page.GetByLabel("收件末日").FillAsync(today);
        var file = await officer.Page.RunAndWaitForDownloadAsync(() => officer.Page.Locator("[data-action='export']").ClickAsync());
        Assert.Equal($"housing-{today}-{today}.csv", file.SuggestedFilename);
        Assert.True((await File.ReadAllLinesAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).Length >= 3);
        await Assertions.Expect(officer.Page.Locator(".export [role='alert']")).ToHaveCountAsync(0);
    }
}
