using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>
/// Verifies ID tokens and logout tokens of providers (OpenID Connect Core 3.1.3.7, Back-Channel Logout 2.6): signature, issuer,
/// audience, authorized party, times and nonce. An access token is not taken for one.
/// </summary>
internal sealed partial class IdTokens(TimeProvider time, ILogger<IdTokens> log)
{
    private const string LogoutEvent = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _oldest = TimeSpan.FromMinutes(10);
    private static readonly Refusal _refused = new(RefusalCodes.SignInRefused);
    private static readonly string[] _types = ["JWT", "id_token+jwt"];
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Returns the claims of an ID token that answers this nonce; else <c>sign_in_refused</c>.</summary>
    public async Task<Outcome<PersonClaims>> ReadAsync(
        Provider provider, OpenIdConnectConfiguration issuer, string text, string nonce, CancellationToken cancel)
    {
        if (BearerToken.TryRead(text) is not { } token || !IsIdToken(token) || !Same(Claim(token, "nonce"), nonce)
            || !await IsValidAsync(provider, issuer, token, cancel))
        {
            return _refused;
        }

        return PersonClaims.Of(token);
    }

    /// <summary>Returns the logout token, verified; null when it is not one.</summary>
    public async Task<JsonWebToken?> ReadLogoutAsync(Provider provider, OpenIdConnectConfiguration issuer, string text, CancellationToken cancel) =>
        BearerToken.TryRead(text) is { } token
        && token.TryGetPayloadValue<Dictionary<string, object>>("events", out var events) && events.ContainsKey(LogoutEvent)
        && !token.TryGetClaim("nonce", out _) && token.TryGetClaim("jti", out _)
        && await IsValidAsync(provider, issuer, token, cancel)
            ? token : null;

    private static bool IsIdToken(JsonWebToken token) =>
        (token.Typ is not { Length: > 0 } type || _types.Contains(type, StringComparer.OrdinalIgnoreCase))
        && Claim(token, "token_use") is null or "id"
        && Claim(token, "typ") is null or "ID"
        && !token.TryGetClaim("events", out _);

    private async Task<bool> IsValidAsync(Provider provider, OpenIdConnectConfiguration issuer, JsonWebToken token, CancellationToken cancel)
    {
        var client = provider.Settings.ClientId;
        var party = Claim(token, "azp");
        if ((party is not null && party != client) || (party is null && token.Audiences.Skip(1).Any())
            || token.IssuedAt < Now - _oldest || token.IssuedAt > Now + _skew)
        {
            return false;
        }

        var result = await _handler.ValidateTokenAsync(token, Parameters(issuer, issuer.SigningKeys, client));
        if (!result.IsValid && issuer.SigningKeys.All(each => each.KeyId != token.Kid) && await provider.Issuer.FetchKeysAsync(issuer, cancel) is { } keys)
        {
            // The provider has rotated its keys since they were read.
            provider.Issuer.Refresh();
            result = await _handler.ValidateTokenAsync(token, Parameters(issuer, keys, client));
        }

        if (!result.IsValid)
        {
            Log.Refused(log, provider.Name, result.Exception?.GetType().Name);
        }

        return result.IsValid;
    }

    private TokenValidationParameters Parameters(OpenIdConnectConfiguration issuer, ICollection<SecurityKey> keys, string client) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = client,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        IssuerSigningKeys = keys,
        ValidAlgorithms = OidcTokens.Algorithms,
        LifetimeValidator = (starts, expires, _, _) => expires is { } end && Now < end + _skew && (starts is not { } start || Now >= start - _skew),
    };

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static string? Claim(JsonWebToken token, string name) => token.TryGetClaim(name, out var claim) ? claim.Value : null;

    private static bool Same(string? said, string asked) =>
        said is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(asked));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A token of {Provider} is refused: {Fault}")]
        public static partial void Refused(ILogger log, string provider, string? fault);
    }
}
