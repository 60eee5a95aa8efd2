using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

/// <summary>The OpenID Connect issuer of an organisation, on the loopback address over HTTPS with its own certificate.</summary>
internal sealed class FakeIssuer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate;
    private RsaSecurityKey _key = NewKey("first");
    private int _asked;

    private FakeIssuer()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        _certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_certificate)));
        _server = builder.Build();
        _server.MapGet("/.well-known/openid-configuration", async () =>
        {
            Interlocked.Increment(ref _asked);
            await Held;
            return Results.Json(new Dictionary<string, object>
            {
                ["issuer"] = Name ?? Authority,
                ["jwks_uri"] = $"{Authority}/keys",
                ["authorization_endpoint"] = $"{Authority}/authorize",
                ["token_endpoint"] = $"{Authority}/token",
                ["userinfo_endpoint"] = $"{Authority}/userinfo",
                ["end_session_endpoint"] = $"{Authority}/end",
                ["authorization_response_iss_parameter_supported"] = NamesItself,
            });
        });
        _server.MapPost("/token", async (HttpRequest request) => Tokens(await request.ReadFormAsync(), request.Headers.Authorization.ToString()));
        _server.MapGet("/userinfo", (HttpRequest request) => UserInfo(request.Headers.Authorization.ToString()));
        _server.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.Rsa.ExportParameters(false)) { KeyId = _key.KeyId });
            return Results.Json(new { keys = new[] { new { kty = jwk.Kty, kid = jwk.Kid, n = jwk.N, e = jwk.E, use = "sig", alg = "RS256" } } });
        });
    }

    public string Authority => _server.Urls.Single();

    /// <summary>The name of the key that signs now.</summary>
    public string Kid => _key.KeyId;

    /// <summary>The name that the issuer gives itself; null for its address.</summary>
    public string? Name { get; set; }

    /// <summary>The issuer describes itself only when this has ended.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>Whether the issuer says that its answers name it (RFC 9207).</summary>
    public bool NamesItself { get; set; }

    /// <summary>Answers the token endpoint, by the form and the header <c>Authorization</c>.</summary>
    public Func<IFormCollection, string, IResult> Tokens { get; set; } = (_, _) => Results.BadRequest();

    /// <summary>Answers the userinfo endpoint, by the header <c>Authorization</c>.</summary>
    public Func<string, IResult> UserInfo { get; set; } = _ => Results.NotFound();

    /// <summary>How often the issuer was asked to describe itself.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static async Task<FakeIssuer> StartAsync()
    {
        var issuer = new FakeIssuer();
        await issuer._server.StartAsync();
        return issuer;
    }

    /// <summary>Makes an app trust this issuer.</summary>
    public void Configure(IHostApplicationBuilder app)
    {
        app.Configuration["Oidc:Authority"] = Authority;
        app.Configuration["Oidc:Audience"] = "talentpass";
        app.Configuration["Oidc:RolesClaim"] = "groups";
        app.Configuration["Oidc:RoleNames:rc-desk"] = "desk";
        Trust(app.Services);
    }

    /// <summary>Makes an app trust the certificates of this issuer and of others.</summary>
    public void Trust(IServiceCollection services, params IReadOnlyList<FakeIssuer> others) =>
        services.AddHttpClient(OidcTokens.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) => others.Append(this).Any(each => each._certificate.Thumbprint == shown?.Thumbprint),
        });

    public void RotateKey(string kid) => _key = NewKey(kid);

    public string Token(
        string subject, object groups, string? department = null, string audience = "talentpass", TimeSpan? lifetime = null, string? issuer = null,
        string? type = null, params (string Name, object Value)[] claims)
    {
        var all = new Dictionary<string, object> { ["sub"] = subject, ["groups"] = groups, ["name"] = "王某" };
        foreach (var (name, value) in department is null ? claims : [.. claims, ("department", department)])
        {
            all[name] = value;
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Authority,
            Audience = audience,
            IssuedAt = Now.AddHours(-1),
            NotBefore = Now.AddHours(-1),
            Expires = Now + (lifetime ?? TimeSpan.FromMinutes(5)),
            TokenType = type,
            Claims = all,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>Signs a header and a payload as they are, whatever they hold.</summary>
    public string Sign(string payload, string? header = null)
    {
        header ??= $$"""{"alg":"RS256","kid":"{{_key.KeyId}}","typ":"JWT"}""";
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode(_key.Rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static RsaSecurityKey NewKey(string kid) => new(RSA.Create(2048)) { KeyId = kid };
}
