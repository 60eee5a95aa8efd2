using System.Net;
using System.Text.Json;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>Somebody verifies a result document on the public page, and its holder and the department handle it on theirs.</summary>
public sealed class When_a_document_is_verified_in_the_pages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData(true, "zh-CN")]
    [InlineData(true, "en-GB")]
    [InlineData(false, "zh-CN")]
    [InlineData(false, "en-GB")]
    public async Task The_page_says_what_a_document_counts_for(bool phone, string locale)
    {
        var document = await ApprovedAsync();
        var visitor = await ArriveAsync(phone, locale);
        if (phone)
        {
            await visitor.Page.SetViewportSizeAsync(375, 812);
        }

        await visitor.Page.GotoAsync("/verify");
        await visitor.CheckAccessAsync();
        await visitor.Page.Locator("#number").FillAsync(document.Text("number"));
        await visitor.Page.Locator("#code").FillAsync(document.Text("checkCode").ToLowerInvariant());
        await visitor.Page.Locator("form button[type=submit]").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("[data-status=valid]")).ToContainTextAsync("李*");
        await visitor.CheckAccessAsync();
        await visitor.KeepPictureAsync($"verify-{(phone ? "phone" : "desktop")}-{locale[..2]}");

        // A scanner types the code into the field that has the focus, and ends with Enter.
        await visitor.Page.Locator("#number").FillAsync("");
        await visitor.Page.Locator("#number").FocusAsync();
        await visitor.Page.Keyboard.InsertTextAsync(document.Text("code"));
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("[data-status=valid]")).ToContainTextAsync(document.Text("number"));

        await visitor.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#number")).ToHaveValueAsync(document.Text("code"));
        await Assertions.Expect(visitor.Page.Locator("[data-status=valid] .verdict")).ToContainTextAsync(locale == "en-GB" ? "有效" : "Valid");

        await visitor.Page.GotoAsync($"/verify?number={document.Text("number")}&code=00000000");
        await Assertions.Expect(visitor.Page.Locator("[data-status=unknown]")).ToBeVisibleAsync();
        await visitor.CheckAccessAsync();
    }

    [Fact]
    public async Task The_holder_downloads_it_and_two_officers_revoke_it()
    {
        var document = await ApprovedAsync();
        var talent = await ArriveAsync();
        await talent.SignInAsync($"/pass#/request/{document.Text("request")}", "li-wei");
        var download = await talent.Page.RunAndWaitForDownloadAsync(() => talent.Page.Locator("[data-document] button").First.ClickAsync());
        Assert.Equal($"{document.Text("number")}.pdf", download.SuggestedFilename);

        var first = await ArriveAsync();
        await first.SignInAsync($"/desk#/case/{document.Text("request")}", "desk-housing");
        await first.Page.Locator("[data-action=document-revoke]").ClickAsync();
        await first.Page.Locator("dialog textarea").FillAsync("材料不实");
        await first.Page.Locator("dialog button[value=go]").ClickAsync();
        await Assertions.Expect(first.Page.Locator(".done")).ToBeVisibleAsync();

        var second = await ArriveAsync();
        await second.SignInAsync($"/desk#/case/{document.Text("request")}", "desk-housing-2");
        await second.Page.Locator("[data-action=document-confirm]").ClickAsync();
        await Assertions.Expect(second.Page.Locator("[data-document] [data-state=revoked]")).ToBeVisibleAsync();
        await second.CheckAccessAsync();

        var anybody = await ArriveAsync();
        await anybody.Page.GotoAsync($"/verify?number={document.Text("number")}&code={document.Text("checkCode")}");
        await Assertions.Expect(anybody.Page.Locator("[data-status=revoked]")).ToBeVisibleAsync();
    }

    private async Task<Answer> ApprovedAsync()
    {
        using var talent = await App.SignInAsync("li-wei");
        using var desk = await App.SignInAsync("desk-housing");
        var answers = (await talent.GetJsonAsync("/api/v1/services/housing-rent-subsidy")).Member("example");
        var number = (await talent.PostJsonAsync("/api/v1/requests", new { service = "housing-rent-subsidy", answers, confirmRepeat = true })).Is(HttpStatusCode.Created).Text("number");
        var path = $"/api/v1/desks/housing/requests/{number}";
        (await desk.PostJsonAsync($"{path}/accept", new { }, ifMatch: (await desk.GetJsonAsync(path)).ETag)).Is(HttpStatusCode.OK);
        foreach (var point in (await desk.GetJsonAsync(path)).Body.TryGetProperty("points", out var points) ? points.EnumerateArray() : default)
        {
            var ticked = new { point = point.GetProperty("point").GetString(), met = true };
            (await desk.PostJsonAsync($"{path}/check", ticked, ifMatch: (await desk.GetJsonAsync(path)).ETag)).Is(HttpStatusCode.OK);
        }

        var granted = new { decision = new { type = "grant", amount = 1500 }, result = "每月补贴 1500 元" };
        (await desk.PostJsonAsync($"{path}/approve", granted, ifMatch: (await desk.GetJsonAsync(path)).ETag)).Is(HttpStatusCode.OK);
        JsonElement document = Assert.Single((await talent.GetJsonAsync($"/api/v1/requests/{number}")).Member("documents").EnumerateArray());
        return await talent.GetJsonAsync($"/api/v1/documents/{document.GetProperty("number").GetString()}");
    }
}
