using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>An officer searches for a case at a desk, and a supervisor of the desks looks at the same pages.</summary>
public sealed class When_somebody_looks_for_a_case_at_the_desk(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task It_is_found_by_number_and_by_name_and_the_look_at_a_person_says_that_it_is_recorded()
    {
        var number = await FileAsync("li-wei");
        var desk = await ArriveAsync();
        await desk.SignInAsync("/desk", "desk-housing");
        await Assertions.Expect(desk.Page.Locator($"[data-number='{number}']")).ToBeVisibleAsync();

        await SearchAsync(desk, "李伟");
        await Assertions.Expect(desk.Page.Locator(".queue [data-number]")).ToHaveCountAsync(1);
        await Assertions.Expect(desk.Page.Locator(".search [role='status']")).ToContainTextAsync("记录");
        await desk.CheckAccessAsync();
        await desk.KeepPictureAsync("desk-search");
        await SearchAsync(desk, "王不在");
        await Assertions.Expect(desk.Page.GetByText("没有找到。")).ToBeVisibleAsync();
        await SearchAsync(desk, number);
        await desk.Page.Locator($"[data-number='{number}']").ClickAsync();
        await Assertions.Expect(desk.Page.Locator(".case .facts").First).ToContainTextAsync(number);
    }

    [Fact]
    public async Task A_name_is_found_however_its_letters_are_composed_and_with_radicals_in_place_of_characters()
    {
        var number = await FileForAsync(new { surname = "M\u00FCLLER", given = "J\u00FCRGEN", chineseName = "方文山" });
        var desk = await ArriveAsync();
        await desk.SignInAsync("/desk", "desk-health");
        await Assertions.Expect(desk.Page.Locator($"[data-number='{number}']")).ToBeVisibleAsync();
        foreach (var typed in new[] { "Mu\u0308ller Ju\u0308rgen", "M\u00FCLLER J\u00FCRGEN", "\u2F45文\u2F2D", "方文山" })
        {
            await SearchAsync(desk, typed);
            await Assertions.Expect(desk.Page.Locator(".search [role='status']")).ToContainTextAsync("记录");
            await Assertions.Expect(desk.Page.Locator($".queue [data-number='{number}']")).ToBeVisibleAsync();
            await Assertions.Expect(desk.Page.Locator(".queue [data-number]")).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task Whoever_supervises_chooses_the_desk_reads_the_case_without_its_files_and_assigns_it()
    {
        var number = await FileAsync("wu-hong", "lease-contract");
        var supervisor = await ArriveAsync(locale: "en-GB");
        await supervisor.SignInAsync("/desk", "supervisor");
        await Assertions.Expect(supervisor.Page.Locator("#department option")).ToHaveCountAsync(8);
        await supervisor.Page.Locator("#department").SelectOptionAsync("education");
        await Assertions.Expect(supervisor.Page.GetByText("Nothing in the queue.")).ToBeVisibleAsync();
        await supervisor.Page.Locator("#department").SelectOptionAsync("housing");
        await supervisor.Page.Locator($"[data-number='{number}']").ClickAsync();
        await Assertions.Expect(supervisor.Page.Locator(".case .timeline")).ToBeVisibleAsync();
        await Assertions.Expect(supervisor.Page.Locator(".case [data-file]")).ToHaveCountAsync(0);
        await supervisor.Page.Locator(".case button[data-action='assign']").ClickAsync();
        await supervisor.Page.Locator("dialog").GetByLabel("Assign to").SelectOptionAsync("desk-housing-2");
        await supervisor.Page.Locator("dialog button[value='go']").ClickAsync();
        await Assertions.Expect(supervisor.Page.Locator(".case .facts").First).ToContainTextAsync("Housing, officer 2");
        await supervisor.CheckAccessAsync();
        await supervisor.KeepPictureAsync("desk-supervisor");
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_is_put_back_or_thrown_away()
    {
        var queue = App.Services.GetRequiredService<StorageClients>().Queue("desk-health");
        await queue.SendMessageAsync("{\"name\":\"from-the-future\",\"version\":9,\"data\":{}}", TestContext.Current.CancellationToken);
        var supervisor = await ArriveAsync();
        supervisor.Expect("403");
        await supervisor.SignInAsync("/desk", "supervisor");
        var letter = supervisor.Page.Locator("[data-letter]");
        await HttpJson.UntilAsync(ShownAsync, count => count > 0, "the message is set aside");
        await Assertions.Expect(letter).ToContainTextAsync("未知消息");
        await letter.Locator("summary").ClickAsync();
        await Assertions.Expect(letter.Locator("pre")).ToContainTextAsync("from-the-future");
        await supervisor.CheckAccessAsync();
        await supervisor.KeepPictureAsync("desk-letters");
        await DiscardAsync(supervisor);
        await Assertions.Expect(letter).ToContainTextAsync("已提议丢弃");
        await DiscardAsync(supervisor);
        var dialog = supervisor.Page.Locator("dialog");
        await Assertions.Expect(dialog.Locator("[role='alert']")).ToContainTextAsync("须由另一人");
        await Assertions.Expect(dialog.GetByLabel("丢弃原因")).ToHaveValueAsync("测试消息");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();

        var second = await ArriveAsync();
        await second.SignInAsync("/desk", "supervisor-2");
        await second.Page.Locator("#department").SelectOptionAsync("health");
        await DiscardAsync(second);
        await Assertions.Expect(second.Page.GetByText("没有未送达的消息。")).ToBeVisibleAsync();

        static async Task DiscardAsync(Visitor by)
        {
            await by.Page.Locator("[data-letter] [data-action='discard']").ClickAsync();
            await by.Page.Locator("dialog").GetByLabel("丢弃原因").FillAsync("测试消息");
            await by.Page.Locator("dialog button[value='go']").ClickAsync();
        }

        async Task<int> ShownAsync()
        {
            await supervisor.Page.Locator("#department").SelectOptionAsync("housing");
            await supervisor.Page.Locator("#department").SelectOptionAsync("health");
            await Assertions.Expect(supervisor.Page.Locator("#letters .soft, [data-letter]").First).ToBeVisibleAsync();
            return await letter.CountAsync();
        }
    }

    private static async Task SearchAsync(Visitor desk, string text)
    {
        await desk.Page.Locator("#search").FillAsync(text);
        await desk.Page.Locator("#search").PressAsync("Enter");
    }

    // Somebody whom the office records, and who files without an account of the demonstration.
    private async Task<string> FileForAsync(object name)
    {
        const string Service = "medical-green-lane";
        using var office = await App.SignInAsync("office");
        var person = new { name, nature = "foreign", documents = new[] { new { kind = "passport", number = "C01X0006H", country = "DEU" } }, birthDate = "1980-05-17", phone = "+4930000000199" };
        var recorded = (await office.PostJsonAsync("/api/v1/talents", person, RandomSource.System.Id(12))).Is(HttpStatusCode.Created);
        var status = new { scheme = "ningbo", tier = "leading", issuer = new { kind = "department", name = "宁波市人力资源和社会保障局" }, basis = "海外工程师", validFrom = "2026-01-01" };
        (await office.PostJsonAsync($"{recorded.Location}/statuses", status, RandomSource.System.Id(12))).Is(HttpStatusCode.Created);
        var filed = await App.Services.GetRequiredService<SubmitRequest>().RunAsync(
            new Actor("mueller", "", Roles.Talent, null, recorded.Text("talentId")), new RequestSubmission(Service, SeedCatalogue.Example(Service)), null, english: false, TestContext.Current.CancellationToken);
        return Assert.IsType<Outcome<RequestReceipt>.Created>(filed).Value.Number;
    }

    private async Task<string> FileAsync(string account, string? paper = null)
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", account);
        if (paper is not null)
        {
            await talent.Page.Locator($"[data-paper='{paper}']").SetInputFilesAsync(new FilePayload { Name = "a.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7"u8.ToArray() });
            await Assertions.Expect(talent.Page.GetByText("已上传：a.pdf")).ToBeVisibleAsync();
        }

        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        return new Uri(talent.Page.Url).Fragment.Split('/')[^1];
    }
}
