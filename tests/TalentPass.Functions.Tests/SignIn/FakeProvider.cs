using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Functions.Tests.Http;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>
/// A provider that signs in whom a test names, as OpenID Connect wants it: codes are good once, and only with the verifier of their
/// challenge. A test may make it lie.
/// </summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string Client = "talentpass";
    public const string Secret = "s3cret: with/odd+signs";
    private readonly ConcurrentDictionary<string, Issued> _codes = new(StringComparer.Ordinal);

    private FakeProvider(FakeIssuer issuer)
    {
        Issuer = issuer;
        issuer.Tokens = Exchange;
        issuer.UserInfo = authorization => Results.Json(new { sub = Base64UrlEncoder.Decode(authorization["Bearer ".Length..]) });
    }

    public FakeIssuer Issuer { get; }

    /// <summary>Changes the claims of the next ID tokens, or their type, audience and issuer.</summary>
    public Func<Dictionary<string, object>, string>? Forge { get; set; }

    /// <summary>How many codes were exchanged.</summary>
    public int Exchanged { get; private set; }

    public static async Task<FakeProvider> StartAsync() => new(await FakeIssuer.StartAsync());

    /// <summary>The settings of an app that signs in through this provider.</summary>
    public Dictionary<string, string?> Settings(string name, string audience) => new()
    {
        [$"SignIn:Providers:{name}:TitleZh"] = "统一认证",
        [$"SignIn:Providers:{name}:TitleEn"] = "City sign-in",
        [$"SignIn:Providers:{name}:For"] = audience,
        [$"SignIn:Providers:{name}:Authority"] = Issuer.Authority,
        [$"SignIn:Providers:{name}:ClientId"] = Client,
        [$"SignIn:Providers:{name}:ClientSecret"] = Secret,
        [$"SignIn:Providers:{name}:Scopes"] = "openid profile realname",
        [$"SignIn:Providers:{name}:RoleNames:rc-desk"] = "desk",
        [$"SignIn:Providers:{name}:RoleNames:rc-supervisor"] = "supervisor",
        [$"SignIn:Providers:{name}:RoleNames:rc-office"] = "office",
        [$"SignIn:Providers:{name}:DocumentKinds:10"] = "resident_id",
        [$"SignIn:Providers:{name}:DocumentKinds:20"] = "passport",
        [$"SignIn:Providers:{name}:DocumentKinds:30"] = "hmt_residence",
    };

    /// <summary>Signs somebody in at the address to which the app sent the browser. Returns where the browser goes back to.</summary>
    public Uri Authorize(string address, string subject, params (string Name, object Value)[] claims)
    {
        var asked = QueryHelpers.ParseQuery(new Uri(address).Query);
        Assert.Equal(("code", Client, "S256"), (asked["response_type"].ToString(), asked["client_id"].ToString(), asked["code_challenge_method"].ToString()));
        var code = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new(subject, asked["nonce"]!, asked["code_challenge"]!, asked["redirect_uri"]!, claims);
        return new Uri(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"] }));
    }

    public ValueTask DisposeAsync() => Issuer.DisposeAsync();

    private IResult Exchange(IFormCollection form, string authorization)
    {
        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(authorization["Basic ".Length..])).Split(':').Select(System.Net.WebUtility.UrlDecode);
        if (!pair.SequenceEqual([Client, Secret]))
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }

        var verifier = form["code_verifier"].ToString();
        if (!_codes.TryRemove(form["code"].ToString(), out var issued) || form["redirect_uri"] != issued.Redirect
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != issued.Challenge)
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        }

        Exchanged++;
        var all = issued.Claims.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal);
        all["nonce"] = issued.Nonce;
        all["sub"] = issued.Subject;
        var token = Forge is { } forge ? forge(all) : IdToken(all);
        return Results.Json(new { access_token = Base64UrlEncoder.Encode(issued.Subject), token_type = "Bearer", id_token = token });
    }

    /// <summary>An ID token with these claims; the other arguments are as they should be unless given.</summary>
    public string IdToken(Dictionary<string, object> claims, string? audience = null, string? issuer = null, TimeSpan? lifetime = null, TimeSpan? age = null, string? type = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var payload = new Dictionary<string, object>(claims)
        {
            ["iss"] = issuer ?? Issuer.Authority,
            ["aud"] = audience ?? Client,
            ["iat"] = (now - (age ?? TimeSpan.Zero)).ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? TimeSpan.FromMinutes(5))).ToUnixTimeSeconds(),
        };
        return Issuer.Sign(System.Text.Json.JsonSerializer.Serialize(payload), $$"""{"alg":"RS256","kid":"{{Issuer.Kid}}","typ":"{{type ?? "JWT"}}"}""");
    }

    private sealed record Issued(string Subject, string Nonce, string Challenge, string Redirect, (string Name, object Value)[] Claims);
}
