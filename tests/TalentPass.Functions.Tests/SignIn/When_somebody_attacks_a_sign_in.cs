using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>What must not sign anybody in through a provider (RFC 9700, OpenID Connect Core).</summary>
public sealed class When_somebody_attacks_a_sign_in(AzuriteFixture azurite) : OidcRig(azurite)
{
    private static readonly (string, object)[] _officer = [("roles", "rc-desk"), ("department", "housing"), ("name", "王某")];

    [Theory]
    [InlineData("no state", "sign_in_over")]
    [InlineData("another state", "sign_in_over")]
    [InlineData("an empty state", "sign_in_over")]
    [InlineData("two states", "sign_in_over")]
    [InlineData("another browser", "sign_in_over")]
    [InlineData("another provider's answer", "sign_in_over")]
    [InlineData("a forged cookie", "sign_in_over")]
    [InlineData("no code", "sign_in_refused")]
    [InlineData("another code", "sign_in_refused")]
    [InlineData("the code of another sign-in", "sign_in_refused")]
    [InlineData("another issuer named", "sign_in_refused")]
    public async Task An_answer_that_is_not_of_this_sign_in_is_refused(string attack, string code)
    {
        using var page = Browser("desk");
        var answer = City.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer);
        var query = QueryHelpers.ParseQuery(answer.Query).ToDictionary(each => each.Key, each => each.Value.ToString());
        var path = answer.AbsolutePath;
        using var other = Browser("desk");
        var asking = page;
        switch (attack)
        {
            case "no state": query.Remove("state"); break;
            case "another state": query["state"] = new string('A', 43); break;
            case "an empty state": query["state"] = ""; break;
            case "another browser": asking = other; break;
            case "another provider's answer": path = path.Replace("/city/", "/province/", StringComparison.Ordinal); break;
            case "a forged cookie": page.Plant(page.Names.Single(), "AQIDBAUGBwgJ"); break;
            case "no code": query.Remove("code"); break;
            case "another code": query["code"] = "guessed"; break;
            case "the code of another sign-in":
                query["code"] = QueryHelpers.ParseQuery(City.Authorize(await StartAsync(other, "city", "/desk"), "wang", _officer).Query)["code"].ToString();
                break;
            case "another issuer named": query["iss"] = "https://elsewhere.example"; break;
        }

        var address = QueryHelpers.AddQueryString(path, query!) + (attack == "two states" ? "&state=second" : "");
        (await asking.GetAsync(address)).Is(HttpStatusCode.Forbidden, code);
        await NobodyAsync(page);
        await NobodyAsync(other);
    }

    [Fact]
    public async Task An_answer_is_good_once()
    {
        using var page = Browser("desk");
        var answer = City.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer);
        var attempt = page.Names.Single();
        var cookie = page.Value(attempt);
        (await ReturnAsync(page, answer)).Is(HttpStatusCode.SeeOther);
        (await ReturnAsync(page, answer)).Is(HttpStatusCode.Forbidden, "sign_in_over");

        // Even with the cookie of the attempt, the provider takes its code only once.
        using var thief = Browser("desk");
        thief.Plant(attempt, cookie);
        (await ReturnAsync(thief, answer)).Is(HttpStatusCode.Forbidden, "sign_in_refused");
        await NobodyAsync(thief);
    }

    [Fact]
    public async Task A_provider_that_names_itself_has_to()
    {
        await using var naming = await FakeProvider.StartAsync();
        naming.Issuer.NamesItself = true;
        await using var app = await TestApp.StartAsync(
            NewAccount(), services => naming.Issuer.Trust(services), naming.Settings("city", "staff"));
        using var page = new PageClient(app.Http.BaseAddress!, "desk");
        var answer = naming.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer);
        (await ReturnAsync(page, answer)).Is(HttpStatusCode.Forbidden, "sign_in_refused");

        answer = naming.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer);
        (await page.GetAsync($"{answer.PathAndQuery}&iss={Uri.EscapeDataString(naming.Issuer.Authority)}")).Is(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("as it should be", true)]
    [InlineData("the typ of an ID token", true)]
    [InlineData("no nonce", false)]
    [InlineData("another nonce", false)]
    [InlineData("another audience", false)]
    [InlineData("two audiences without a party", false)]
    [InlineData("another party", false)]
    [InlineData("another issuer", false)]
    [InlineData("expired", false)]
    [InlineData("an hour old", false)]
    [InlineData("from the future", false)]
    [InlineData("an access token", false)]
    [InlineData("an access token by its use", false)]
    [InlineData("a logout token", false)]
    [InlineData("no signature", false)]
    [InlineData("another key", false)]
    [InlineData("a shared secret", false)]
    [InlineData("not a token", false)]
    public async Task Only_a_good_ID_token_signs_in(string kind, bool good)
    {
        await using var stranger = await FakeProvider.StartAsync();
        City.Forge = claims => kind switch
        {
            "as it should be" => City.IdToken(claims),
            "the typ of an ID token" => City.IdToken(new(claims) { ["typ"] = "ID", ["token_use"] = "id", ["azp"] = FakeProvider.Client }),
            "no nonce" => City.IdToken(claims.Where(each => each.Key != "nonce").ToDictionary()),
            "another nonce" => City.IdToken(new(claims) { ["nonce"] = "other" }),
            "another audience" => City.IdToken(claims, audience: "canteen"),
            "two audiences without a party" => City.Issuer.Sign(
                System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, object>(claims) { ["iss"] = City.Issuer.Authority, ["aud"] = new[] { FakeProvider.Client, "canteen" }, ["iat"] = Now, ["exp"] = Now + 300 })),
            "another party" => City.IdToken(new(claims) { ["azp"] = "canteen" }),
            "another issuer" => City.IdToken(claims, issuer: "https://elsewhere.example"),
            "expired" => City.IdToken(claims, lifetime: TimeSpan.FromMinutes(-2)),
            "an hour old" => City.IdToken(claims, age: TimeSpan.FromHours(1)),
            "from the future" => City.IdToken(claims, age: TimeSpan.FromMinutes(-10), lifetime: TimeSpan.FromMinutes(20)),
            "an access token" => City.IdToken(claims, type: "at+jwt"),
            "an access token by its use" => City.IdToken(new(claims) { ["token_use"] = "access" }),
            "a logout token" => City.IdToken(new(claims) { ["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new object() } }),
            "no signature" => City.IdToken(claims) is var token ? $"{token[..token.LastIndexOf('.')]}." : "",
            "another key" => stranger.IdToken(claims, issuer: City.Issuer.Authority),
            "a shared secret" => Symmetric(claims),
            _ => "not-a-token",
        };
        using var page = Browser("desk");
        var answer = await SignInAsync(page, "wang", _officer);
        if (good)
        {
            Assert.Equal("/desk", answer.Is(HttpStatusCode.SeeOther).Location);
            Assert.Equal("housing", (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.OK).Text("department"));
            return;
        }

        answer.Is(HttpStatusCode.Forbidden, "sign_in_refused");
        await NobodyAsync(page);
    }

    [Fact]
    public async Task Userinfo_about_somebody_else_is_refused()
    {
        City.Issuer.UserInfo = _ => Microsoft.AspNetCore.Http.Results.Json(new { sub = "director", roles = "rc-supervisor", department = "all" });
        using var page = Browser("desk");
        (await SignInAsync(page, "wang", _officer)).Is(HttpStatusCode.Forbidden, "sign_in_refused");
        await NobodyAsync(page);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/desk")]
    [InlineData("/desk/../../evil")]
    [InlineData("/desk\\evil")]
    [InlineData("/desk?next=https://evil.example")]
    [InlineData("/desk#javascript:alert(1)")]
    [InlineData("/desk\r\nSet-Cookie: a=b")]
    [InlineData("/pass")]
    [InlineData("/nowhere")]
    [InlineData("desk")]
    public async Task A_sign_in_goes_back_to_a_page_of_ours_for_staff_only(string back)
    {
        using var page = Browser("desk");
        (await page.GetAsync($"/api/v1/sign-in/oidc/city/start?return={Uri.EscapeDataString(back)}")).Is(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task The_wanted_view_is_shown_after_the_sign_in()
    {
        using var page = Browser("desk");
        var answer = City.Authorize(await StartAsync(page, "city", "/desk#/case/NB-1"), "wang", _officer);
        Assert.Equal("/desk#/case/NB-1", (await ReturnAsync(page, answer)).Is(HttpStatusCode.SeeOther).Location);
    }

    [Theory]
    [InlineData("access_denied", "sign_in_cancelled")]
    [InlineData("temporarily_unavailable", "sign_in_unavailable")]
    [InlineData("server_error", "sign_in_unavailable")]
    [InlineData("invalid_request", "sign_in_refused")]
    [InlineData("<script>", "sign_in_refused")]
    public async Task A_browser_is_led_back_to_the_page_with_the_reason(string error, string code)
    {
        using var page = Browser("desk");
        page.Accept = "text/html,application/xhtml+xml";
        var answer = City.Authorize(await StartAsync(page, "city", "/desk#/case/NB-1"), "wang", _officer);
        var state = QueryHelpers.ParseQuery(answer.Query)["state"].ToString();
        var back = await page.GetAsync($"{answer.AbsolutePath}?error={Uri.EscapeDataString(error)}&state={state}");
        Assert.Equal($"/desk?sign-in={code}#/case/NB-1", back.Is(HttpStatusCode.SeeOther).Location);
        await NobodyAsync(page);
        Assert.Equal("/?sign-in=sign_in_over", (await page.GetAsync($"{answer.AbsolutePath}?state={state}")).Is(HttpStatusCode.SeeOther).Location);
    }

    [Fact]
    public async Task A_sign_in_lasts_ten_minutes_at_most()
    {
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        await using var app = await TestApp.StartAsync(
            NewAccount(), services => { City.Issuer.Trust(services); Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(services, clock); }, City.Settings("city", "staff"));
        using var page = new PageClient(app.Http.BaseAddress!, "desk");
        var answer = City.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer);
        clock.Set(clock.GetUtcNow() + TimeSpan.FromMinutes(10));
        (await ReturnAsync(page, answer)).Is(HttpStatusCode.Forbidden, "sign_in_over");
    }

    [Fact]
    public async Task New_keys_of_the_provider_are_found_at_once()
    {
        using var page = Browser("desk");
        (await SignInAsync(page, "wang", _officer)).Is(HttpStatusCode.SeeOther);
        City.Issuer.RotateKey("second");
        (await SignInAsync(page, "wang", _officer)).Is(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_provider_that_is_away_is_told_from_a_refusal()
    {
        using var page = Browser("desk");
        var answer = City.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer);
        City.Issuer.Tokens = (_, _) => Microsoft.AspNetCore.Http.Results.StatusCode(502);
        (await ReturnAsync(page, answer)).Is(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
        City.Issuer.Tokens = (_, _) => Microsoft.AspNetCore.Http.Results.Text("<html>", "text/html");
        (await ReturnAsync(page, City.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer))).Is(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
        City.Issuer.Tokens = (_, _) => Microsoft.AspNetCore.Http.Results.Json(new[] { 1 });
        (await ReturnAsync(page, City.Authorize(await StartAsync(page, "city", "/desk"), "wang", _officer))).Is(HttpStatusCode.Forbidden, "sign_in_refused");
    }

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    // Algorithm confusion: the public key as the secret of an HMAC.
    private string Symmetric(Dictionary<string, object> claims)
    {
        var parts = City.IdToken(claims).Split('.');
        var head = Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode($$"""{"alg":"HS256","kid":"{{City.Issuer.Kid}}","typ":"JWT"}""");
        var mac = System.Security.Cryptography.HMACSHA256.HashData(System.Text.Encoding.ASCII.GetBytes(FakeProvider.Secret), System.Text.Encoding.ASCII.GetBytes($"{head}.{parts[1]}"));
        return $"{head}.{parts[1]}.{Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(mac)}";
    }

    private static async Task NobodyAsync(PageClient page)
    {
        Assert.DoesNotContain(page.Names, each => each.EndsWith("talentpass-desk", StringComparison.Ordinal) || each.EndsWith("-renewal", StringComparison.Ordinal));
        (await page.GetAsync("/api/v1/me")).Is(HttpStatusCode.Unauthorized, "not_signed_in");
    }
}
