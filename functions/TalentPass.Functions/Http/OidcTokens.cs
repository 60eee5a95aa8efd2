using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>
/// Reads staff's access tokens from the organisation's own OpenID Connect issuer. Roles and department come from configured
/// claims, and an account gets only what its token says. The rules are in the folder's README.
/// </summary>
internal sealed class OidcTokens
{
    /// <summary>The name of the HTTP client that calls the issuer.</summary>
    public const string HttpClientName = "oidc";

    private const int MostVerified = 10_000;
    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(60);

    // An issuer that has withdrawn a key or changed an account is believed after this time, whatever the token says.
    private static readonly TimeSpan _remembered = TimeSpan.FromMinutes(5);

    private readonly OidcSettings _settings;
    private readonly TimeProvider _time;
    private readonly OidcIssuer _issuer;
    private readonly Cache<string, Verified> _verified;
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public OidcTokens(OidcSettings settings, IHttpClientFactory clients, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _issuer = new OidcIssuer(settings, clients.CreateClient(HttpClientName), time);
        _verified = new(_remembered, MostVerified, time);
    }

    /// <summary>Whether the token names the configured issuer. Nothing is verified yet.</summary>
    public bool IsOurs(JsonWebToken token) => _issuer.Is(token.Issuer);

    /// <summary>Returns the actor of a token that was verified in the last five minutes; null when it was not, or has expired.</summary>
    public Actor? Recall(string text) => _verified.Get(text) is { } known && !IsOver(known.ExpiresAt) ? known.Actor : null;

    /// <summary>
    /// Verifies the token and returns its actor. Refuses with <c>not_signed_in</c>, or with <c>sign_in_unavailable</c> when
    /// the issuer cannot be reached. Clocks may differ by 60 seconds.
    /// </summary>
    public async ValueTask<Outcome<Actor>> ReadAsync(JsonWebToken token, CancellationToken cancel)
    {
        if (!AccessTokens.IsOne(token))
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (await _issuer.FindAsync(cancel) is not { } issuer)
        {
            return new Refusal(RefusalCodes.SignInUnavailable) { RetryAfter = OidcIssuer.Pause };
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(issuer));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            // The issuer may have rotated its keys. This call is refused, and a later one finds the new keys.
            _issuer.Refresh();
        }

        if (!result.IsValid)
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        var actor = Read(token);
        _verified.Keep(token.EncodedToken, new Verified(actor, token.ValidTo));
        return new Outcome<Actor>.Done(actor);
    }

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration issuer) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = _settings.Audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        IssuerSigningKeys = issuer.SigningKeys,
        ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384,
        ],
        LifetimeValidator = (starts, expires, _, _) =>
            expires is { } end && !IsOver(end) && (starts is not { } start || Now >= start - _skew),
    };

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private bool IsOver(DateTime end) => Now >= end + _skew;

    private Actor Read(JsonWebToken token)
    {
        var names = Values(token, _settings.RolesClaim).SelectMany(each => each.Split(' '))
            .Select(each => _settings.RoleNames.GetValueOrDefault(each, each));
        var (department, departmental) = Department(token);
        var roles = RoleNames.Parse(names) & (OidcSettings.StaffRoles & ~(Roles.Desk | Roles.Supervisor) | departmental);
        return new Actor(Account(token), Values(token, _settings.NameClaim).FirstOrDefault() ?? "", roles, department, null);
    }

    // A supervisor without a department supervises all of them, so silence must not say that. Nor does a choice of several.
    private (string? Id, Roles Roles) Department(JsonWebToken token) =>
        Values(token, _settings.DepartmentClaim).Where(each => each.Length > 0).Distinct(StringComparer.Ordinal).ToArray() switch
        {
            [var all] when all == _settings.AllDepartments => (null, Roles.Supervisor),
            [var one] => (one, Roles.Desk | Roles.Supervisor),
            _ => (null, Roles.None),
        };

    // The subject may be a person's name or phone number. The account appears in storage keys and logs, so it is a hash.
    private static string Account(JsonWebToken token)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{token.Issuer}\n{token.Subject}"));
        return $"oidc-{Base32.Encode(hash)[..20]}";
    }

    private static IEnumerable<string> Values(JsonWebToken token, string claim) =>
        token.Claims.Where(each => each.Type == claim).Select(each => each.Value);

    private sealed record Verified(Actor Actor, DateTime ExpiresAt);
}
