using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.SignIn;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>A sign-out reaches the other tabs and the city, and the people see and end their sign-ins.</summary>
public sealed class When_somebody_signs_out(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task The_other_tabs_are_signed_out_too()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("401");
        await talent.SignInAsync("/pass#/services", "li-wei");
        await Assertions.Expect(talent.Page.Locator("[data-service]").First).ToBeVisibleAsync();
        var other = await talent.OpenTabAsync("/pass#/requests");
        await Assertions.Expect(other.Locator(".who")).ToHaveTextAsync("李伟");
        await other.Locator(".bar button").First.ClickAsync();
        await Assertions.Expect(other.Locator("[data-account]").First).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.GetByText("已在另一个标签页退出登录。")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("[data-account]").First).ToBeVisibleAsync();
        await talent.CheckAccessAsync();

        // Whoever signs in in one tab is signed in in the other.
        await other.Locator("[data-account='li-wei']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-service]").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("zh-CN", "此浏览器现在由张辉登录。", "张辉")]
    [InlineData("en-GB", "Zhang Hui is signed in in this browser now.", "Zhang Hui")]
    public async Task A_tab_of_somebody_else_is_shown_as_theirs(string locale, string said, string name)
    {
        var address = $"李伟的地址 {locale}";
        var talent = await ArriveAsync(phone: true, locale);
        await talent.SignInAsync("/pass#/service/housing-rent-subsidy", "li-wei");
        await talent.Page.Locator("[data-name='rentalAddress'] input").FillAsync(address);
        await Assertions.Expect(talent.Page.Locator("#saved")).ToContainTextAsync(locale == "zh-CN" ? "已保存" : "Saved at");
        await talent.ForgetSessionAsync();
        var other = await talent.OpenTabAsync("/pass");
        await other.Locator("[data-account='zhang-hui']").ClickAsync();
        await Assertions.Expect(talent.Page.GetByText(said)).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator(".who")).ToHaveTextAsync(name);
        await Assertions.Expect(talent.Page.Locator("[data-name='rentalAddress'] input")).ToHaveValueAsync("");
        Assert.DoesNotContain(address, await talent.Page.ContentAsync(), StringComparison.Ordinal);
        await talent.CheckAccessAsync();
    }

    [Fact]
    public async Task Without_a_network_it_is_over_here_and_the_city_is_told_later()
    {
        var talent = await ArriveAsync(phone: true);
        talent.Expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED");
        await talent.SignInAsync("/pass#/services", "wu-hong");
        await Assertions.Expect(talent.Page.Locator("[data-service]").First).ToBeVisibleAsync();
        using var client = await App.SignInAsync("wu-hong");
        await talent.Page.Context.SetOfflineAsync(true);
        await talent.Page.Locator(".bar button").First.ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".who")).ToHaveCountAsync(0);
        await Assertions.Expect(talent.Page.Locator("[data-service]")).ToHaveCountAsync(0);
        await talent.Page.Context.SetOfflineAsync(false);
        await HttpJson.UntilAsync(
            async () => (await client.GetJsonAsync("/api/v1/me/sessions")).Items,
            all => all.Count(each => each.TryGetProperty("end", out var end) && end.GetString() == "signed_out") == 1, "the city knows");
        Assert.Equal("", await talent.Page.EvaluateAsync<string>("document.cookie"));
    }

    [Theory]
    [InlineData(true, "zh-CN", "结束此登录", "确认退出所有设备")]
    [InlineData(false, "en-GB", "End this sign-in", "Yes, sign out everywhere")]
    public async Task The_sign_ins_are_listed_and_ended(bool phone, string locale, string end, string sure)
    {
        var account = phone ? "schmidt" : "chen-hk";
        using var client = await App.SignInAsync(account);
        var talent = await ArriveAsync(phone, locale);
        await talent.SignInAsync("/pass#/requests", account);
        await talent.Page.Locator(".who").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-session]")).ToHaveCountAsync(2);
        await Assertions.Expect(talent.Page.Locator("[data-session] .state")).ToHaveCountAsync(1);
        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"sign-ins-{locale[..2]}");
        await talent.Page.GetByRole(AriaRole.Button, new() { Name = end }).ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".done")).ToBeVisibleAsync();
        await Assertions.Expect(talent.Page.Locator("[data-end]")).ToHaveCountAsync(0);
        (await client.GetJsonAsync("/api/v1/me/sessions")).Is(HttpStatusCode.Unauthorized);

        var elsewhere = await ArriveAsync();
        elsewhere.Expect("401");
        await elsewhere.SignInAsync("/pass#/services", account);
        await Assertions.Expect(elsewhere.Page.Locator("[data-service]").First).ToBeVisibleAsync();
        await talent.Page.Locator("#everywhere").PressAsync("Enter");
        await talent.CheckAccessAsync();
        await talent.Page.GetByRole(AriaRole.Button, new() { Name = sure }).ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-account]").First).ToBeVisibleAsync();
        await elsewhere.LoseAccessAsync();
        await elsewhere.Page.Locator("nav a[href='#/requests']").ClickAsync();
        await Assertions.Expect(elsewhere.Page.Locator("[data-account]").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("zh-CN", "hall-1", "确认退出")]
    [InlineData("en-GB", "hall-2", "Yes, sign out")]
    public async Task A_supervisor_signs_staff_out(string locale, string account, string sure)
    {
        using var client = await App.SignInAsync(account);
        var directory = App.Services.GetRequiredService<StaffDirectory>();
        var now = TimeProvider.System.GetUtcNow();
        await directory.NoteAsync(
            new() { Account = account, DisplayName = "王一", Roles = Roles.Hall, Department = null, Provider = "city", FirstSeenAt = now, LastSeenAt = now },
            TestContext.Current.CancellationToken);
        var supervisor = await ArriveAsync(locale: locale);
        await supervisor.SignInAsync("/desk", "supervisor");
        await supervisor.Page.Locator("a[href='#/staff']").ClickAsync();
        var member = supervisor.Page.Locator($"[data-staff='{account}']");
        await Assertions.Expect(member).ToBeVisibleAsync();
        await supervisor.CheckAccessAsync();
        await supervisor.KeepPictureAsync($"staff-{locale[..2]}");
        await member.GetByRole(AriaRole.Button).First.ClickAsync();
        await member.GetByRole(AriaRole.Button, new() { Name = sure }).ClickAsync();
        await Assertions.Expect(supervisor.Page.Locator(".done")).ToBeVisibleAsync();
        (await client.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized);
    }
}
