using System.Net;
using Microsoft.AspNetCore.Http;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>Who somebody is whom a provider signs in.</summary>
public sealed class When_people_come_from_a_provider(AzuriteFixture azurite) : OidcRig(azurite)
{
    private static readonly string _liWei = ResidentNumbers.Of("19900101");

    private static readonly string _second = ResidentNumbers.Of("19920202");

    [Fact]
    public async Task The_providers_are_listed_in_both_languages()
    {
        var items = (await App.Http.GetJsonAsync("/api/v1/sign-in/providers")).Is(HttpStatusCode.OK).Items;
        Assert.Equal([("city", "统一认证", "staff"), ("province", "统一认证", "talent")], items.Select(each => (each.GetProperty("provider").GetString(), each.GetProperty("title").GetString(), each.GetProperty("for")[0].GetString())));
    }

    [Theory]
    [InlineData("rc-desk", "housing", "desk", "housing")]
    [InlineData("rc-supervisor", "all", "supervisor", null)]
    [InlineData("rc-office", null, "office", null)]
    [InlineData("rc-desk rc-office", "health", "desk office", "health")]
    public async Task Staff_get_what_their_claims_say(string theirs, string? department, string ours, string? at)
    {
        using var page = Browser("desk");
        (await SignInAsync(page, $"staff-{theirs}", ("roles", theirs), ("department", department ?? ""), ("name", "王某"), ("acr", "aal2"))).Is(HttpStatusCode.SeeOther);
        var me = (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK);
        Assert.Equal((ours, at, "王某", "city", "aal2"), (string.Join(' ', me.Member("roles").EnumerateArray()), me.Text("department"), me.Text("displayName"), me.Text("provider"), me.Text("assurance")));
        Assert.Matches("^oidc-[0-9a-z]{20}$", me.Text("account"));
    }

    [Theory]
    [InlineData("desk", "housing")]
    [InlineData("office", null)]
    [InlineData("rc-desk", null)]
    [InlineData("rc-desk", "all")]
    [InlineData("talent", null)]
    [InlineData("", "housing")]
    public async Task The_map_of_roles_is_closed(string theirs, string? department)
    {
        using var page = Browser("desk");
        (await SignInAsync(page, "wang", ("roles", theirs), ("department", department ?? ""))).Is(HttpStatusCode.Forbidden, "sign_in_refused");
    }

    [Fact]
    public async Task A_real_name_leads_to_the_talent_by_document()
    {
        using var office = await App.SignInAsync("office");
        var recorded = await RecordAsync(office, _liWei);
        using var page = Browser("talent");
        (await SignInTalentAsync(page, "p-1", ("name", "李伟"), ("document_type", "10"), ("document_number", _liWei), ("acr", "level3"))).Is(HttpStatusCode.SeeOther);
        var me = (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK);
        Assert.Equal((recorded, $"talent-{recorded}", "level3"), (me.Text("talent", "talentId"), me.Text("account"), me.Text("assurance")));
        (await page.PostAsync("/api/v1/passes", new { })).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_person_with_two_documents_is_one_person()
    {
        using var office = await App.SignInAsync("office");
        var recorded = await RecordAsync(office, _second, new { kind = "passport", number = "EK1234567", country = "CHN" });
        using var page = Browser("talent");
        (await SignInTalentAsync(page, "p-2", ("name", "李伟"), ("document_type", "10"), ("document_number", _second))).Is(HttpStatusCode.SeeOther);
        var first = (await page.GetAsync("/api/v1/me")).Text("talent", "talentId");
        (await SignInTalentAsync(page, "p-2-abroad", ("name", "LI WEI"), ("document_type", "20"), ("document_number", "EK1234567"), ("document_country", "CHN"), ("birthdate", "1992-02-02")))
            .Is(HttpStatusCode.SeeOther);
        Assert.Equal((recorded, recorded), (first, (await page.GetAsync("/api/v1/me")).Text("talent", "talentId")));
    }

    [Fact]
    public async Task A_renewed_passport_stays_with_its_person()
    {
        (string, object)[] Claims(string number) => [("name", "Anna Schmidt"), ("document_type", "20"), ("document_number", number), ("document_country", "DEU"), ("birthdate", "1988-03-04")];
        using var page = Browser("talent");
        (await SignInTalentAsync(page, "anna", Claims("C01X00T47"))).Is(HttpStatusCode.SeeOther);
        var first = (await page.GetAsync("/api/v1/me")).Text("account");
        (await SignInTalentAsync(page, "anna", Claims("C01X00T55"))).Is(HttpStatusCode.SeeOther);
        Assert.Equal(first, (await page.GetAsync("/api/v1/me")).Text("account"));

        // From another account with the new passport it is the same person too.
        (await SignInTalentAsync(page, "anna-by-phone", Claims("C01X00T55"))).Is(HttpStatusCode.SeeOther);
        Assert.Equal(first, (await page.GetAsync("/api/v1/me")).Text("account"));

        using var office = await App.SignInAsync("office");
        var whole = (await office.GetJsonAsync($"/api/v1/talents/{first["talent-".Length..]}")).Is(HttpStatusCode.OK);
        Assert.Equal(2, whole.Member("documents").GetArrayLength());
    }

    [Fact]
    public async Task Who_is_not_on_record_becomes_an_applicant_and_files_the_recognition()
    {
        using var page = Browser("talent");
        (await SignInTalentAsync(page, "new", ("name", "陈新"), ("document_type", "10"), ("document_number", ResidentNumbers.Of("19950303")), ("phone_number", "13800138000")))
            .Is(HttpStatusCode.SeeOther);
        var me = (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK);
        Assert.Equal(("陈新", false), (me.Text("displayName"), me.Body.TryGetProperty("talent", out _)));
        (await page.PostAsync("/api/v1/passes", new { })).Is(HttpStatusCode.Forbidden, "not_recognised");
        (await page.PostAsync("/api/v1/requests", new { service = "talent-recognition", answers = Casework.SeedCatalogue.Example("talent-recognition") })).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Many_first_sign_ins_at_once_are_one_applicant()
    {
        var number = ResidentNumbers.Of("19960404");
        var accounts = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            using var page = Browser("talent");
            (await SignInTalentAsync(page, $"twin-{i}", ("name", "周一"), ("document_type", "10"), ("document_number", number))).Is(HttpStatusCode.SeeOther);
            return (await page.GetAsync("/api/v1/me")).Text("account");
        }));
        Assert.Single(accounts.Distinct());
    }

    [Theory]
    [InlineData("10", "330203199001010000", "a wrong check digit")]
    [InlineData("99", "good", "a kind that is not in the map")]
    [InlineData("resident_id", "good", "our word in place of theirs")]
    [InlineData("20", "C01X00T47", "a passport without a country")]
    [InlineData("10", "", "no number")]
    public async Task What_cannot_be_a_document_signs_nobody_in(string kind, string number, string why)
    {
        using var page = Browser("talent");
        var answer = await SignInTalentAsync(page, "odd", ("name", "李伟"), ("document_type", kind), ("document_number", number == "good" ? _liWei : number));
        Assert.True((answer.Status, answer.Code) == (HttpStatusCode.Forbidden, "sign_in_refused"), $"{why}: {answer}");
    }

    [Fact]
    public async Task Claims_come_from_userinfo_too()
    {
        City.Issuer.UserInfo = authorization => authorization == $"Bearer {Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode("liu")}"
            ? Results.Json(new { sub = "liu", name = "刘某", roles = new[] { "rc-desk" }, department = "hrss" })
            : Results.Unauthorized();
        using var page = Browser("desk");
        (await SignInAsync(page, "liu")).Is(HttpStatusCode.SeeOther);
        Assert.Equal(("刘某", "hrss"), ((await page.GetAsync("/api/v1/me")).Text("displayName"), (await page.GetAsync("/api/v1/me")).Text("department")));
    }

    [Fact]
    public async Task Signing_out_leads_to_the_providers_sign_out()
    {
        using var page = Browser("desk");
        (await SignInAsync(page, "out", ("roles", "rc-desk"), ("department", "housing"))).Is(HttpStatusCode.SeeOther);
        var next = (await page.PostAsync("/api/v1/sign-in/out", new { })).Is(HttpStatusCode.OK).Text("next");
        Assert.StartsWith($"{City.Issuer.Authority}/end?", next, StringComparison.Ordinal);
        Assert.Contains("client_id=talentpass", next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_out_at_the_provider_is_out_here()
    {
        using var page = Browser("desk");
        using var second = Browser("desk");
        (await SignInAsync(page, "gone", ("roles", "rc-desk"), ("department", "housing"), ("sid", "s-1"))).Is(HttpStatusCode.SeeOther);
        (await SignInAsync(second, "gone", ("roles", "rc-desk"), ("department", "housing"), ("sid", "s-2"))).Is(HttpStatusCode.SeeOther);
        await TellAsync("city", LogoutToken("gone", "s-1"), HttpStatusCode.NoContent);
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized);
        (await second.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK);
        await TellAsync("city", LogoutToken("gone", null), HttpStatusCode.NoContent);
        (await second.PostAsync("/api/v1/sign-in/refresh", new { })).Is(HttpStatusCode.Unauthorized, "session_over");
    }

    [Fact]
    public async Task Nobody_else_signs_people_out()
    {
        using var page = Browser("desk");
        (await SignInAsync(page, "stays", ("roles", "rc-desk"), ("department", "housing"))).Is(HttpStatusCode.SeeOther);
        await TellAsync("city", "nothing", HttpStatusCode.BadRequest);
        await TellAsync("city", City.IdToken(new() { ["sub"] = "stays" }), HttpStatusCode.BadRequest);
        await TellAsync("city", Province.IdToken(new() { ["sub"] = "stays", ["jti"] = "1", ["events"] = Event }, issuer: City.Issuer.Authority), HttpStatusCode.BadRequest);
        await TellAsync("city", City.IdToken(new() { ["sub"] = "stays", ["jti"] = "1", ["nonce"] = "n", ["events"] = Event }), HttpStatusCode.BadRequest);
        await TellAsync("nobody", LogoutToken("stays", null), HttpStatusCode.NotFound);
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Staff_who_signed_in_are_real_people_at_the_desk()
    {
        using var first = Browser("desk");
        using var second = Browser("desk");
        using var chief = Browser("desk");
        (await SignInAsync(first, "hua", ("roles", "rc-desk"), ("department", "health"), ("name", "华医生"))).Is(HttpStatusCode.SeeOther);
        (await SignInAsync(second, "bian", ("roles", "rc-desk"), ("department", "health"), ("name", "扁医生"))).Is(HttpStatusCode.SeeOther);
        (await SignInAsync(chief, "chief", ("roles", "rc-supervisor"), ("department", "health"), ("name", "院长"))).Is(HttpStatusCode.SeeOther);
        var colleagues = (await first.GetAsync("/api/v1/desks/health/colleagues")).Is(HttpStatusCode.OK).Items;
        var names = colleagues.ToDictionary(each => each.GetProperty("displayName").GetString()!, each => each.GetProperty("isOfficer").GetBoolean());
        Assert.Equal((true, true, false), (names["华医生"], names["扁医生"], names["院长"]));

        var staff = (await chief.GetAsync("/api/v1/staff")).Is(HttpStatusCode.OK).Items;
        Assert.Contains(staff, each => each.GetProperty("displayName").GetString() == "华医生");
        var account = (await second.GetAsync("/api/v1/me")).Text("account");
        (await first.PostAsync($"/api/v1/staff/{account}/sign-out", new { })).Is(HttpStatusCode.Forbidden);
        (await chief.PostAsync($"/api/v1/staff/{account}/sign-out", new { })).Is(HttpStatusCode.NoContent);
        (await second.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized);
        (await second.PostAsync("/api/v1/sign-in/refresh", new { })).Is(HttpStatusCode.Unauthorized, "session_over");
        (await first.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_supervisor_looks_after_the_own_department_only()
    {
        using var officer = Browser("desk");
        using var chief = Browser("desk");
        (await SignInAsync(officer, "teacher", ("roles", "rc-desk"), ("department", "education"), ("name", "老师"))).Is(HttpStatusCode.SeeOther);
        (await SignInAsync(chief, "policeman", ("roles", "rc-supervisor"), ("department", "household"), ("name", "所长"))).Is(HttpStatusCode.SeeOther);
        var account = (await officer.GetAsync("/api/v1/me")).Text("account");
        (await chief.PostAsync($"/api/v1/staff/{account}/sign-out", new { })).Is(HttpStatusCode.NotFound);
        Assert.DoesNotContain((await chief.GetAsync("/api/v1/staff")).Items, each => each.GetProperty("displayName").GetString() == "老师");
    }

    private static Dictionary<string, object> Event => new() { ["http://schemas.openid.net/event/backchannel-logout"] = new object() };

    private string LogoutToken(string subject, string? session)
    {
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["jti"] = "j", ["events"] = Event };
        if (session is not null)
        {
            claims["sid"] = session;
        }

        return City.IdToken(claims, type: "logout+jwt");
    }

    private async Task TellAsync(string provider, string token, HttpStatusCode status)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["logout_token"] = token });
        using var answer = await App.Http.PostAsync(new Uri($"/api/v1/sign-in/oidc/{provider}/sign-out", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    private static async Task<string> RecordAsync(HttpClient office, string number, params object[] more) =>
        (await office.PostJsonAsync("/api/v1/talents", new
        {
            name = new { full = "李伟" },
            nature = "domestic",
            documents = new object[] { new { kind = "resident_id", number } }.Concat(more),
            statuses = new[] { new { scheme = "ningbo", tier = "leading", issuer = new { kind = "department", name = "宁波市人力资源和社会保障局" }, basis = "甬人社", validFrom = "2026-01-01" } },
        })).Is(HttpStatusCode.Created).Text("talentId");
}
