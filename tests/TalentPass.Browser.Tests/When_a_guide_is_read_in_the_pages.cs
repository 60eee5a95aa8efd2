namespace TalentPass.Browser.Tests;

/// <summary>
/// The page of a service shows its guide in both languages: what it costs, on what it rests, where to ask, and which papers these
/// answers call for. Where the office has filled in nothing, it says so.
/// </summary>
public sealed class When_a_guide_is_read_in_the_pages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData("zh-CN", "请向人才办咨询。", "《中华人民共和国户口登记条例》", "第十三条", "宁波市人民政府", "人才办设定，待确认。")]
    [InlineData("en-GB", "Ask at the office.", "Regulations on Household Registration", "Articles 3, 6, 10 and 13", "Ningbo Municipal People's Government", "A setting of the talent office; to be confirmed.")]
    public async Task It_says_what_is_law_what_is_set_and_where_to_ask(string locale, string ask, string law, string article, string body, string setting)
    {
        var talent = await ArriveAsync(phone: true, locale: locale);
        await talent.SignInAsync("/pass#/service/settlement", "zhang-hui");

        await Assertions.Expect(talent.Page.Locator("[data-ask]").First).ToHaveTextAsync(ask);
        var terms = talent.Page.Locator("section.card").First;
        foreach (var text in new[] { ask, law, article, body, setting })
        {
            await Assertions.Expect(terms).ToContainTextAsync(text);
        }

        await talent.CheckAccessAsync();
        await talent.KeepPictureAsync($"pass-guide-{locale[..2]}");
    }

    [Fact]
    public async Task The_papers_follow_the_answers_and_the_case_names_what_is_missing()
    {
        var talent = await ArriveAsync(phone: true, locale: "en-GB");
        await talent.SignInAsync("/pass#/service/settlement", "zhang-hui");
        var consent = talent.Page.Locator(".paper", new() { HasText = "Householder's consent" });

        await Assertions.Expect(consent).ToContainTextAsync("not needed for your answers");
        await talent.Page.GetByLabel("Where to register").SelectOptionAsync("talent-centre");
        await Assertions.Expect(consent).ToContainTextAsync("required");

        await talent.FillAsync();
        foreach (var paper in new[] { "host-consent", "kinship-proof" })
        {
            await talent.Page.Locator($"[data-tick='{paper}']").UncheckAsync();
        }

        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator("#missing-papers li")).ToHaveCountAsync(2);
        await talent.Page.Locator("#without-papers").ClickAsync();
        await talent.Page.Locator("#send-request").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        var missing = talent.Page.Locator(".facts div", new() { HasText = "Papers missing" });
        await Assertions.Expect(missing).ToContainTextAsync("Householder's consent");
        await Assertions.Expect(missing).ToContainTextAsync("Proof of kinship");
    }
}
