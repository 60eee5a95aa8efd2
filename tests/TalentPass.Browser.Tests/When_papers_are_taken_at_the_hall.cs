using System.Net;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Browser.Tests;

/// <summary>A person at the counter hands in what an open request still wants (补正). The officer who has scanned the code takes it there.</summary>
public sealed class When_papers_are_taken_at_the_hall(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    private const string Rent = "housing-rent-subsidy";

    [Fact]
    public async Task What_is_wanted_is_taken_beside_the_scan_and_the_request_goes_on()
    {
        var number = await AskedAsync();
        var hall = await CounterAsync();
        await TypeAsync(hall, await CodeOfAsync("li-wei"));
        var row = hall.Page.Locator($"[data-open='{number}']");
        await row.Locator("[data-supply]").ClickAsync();
        var dialog = hall.Page.Locator("dialog");
        await Assertions.Expect(dialog).ToContainTextAsync("经办部门：租赁合同缺少最后一页");
        await Assertions.Expect(dialog).ToContainTextAsync("经办部门：开户行不清楚");
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-supplement");

        // Nothing that was filled in is lost when the dialog is closed, and nothing is sent without the paper.
        await dialog.Locator("[data-name='bankName'] input").FillAsync("中国银行宁波分行");
        await dialog.Locator("button.plain", new() { HasText = "取消" }).ClickAsync();
        await row.Locator("[data-supply]").ClickAsync();
        await Assertions.Expect(dialog.Locator("[data-name='bankName'] input")).ToHaveValueAsync("中国银行宁波分行");
        await dialog.Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(dialog.Locator("#missing-papers")).ToContainTextAsync("还缺");

        await dialog.Locator("[data-paper='lease-contract']").SetInputFilesAsync(new FilePayload { Name = "lease.pdf", MimeType = "application/pdf", Buffer = FileCalls.Pdf });
        await Assertions.Expect(dialog.GetByText("已上传：lease.pdf")).ToBeVisibleAsync();
        await dialog.Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync("已在窗口补交");
        await Assertions.Expect(row.Locator("[data-state='submitted']")).ToBeVisibleAsync();
        await Assertions.Expect(row.Locator("[data-supply]")).ToHaveCountAsync(0);
        await hall.CheckAccessAsync();

        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync($"/pass#/request/{number}", "li-wei");
        await Assertions.Expect(talent.Page.Locator(".timeline [data-action='supplement']")).ToContainTextAsync("人才之家一号窗口");
        await Assertions.Expect(talent.Page.Locator("button[data-file]")).ToHaveCountAsync(1);
        await talent.Page.Locator("a[href='#/looks']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-look='wanted.read']").First).ToContainTextAsync("人才之家一楼大厅（人才之家一号窗口）");
    }

    private async Task<string> AskedAsync()
    {
        using var talent = await App.SignInAsync("li-wei");
        var number = (await RequestCalls.FileAsync(talent, Rent)).Text("number");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        object[] items = [new { material = "lease-contract", text = "租赁合同缺少最后一页" }, new { field = "bankName", text = "开户行不清楚" }];
        (await RequestCalls.ActAsync(desk, $"/api/v1/desks/housing/requests/{number}", "request-supplement", new { items, dueWorkingDays = 5 })).Is(HttpStatusCode.OK);
        return number;
    }
}
