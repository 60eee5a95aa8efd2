namespace TalentPass.Browser.Tests;

/// <summary>
/// A request goes through all steps in the pages: the desk asks for missing material (补正), transfers the request to
/// another desk, gives the result, and the talent rates it.
/// </summary>
public sealed class When_a_request_lives_its_whole_life_in_the_pages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task The_desk_asks_once_the_talent_supplies_another_desk_decides_and_the_talent_rates()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "chen-hk");
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        var number = new Uri(talent.Page.Url).Fragment.Split('/')[^1];

        var housing = await ArriveAsync();
        await housing.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await AskAsync(housing, number);
        await SupplyAsync(talent, number);

        await housing.Page.GotoAsync($"/desk#/case/{number}");
        await housing.Page.ReloadAsync();
        await PressAsync(housing, "accept");
        await OpenAsync(housing, "transfer");
        await Dialog(housing).GetByLabel("转至部门").SelectOptionAsync("hrss");
        await Dialog(housing).GetByLabel("理由").FillAsync("社保核查");
        await Dialog(housing).Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(housing.Page.Locator(".case .done")).ToBeVisibleAsync();
        await Assertions.Expect(housing.Page.Locator($"[data-number='{number}']")).ToHaveCountAsync(0);
        // The case now belongs to another desk, so this desk gets 404.
        housing.Expect("404");

        var hrss = await ArriveAsync();
        await hrss.SignInAsync("/desk", "desk-hrss");
        await hrss.Page.Locator($"[data-number='{number}']").ClickAsync();
        await PressAsync(hrss, "claim");
        foreach (var point in new[] { "condition-2", "condition-3" })
        {
            await hrss.Page.Locator($"[data-point='{point}'] button[data-met='true']").ClickAsync();
            await Dialog(hrss).GetByLabel("核实说明").FillAsync("已查询");
            await Dialog(hrss).Locator("button[value='go']").ClickAsync();
            await Assertions.Expect(hrss.Page.Locator($"[data-point='{point}'] small")).ToContainTextAsync("已查询");
        }

        foreach (var (action, label, text) in new[] { ("approve", "办理结果", "每月 1500 元"), ("deliver", "送达方式", "手机送达") })
        {
            await OpenAsync(hrss, action);
            if (action == "approve")
            {
                await Dialog(hrss).GetByLabel("决定").SelectOptionAsync("grant");
                await Dialog(hrss).GetByLabel("每月补贴金额").First.FillAsync("1500");
            }

            await Dialog(hrss).GetByLabel(label).FillAsync(text);
            await Dialog(hrss).Locator("button[value='go']").ClickAsync();
            await Assertions.Expect(hrss.Page.Locator($".case .timeline [data-action='{action}']")).ToBeVisibleAsync();
        }

        await talent.Page.ReloadAsync();
        await talent.Page.Locator("button[data-action='rating']").ClickAsync();
        await Assertions.Expect(Dialog(talent).Locator(":checked")).ToHaveCountAsync(0);
        await Dialog(talent).Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(Dialog(talent).Locator(".faces .error")).ToHaveTextAsync("必填");
        await Dialog(talent).GetByLabel("满意", new() { Exact = true }).FocusAsync();
        await talent.Page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(Dialog(talent).GetByLabel("非常满意")).ToBeCheckedAsync();
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("pass-rating", whole: false);
        await Dialog(talent).Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-state='rated']").First).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".facts").GetByText("非常满意")).ToBeVisibleAsync();
        await talent.KeepPictureAsync("pass-rated");
    }

    [Fact]
    public async Task A_paper_goes_up_with_the_request_and_the_desk_opens_it()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "wu-hong");
        var chooser = talent.Page.Locator("input[data-paper='lease-contract']");
        talent.Expect("422");
        await chooser.SetInputFilesAsync(new FilePayload { Name = "lease.pdf", MimeType = "application/pdf", Buffer = "MZ no pdf at all"u8.ToArray() });
        await Assertions.Expect(talent.Page.Locator(".paper .alert")).ToHaveTextAsync("只接受 pdf、jpg、png 文件");
        await chooser.SetInputFilesAsync(new FilePayload { Name = "租赁合同.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 lease"u8.ToArray() });
        await Assertions.Expect(talent.Page.GetByText("已上传：租赁合同.pdf")).ToBeVisibleAsync();
        await talent.CheckAccessAsync();
        await talent.FillAsync();
        await talent.KeepPictureAsync("pass-papers");
        await talent.SendAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        var number = new Uri(talent.Page.Url).Fragment.Split('/')[^1];

        var desk = await ArriveAsync();
        await desk.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await desk.Page.Locator("button[data-file]").ClickAsync();
        foreach (var save in new[] { talent.Page.Locator("button[data-file]"), desk.Page.Locator(".viewer [data-save]") })
        {
            var download = await save.Page.RunAndWaitForDownloadAsync(() => save.ClickAsync());
            await using var content = await download.CreateReadStreamAsync();
            using var reader = new StreamReader(content);
            Assert.Equal("%PDF-1.7 lease", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    private static async Task AskAsync(Visitor housing, string number)
    {
        await Assertions.Expect(housing.Page.Locator(".case .facts").First).ToContainTextAsync(number);
        await OpenAsync(housing, "request-supplement");
        await Dialog(housing).Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(Dialog(housing).GetByLabel("补齐期限")).ToBeFocusedAsync();
        await Dialog(housing).GetByLabel("材料或栏目").First.SelectOptionAsync("material:lease-contract");
        await Dialog(housing).GetByLabel("缺什么").First.FillAsync("缺少最后一页");
        await Dialog(housing).GetByText("添加一项").ClickAsync();
        await Dialog(housing).GetByLabel("材料或栏目").Nth(1).SelectOptionAsync("field:bankName");
        await Dialog(housing).GetByLabel("缺什么").Nth(1).FillAsync("开户行不清楚");
        await Dialog(housing).GetByLabel("补齐期限").FillAsync("5");
        await housing.CheckAccessAsync();
        await housing.KeepPictureAsync("desk-supplement", whole: false);
        await Dialog(housing).Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(housing.Page.Locator(".case [data-state='supplement_wanted']").First).ToBeVisibleAsync();
    }

    private static async Task SupplyAsync(Visitor talent, string number)
    {
        await talent.Page.GotoAsync($"/pass#/request/{number}");
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.GetByText("缺少最后一页").First).ToBeVisibleAsync();
        await talent.Page.Locator("button[data-action='supplement']").ClickAsync();
        await Dialog(talent).Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(Dialog(talent)).ToBeVisibleAsync();
        await Assertions.Expect(Dialog(talent)).ToContainTextAsync("前补齐");
        await Assertions.Expect(Dialog(talent)).ToContainTextAsync("开户行不清楚");
        await Assertions.Expect(Dialog(talent).Locator(".paper")).ToContainTextAsync("缺少最后一页");
        await Dialog(talent).Locator("[data-paper='lease-contract']").SetInputFilesAsync(new FilePayload { Name = "lease.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 last page"u8.ToArray() });
        await Assertions.Expect(Dialog(talent).Locator("[data-tick='lease-contract']")).ToBeCheckedAsync();
        await Dialog(talent).Locator("input[type=text]").FillAsync("宁波银行江北支行");
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync("pass-supplement", whole: false);
        await Dialog(talent).Locator("button[value='go']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline [data-action='supplement']")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("button[data-file]")).ToHaveCountAsync(1);
    }

    private static ILocator Dialog(Visitor visitor) => visitor.Page.Locator("dialog");

    private static Task OpenAsync(Visitor visitor, string action) => visitor.Page.Locator($".case button[data-action='{action}']").ClickAsync();

    private static async Task PressAsync(Visitor visitor, string action)
    {
        await OpenAsync(visitor, action);
        await Assertions.Expect(visitor.Page.Locator($".case .timeline [data-action='{action}']").Last).ToBeVisibleAsync();
    }
}
