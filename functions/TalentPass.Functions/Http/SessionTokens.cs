using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>A key that signs sessions.</summary>
/// <param name="Kid">Its name in the token's header.</param>
/// <param name="Key">P-256.</param>
public sealed record SessionKey(string Kid, ECDsa Key);

/// <summary>Where the keys of sessions come from: the key ring; memory where a test has no storage.</summary>
public interface ISessionKeys
{
    /// <summary>The key new tokens are signed with.</summary>
    ValueTask<SessionKey> CurrentAsync(CancellationToken cancel);

    /// <summary>The key of that name while its tokens are taken; null when there is none (any more).</summary>
    ValueTask<SessionKey?> FindAsync(string kid, CancellationToken cancel);
}

/// <summary>A token to come back with.</summary>
/// <param name="Token">Goes into <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
public sealed record SessionToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// Local session tokens: ES256 JWTs (RFC 7519) with account, roles, department and talent id. The display name, the
/// one personal field, is sealed.
/// </summary>
public sealed class SessionTokens(ISessionKeys keys, FieldSealer sealer, SessionSettings settings, TimeProvider time)
{
    private const string Issuer = "urn:talentpass";
    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(30);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token for someone who has just proved who they are.</summary>
    public async ValueTask<SessionToken> IssueAsync(Actor actor, CancellationToken cancel)
    {
        var key = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + settings.Lifetime).ToUnixTimeSeconds());
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = actor.Account,
            ["roles"] = RoleNames.Of(actor.Roles).ToArray(),
            ["who"] = Base64UrlEncoder.Encode(sealer.Seal(actor.DisplayName, Place(actor.Account))),
        };
        AddIfAny(claims, "department", actor.Department);
        AddIfAny(claims, "talent", actor.TalentId);
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key.Key) { KeyId = key.Kid }, SecurityAlgorithms.EcdsaSha256),
        });
        return new SessionToken(token, expires);
    }

    /// <summary>Who the token speaks for; null when it is not ours, forged, or expired.</summary>
    internal async ValueTask<Actor?> ReadAsync(JsonWebToken token, CancellationToken cancel)
    {
        if (token.Issuer != Issuer || token.Alg != SecurityAlgorithms.EcdsaSha256 || await keys.FindAsync(token.Kid, cancel) is not { } key)
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            IssuerSigningKey = new ECDsaSecurityKey(key.Key) { KeyId = key.Kid },
            LifetimeValidator = (_, expires, _, _) => expires is { } end && now < end + _skew,
        });
        return result.IsValid ? Read(token) : null;
    }

    private Actor? Read(JsonWebToken token)
    {
        try
        {
            var name = sealer.Open(Base64UrlEncoder.DecodeBytes(token.GetClaim("who").Value), Place(token.Subject));
            return new Actor(token.Subject, name, RoleNames.Parse(Values(token, "roles")), Value(token, "department"), Value(token, "talent"));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string? Value(JsonWebToken token, string claim) => token.TryGetClaim(claim, out var found) ? found.Value : null;

    private static IEnumerable<string> Values(JsonWebToken token, string claim) =>
        token.Claims.Where(each => each.Type == claim).Select(each => each.Value);

    private static void AddIfAny(Dictionary<string, object> claims, string name, string? value)
    {
        if (value is not null)
        {
            claims[name] = value;
        }
    }

    private static string Place(string account) => $"session|{account}|who";
}
