using System.Net;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Browser.Tests;

/// <summary>No page shows a person an account, or a number in place of a city, a tier or an officer.</summary>
public sealed class When_people_read_names(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    private const string Rent = "housing-rent-subsidy";

    [Theory]
    [InlineData("zh-CN", "宁波市住房和城乡建设局（住建局经办一）", "本人", "申请人", "人才之家一楼大厅（人才之家一号窗口）")]
    [InlineData("en-GB", "Ningbo Housing and Urban-Rural Development Bureau (Housing, officer 1)", "you", "the applicant", "Talent Home, ground floor (Talent Home, counter 1)")]
    public async Task A_talent_and_an_officer_read_of_each_other_without_accounts(string locale, string officer, string me, string applicant, string counter)
    {
        var number = await ClaimedAsync();
        var hall = await CounterAsync(locale);
        await TypeAsync(hall, await CodeOfAsync("li-wei"));
        await Assertions.Expect(hall.Page.Locator(".outcome.green")).ToBeVisibleAsync();
        await hall.LeaveAsync();

        var talent = await ArriveAsync(phone: true, locale);
        await talent.SignInAsync($"/pass#/request/{number}", "li-wei");
        await Assertions.Expect(talent.Page.Locator(".facts").First).ToContainTextAsync(officer);
        await Assertions.Expect(talent.Page.Locator(".timeline [data-action='submit']")).ToContainTextAsync(me);
        await Assertions.Expect(talent.Page.Locator(".timeline [data-action='claim']")).ToContainTextAsync(officer);
        await AssertNoAccountAsync(talent);
        await talent.Page.Locator("a[href='#/looks']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("[data-look='scan.valid']").First).ToContainTextAsync(counter);
        await AssertNoAccountAsync(talent);

        var desk = await ArriveAsync(locale: locale);
        await desk.SignInAsync($"/desk#/case/{number}", "desk-housing");
        await Assertions.Expect(desk.Page.Locator(".case .timeline [data-action='submit']")).ToContainTextAsync(applicant);
        await AssertNoAccountAsync(desk);
    }

    [Fact]
    public async Task Without_a_network_the_hall_names_the_city_and_the_tier_in_both_languages()
    {
        using var zhoushan = new TestCity("330900");
        var hall = await CounterAsync();
        hall.Expect("ERR_INTERNET_DISCONNECTED");
        await HttpJson.UntilAsync(
            () => hall.Page.EvaluateAsync<bool>("localStorage.getItem('talentpass.names') !== null"), isThere => isThere, "the names are kept");
        await hall.Page.Context.SetOfflineAsync(true);
        await TypeAsync(hall, zhoushan.Show(2, 1, TimeProvider.System.GetUtcNow()));
        var shown = hall.Page.Locator("[data-offline] .facts");
        await Assertions.Expect(shown).ToContainTextAsync("舟山 · 互认城市");
        await Assertions.Expect(shown).ToContainTextAsync("领军人才");
        await Assertions.Expect(shown).Not.ToContainTextAsync("330900");
        await hall.CheckAccessAsync();
        await hall.Page.Locator("#language").ClickAsync();
        await Assertions.Expect(shown).ToContainTextAsync("Zhoushan · partner city");
        await Assertions.Expect(shown).ToContainTextAsync("Leading talent");
    }

    private async Task<string> ClaimedAsync()
    {
        using var talent = await App.SignInAsync("li-wei");
        var number = (await RequestCalls.FileAsync(talent, Rent)).Text("number");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        (await RequestCalls.ActAsync(desk, $"/api/v1/desks/housing/requests/{number}", "claim", new { })).Is(HttpStatusCode.OK);
        return number;
    }

    private static async Task AssertNoAccountAsync(Visitor visitor)
    {
        var text = await visitor.Page.Locator("main").InnerTextAsync();
        Assert.DoesNotMatch("desk-housing|hall-1|li-wei|supervisor(?! )", text);
    }
}
