using System.Net;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>Sessions of pages, which are in cookies.</summary>
public sealed class When_a_page_has_a_session(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Access = "__Host-talentpass-talent";
    private const string Renewal = "__Secure-talentpass-talent-renewal";
    private const string Mark = "talentpass-talent";

    [Fact]
    public async Task The_tokens_are_in_cookies_that_no_script_reads()
    {
        using var page = Page("talent");
        var signedIn = await SignInAsync(page, "li-wei");
        Assert.Equal(("li-wei", false, false), (signedIn.Text("account"), signedIn.Body.TryGetProperty("token", out _), signedIn.Body.TryGetProperty("refreshToken", out _)));
        Assert.Equal([Access, Renewal, Mark], page.Names.Order(StringComparer.Ordinal));
        Assert.Equal(signedIn.Text("session"), page.Value(Mark));
        Assert.Matches("^max-age=\\d+; path=/; secure; samesite=strict; httponly$", page.Attributes[Access]);
        Assert.Matches("^max-age=\\d+; path=/api/v1/sign-in; secure; samesite=strict; httponly$", page.Attributes[Renewal]);
        Assert.Matches("^max-age=\\d+; path=/; secure; samesite=strict$", page.Attributes[Mark]);
        Assert.Equal("li-wei", (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK).Text("account"));
    }

    [Fact]
    public async Task A_session_is_renewed_by_its_cookie()
    {
        using var page = Page("talent");
        var first = await SignInAsync(page, "zhang-hui");
        var (access, renewal) = (page.Value(Access), page.Value(Renewal));
        var next = (await page.PostAsync("/api/v1/sign-in/refresh", new { })).Is(HttpStatusCode.OK);
        Assert.Equal((first.Text("session"), "zhang-hui"), (next.Text("session"), next.Text("account")));
        Assert.NotEqual(renewal, page.Value(Renewal));
        Assert.NotEqual(access, page.Value(Access));
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_site_cannot_use_the_cookie()
    {
        using var page = Page("talent");
        await SignInAsync(page, "li-wei");

        // A form or a picture of another site cannot send the header.
        page.Claim = null;
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        (await page.PostAsync("/api/v1/passes/current/freeze", new { })).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        (await page.PostAsync("/api/v1/sign-in/refresh", new { })).Is(HttpStatusCode.Unauthorized, "session_over");

        // A browser says which site makes a call, and a page cannot change it.
        page.Claim = "talent";
        foreach (var site in new[] { "cross-site", "same-site", "none" })
        {
            page.Site = site;
            (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        }
    }

    [Theory]
    [InlineData("hall")]
    [InlineData("TALENT")]
    [InlineData("talent  x")]
    [InlineData("talent x y")]
    [InlineData("")]
    [InlineData("__Host-talentpass-talent")]
    public async Task A_cookie_belongs_to_its_slot(string claim)
    {
        using var page = Page("talent");
        await SignInAsync(page, "li-wei");
        page.Claim = claim;
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Two_slots_hold_two_people_side_by_side()
    {
        using var page = Page("talent");
        await SignInAsync(page, "li-wei");
        page.Claim = "hall";
        await SignInAsync(page, "hall-1");
        Assert.Equal("hall-1", (await page.GetAsync("/api/v1/me")).Text("account"));
        page.Claim = "talent";
        Assert.Equal("li-wei", (await page.GetAsync("/api/v1/me")).Text("account"));
    }

    [Fact]
    public async Task A_tab_does_not_act_for_whom_another_tab_has_signed_in()
    {
        using var page = Page("talent");
        var first = await SignInAsync(page, "li-wei");
        await SignInAsync(page, "zhang-hui");
        page.Claim = $"talent {first.Text("session")}";
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        page.Claim = $"talent {page.Value(Mark)}";
        Assert.Equal("zhang-hui", (await page.GetAsync("/api/v1/me")).Text("account"));
    }

    [Fact]
    public async Task Signing_out_removes_the_cookies_and_ends_the_session()
    {
        using var page = Page("talent");
        await SignInAsync(page, "schmidt");
        var (access, renewal) = (page.Value(Access), page.Value(Renewal));
        (await page.PostAsync("/api/v1/sign-in/out", new { })).Is(HttpStatusCode.OK);
        Assert.Empty(page.Names);

        page.Plant(Access, access);
        page.Plant(Renewal, renewal);
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized, "not_signed_in");
        (await page.PostAsync("/api/v1/sign-in/refresh", new { })).Is(HttpStatusCode.Unauthorized, "session_over");
    }

    [Fact]
    public async Task A_session_that_was_planted_before_is_not_taken_over()
    {
        using var page = Page("talent");
        page.Plant(Access, "planted");
        page.Plant(Renewal, "tpr1.planted.planted.0.AAAA");
        var signedIn = await SignInAsync(page, "chen-hk");
        Assert.DoesNotContain("planted", page.Value(Access) + page.Value(Renewal), StringComparison.Ordinal);
        Assert.Equal(signedIn.Text("session"), page.Value(Mark));
    }

    private PageClient Page(string slot) => new(fixture.App.Http.BaseAddress!, slot);

    private static async Task<Answer> SignInAsync(PageClient page, string account) =>
        (await page.PostAsync("/api/v1/sign-in/demo", new { account })).Is(HttpStatusCode.OK);
}
