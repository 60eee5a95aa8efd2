using System.Net;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Browser.Tests;

/// <summary>An officer looks at the papers beside the case and writes to the applicant with the help of the department's texts.</summary>
public sealed class When_an_officer_decides_at_the_desk(ChromiumFixture chromium, SiteFixture site) : DeskTest(chromium, site)
{
    private const string Draw = """
        () => {
          const canvas = document.createElement("canvas");
          [canvas.width, canvas.height] = [600, 300];
          const pen = canvas.getContext("2d");
          pen.fillStyle = "#0a4f6e";
          pen.fillRect(20, 20, 200, 100);
          return canvas.toDataURL("image/png").split(",")[1];
        }
        """;

    [Fact]
    public async Task A_common_text_is_taken_over_beside_what_was_typed_and_can_be_changed()
    {
        var number = Assert.Single(await FileManyAsync(1));
        await ActAsync("desk-housing", number, "accept", new { });
        var officer = await ArriveAsync();
        await officer.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await officer.Page.Locator(".case button[data-action='refuse']").ClickAsync();
        var dialog = officer.Page.Locator("dialog");
        var reason = dialog.GetByLabel("理由");
        await reason.FillAsync("经核实：");
        await dialog.GetByLabel("常用语").SelectOptionAsync(new SelectOptionValue { Label = "申请人或其配偶在本市已有住房，不符合补贴条件。" });
        await Assertions.Expect(reason).ToHaveValueAsync("经核实：\n申请人或其配偶在本市已有住房，不符合补贴条件。");
        await Assertions.Expect(reason).ToBeFocusedAsync();
        await officer.CheckAccessAsync();
        await officer.KeepPictureAsync("desk-reasons", whole: false);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();

        // An action for which the department has no text offers none.
        await officer.Page.Locator(".case button[data-action='transfer']").ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("理由")).ToBeVisibleAsync();
        await Assertions.Expect(dialog.Locator("[data-reasons]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_picture_is_turned_and_made_larger_beside_the_case()
    {
        var officer = await ArriveAsync();
        await officer.Page.GotoAsync("/desk");
        var png = Convert.FromBase64String(await officer.Page.EvaluateAsync<string>(Draw));
        var number = await FileWithPapersAsync(png, Pdf(XColors.Red));
        await officer.SignInAsync($"/desk#/case/{number}", "desk-housing");
        var papers = officer.Page.Locator(".case [data-file]");
        await papers.Nth(0).ClickAsync();
        var picture = officer.Page.Locator(".viewer img");
        await Assertions.Expect(picture).ToBeVisibleAsync();
        await Assertions.Expect(officer.Page.Locator(".viewer h3")).ToBeFocusedAsync();
        var flat = await SheetAsync();
        Assert.True(flat.Width > flat.Height, $"{flat}");
        await officer.Page.Locator("[data-tool='right']").ClickAsync();
        var turned = await SheetAsync();
        Assert.True(turned.Height > turned.Width, $"{turned}");
        await officer.Page.Locator("[data-tool='larger']").ClickAsync();
        Assert.True((await SheetAsync()).Height > turned.Height);
        await officer.CheckAccessAsync();
        await officer.KeepPictureAsync("desk-paper", whole: false);

        async Task<(double Width, double Height)> SheetAsync()
        {
            var box = await officer.Page.Locator(".sheet").EvaluateAsync<double[]>("each => [each.offsetWidth, each.offsetHeight]");
            return (box[0], box[1]);
        }
    }

    [Fact]
    public async Task A_PDF_is_drawn_page_by_page_beside_the_case_and_a_broken_one_opens_in_a_tab_of_its_own()
    {
        var number = await FileWithPapersAsync(Pdf(XColors.Red, XColors.Blue), "%PDF-1.7"u8.ToArray());
        var officer = await ArriveAsync();
        await officer.SignInAsync($"/desk#/case/{number}", "desk-housing");
        var papers = officer.Page.Locator(".case [data-file]");
        await papers.Nth(0).ClickAsync();
        Assert.Equal("255,0,0", await ColourAsync("第 1 页，共 2 页"));
        Assert.Equal("0,0,255", await ColourAsync("第 2 页，共 2 页"));
        var upright = await officer.Page.Locator(".page").First.EvaluateAsync<bool>("page => page.offsetHeight > page.offsetWidth");
        await officer.Page.Locator("[data-tool='right']").ClickAsync();
        Assert.Equal("255,0,0", await ColourAsync("第 1 页，共 2 页"));
        Assert.NotEqual(upright, await officer.Page.Locator(".page").First.EvaluateAsync<bool>("page => page.offsetHeight > page.offsetWidth"));
        await officer.CheckAccessAsync();
        await officer.KeepPictureAsync("desk-pdf", whole: false);

        await papers.Nth(1).ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".viewer")).ToContainTextAsync("已加密或者已损坏");
        var tab = officer.Page.Locator(".viewer [data-tab]");
        await Assertions.Expect(tab).ToHaveAttributeAsync("target", "_blank");
        Assert.StartsWith("blob:", await tab.GetAttributeAsync("href"), StringComparison.Ordinal);
        await officer.Page.Locator(".viewer [data-close]").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".viewer")).ToBeHiddenAsync();

        async Task<string> ColourAsync(string page)
        {
            var sheet = officer.Page.Locator($".page[aria-label='{page}']");
            await sheet.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(sheet.Locator("canvas[data-drawn]")).ToBeVisibleAsync();
            return await sheet.Locator("canvas").EvaluateAsync<string>("canvas => [...canvas.getContext('2d').getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data].slice(0, 3).join()");
        }
    }

    /// <summary>A PDF with one page for each colour.</summary>
    private static byte[] Pdf(params XColor[] colours)
    {
        using var document = new PdfDocument();
        foreach (var colour in colours)
        {
            var page = document.AddPage();
            using var drawing = XGraphics.FromPdfPage(page);
            drawing.DrawRectangle(new XSolidBrush(colour), 50, 50, page.Width.Point - 100, page.Height.Point - 100);
        }

        using var bytes = new MemoryStream();
        document.Save(bytes);
        return bytes.ToArray();
    }

    private async Task<string> FileWithPapersAsync(byte[] first, byte[] second)
    {
        using var talent = await App.SignInAsync("li-wei");
        var lease = (await FileCalls.UploadAsync(talent, "lease", first)).Is(HttpStatusCode.Created).Text("file");
        var receipt = (await FileCalls.UploadAsync(talent, "receipt", second)).Is(HttpStatusCode.Created).Text("file");
        var materials = new[] { new { id = "lease-contract", file = lease }, new { id = "rent-receipt", file = receipt } };
        var number = (await talent.PostJsonAsync("/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), materials, confirmRepeat = true }, RandomSource.System.Id(20)))
            .Is(HttpStatusCode.Created).Text("number");
        await HttpJson.UntilAsync(OpenAsync, all => all.Contains(number), "the request is at the desk");
        return number;
    }
}
