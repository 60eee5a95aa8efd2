namespace TalentPass.Browser.Tests;

/// <summary>
/// The form on the phone shows a field only if the other answers make it necessary. If a child is younger than 14, the
/// form shows the notice for guardians.
/// </summary>
public sealed class When_a_form_depends_on_its_answers(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task An_address_is_asked_of_a_household_that_has_one()
    {
        var talent = await ArriveAsync(phone: true, locale: "en-GB");
        await talent.SignInAsync("/pass#/service/settlement", "zhang-hui");
        await talent.StartAgainAsync();
        await talent.FillAsync();
        var address = talent.Page.GetByLabel("Address of settlement");
        await Assertions.Expect(address).ToBeVisibleAsync();
        await talent.Page.GetByLabel("Where to register").SelectOptionAsync("talent-centre");
        await Assertions.Expect(address).ToBeHiddenAsync();
        await talent.SubmitAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
        await Assertions.Expect(talent.Page.GetByText("鄞州区首南街道学士路100号3幢1502室")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_child_under_14_brings_notice_guardian_and_consent_and_goes_with_them()
    {
        var talent = await ArriveAsync(phone: true, locale: "en-GB");
        await talent.SignInAsync("/pass#/service/settlement", "zhang-hui");
        await talent.FillAsync();
        var notice = talent.Page.Locator("[data-notice='minors']");
        var consent = talent.Page.GetByLabel("Guardian's consent to process a child's data");
        await Assertions.Expect(talent.Page.GetByLabel("Present household address")).ToBeVisibleAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await Assertions.Expect(consent).ToBeHiddenAsync();

        await talent.Page.GetByRole(AriaRole.Button, new() { Name = "Add one" }).ClickAsync();
        var child = talent.Page.Locator(".item").Nth(1);
        var guardian = child.GetByLabel("Guardian", new() { Exact = true });
        await child.GetByLabel("Name", new() { Exact = true }).FillAsync("张小禾");
        await child.GetByLabel("Relation").SelectOptionAsync("child");
        await child.GetByLabel("Document number").FillAsync("330299202004120136");
        await Assertions.Expect(notice).ToContainTextAsync("Article 31");
        await child.GetByLabel("Date of birth").FillAsync("2020-04-12");
        await Assertions.Expect(guardian).ToBeVisibleAsync();
        await Assertions.Expect(child.GetByLabel("Guardian's name")).ToBeHiddenAsync();
        await talent.CheckAccessAsync();

        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(guardian).ToBeFocusedAsync();
        await Assertions.Expect(consent).ToHaveAttributeAsync("aria-invalid", "true");
        await talent.KeepPictureAsync("pass-form-child");

        await guardian.SelectOptionAsync("family-member");
        await Assertions.Expect(child.GetByLabel("Guardian's name")).ToBeVisibleAsync();
        await child.GetByLabel("Guardian's name").FillAsync("陈静");
        await talent.Page.GetByRole(AriaRole.Button, new() { Name = "Remove no. 2" }).ClickAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await Assertions.Expect(consent).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_school_place_is_filed_once_the_guardian_has_consented()
    {
        var talent = await ArriveAsync(phone: true);
        await talent.SignInAsync("/pass#/service/school-enrolment", "zhang-hui");
        await talent.FillAsync();
        var consent = talent.Page.GetByLabel("监护人同意处理未满十四周岁子女信息");
        await Assertions.Expect(talent.Page.Locator("[data-notice='minors']")).ToContainTextAsync("第三十一条");
        await consent.UncheckAsync();
        await talent.Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(consent).ToBeFocusedAsync();
        await talent.CheckAccessAsync();
        await consent.CheckAsync();
        await talent.SendAsync();
        await Assertions.Expect(talent.Page.Locator(".timeline li")).ToHaveCountAsync(1);
    }
}
