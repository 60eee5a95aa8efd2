using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Http;

/// <summary>
/// Reads staff's tokens from the organisation's own OpenID Connect issuer. Roles and department come from configured
/// claims. The issuer's keys are found by discovery, and fetched again when a token names a key that is not known.
/// </summary>
internal sealed class OidcTokens
{
    /// <summary>The name of the HTTP client that calls the issuer.</summary>
    public const string HttpClientName = "oidc";

    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(60);
    private readonly OidcSettings _settings;
    private readonly TimeProvider _time;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _issuer;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public OidcTokens(OidcSettings settings, IHttpClientFactory clients, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _issuer = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{settings.Authority?.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(clients.CreateClient(HttpClientName)) { RequireHttps = true });
    }

    /// <summary>Whether the token names the configured issuer. Nothing is verified yet.</summary>
    public bool IsOurs(JsonWebToken token) =>
        _settings.Authority is { Length: > 0 } authority && token.Issuer.TrimEnd('/') == authority.TrimEnd('/');

    /// <summary>
    /// Verifies the token and returns its actor. Refuses with <c>not_signed_in</c>, or with <c>sign_in_unavailable</c> when
    /// the issuer cannot be reached. Clocks may differ by 60 seconds.
    /// </summary>
    public async ValueTask<Outcome<Actor>> ReadAsync(JsonWebToken token, CancellationToken cancel)
    {
        OpenIdConnectConfiguration issuer;
        try
        {
            issuer = await _issuer.GetConfigurationAsync(cancel);
        }
        catch (InvalidOperationException)
        {
            return new Refusal(RefusalCodes.SignInUnavailable) { RetryAfter = TimeSpan.FromSeconds(10) };
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(issuer));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The issuer may have rotated its keys. This call is refused, and a later one finds the new keys.
            _issuer.RequestRefresh();
        }

        return result.IsValid && token.Subject is { Length: > 0 }
            ? new Outcome<Actor>.Done(Read(token))
            : new Refusal(RefusalCodes.NotSignedIn);
    }

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration issuer) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = _settings.Audience,
        IssuerSigningKeys = issuer.SigningKeys,
        ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        ],
        LifetimeValidator = (starts, expires, _, _) =>
            expires is { } end && Now < end + _skew && (starts is not { } start || Now >= start - _skew),
    };

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private Actor Read(JsonWebToken token)
    {
        var names = Values(token, _settings.RolesClaim).SelectMany(each => each.Split(' '))
            .Select(each => _settings.RoleNames.GetValueOrDefault(each, each));
        // An issuer of staff tokens cannot make anybody a talent: only the talent office recognises talents.
        var roles = RoleNames.Parse(names) & ~Roles.Talent;
        var department = Values(token, _settings.DepartmentClaim).FirstOrDefault();
        return new Actor(Account(token), Values(token, _settings.NameClaim).FirstOrDefault() ?? "", roles, department, null);
    }

    // The subject may be a person's name or phone number. The account appears in storage keys and logs, so it is a hash.
    private static string Account(JsonWebToken token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Issuer}\n{token.Subject}"));
        return $"oidc-{Base32.Encode(hash)[..20]}";
    }

    private static IEnumerable<string> Values(JsonWebToken token, string claim) =>
        token.Claims.Where(each => each.Type == claim).Select(each => each.Value);
}
