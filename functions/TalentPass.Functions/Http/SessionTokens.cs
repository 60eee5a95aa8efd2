using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>A key that signs session tokens.</summary>
/// <param name="Kid">The key's name in the token's header.</param>
/// <param name="Key">The P-256 key pair or public key.</param>
public sealed record SessionKey(string Kid, ECDsa Key);

/// <summary>The source of session keys: the key ring, or memory in a test without storage.</summary>
public interface ISessionKeys
{
    /// <summary>Returns the key that signs new tokens.</summary>
    ValueTask<SessionKey> CurrentAsync(CancellationToken cancel);

    /// <summary>Returns the key with this name while its tokens are accepted; null when there is none, or no longer.</summary>
    ValueTask<SessionKey?> FindAsync(string kid, CancellationToken cancel);
}

/// <summary>A session token.</summary>
/// <param name="Token">The token, for the header <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">When it expires. It is still accepted for 30 seconds, since clocks differ.</param>
public sealed record SessionToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// Issues and reads the app's own access tokens: ES256 JWTs (RFC 7519) with account, roles, department, talent id and session. The
/// display name is the only personal field, and it is sealed (encrypted).
/// </summary>
public sealed class SessionTokens(ISessionKeys keys, FieldSealer sealer, SessionSettings settings, TimeProvider time)
{
    private const string Issuer = "urn:talentpass";
    private static readonly TimeSpan _skew = TimeSpan.FromSeconds(30);

    // Tokens of one city's busiest hour on one instance; about 1 kB each.
    private const int MostRemembered = 10_000;
    private const int MaxKidLength = 64;
    private readonly Cache<string, Verified> _verified = new(kept: null, MostRemembered, time);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    /// <summary>Issues a token for a person who has just signed in, or whose session was renewed.</summary>
    /// <param name="actor">The person, with the session to which the token belongs.</param>
    /// <param name="cancel">Stops reading the key.</param>
    /// <param name="lifetime">How long it is accepted; null takes <see cref="SessionSettings.AccessLifetime"/>. A key verifies tokens for
    /// 24 hours after it stopped signing, so no token may live longer.</param>
    public async ValueTask<SessionToken> IssueAsync(Actor actor, CancellationToken cancel, TimeSpan? lifetime = null)
    {
        var key = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + (lifetime ?? settings.AccessLifetime)).ToUnixTimeSeconds());
        var claims = new Dictionary<string, object>
        {
            [JwtRegisteredClaimNames.Sub] = actor.Account,
            ["roles"] = RoleNames.Of(actor.Roles).ToArray(),
            ["who"] = Base64UrlEncoder.Encode(sealer.Seal(actor.DisplayName, Place(actor.Account))),
        };
        AddIfAny(claims, "department", actor.Department);
        AddIfAny(claims, "talent", actor.TalentId);
        AddIfAny(claims, JwtRegisteredClaimNames.Sid, actor.SessionId);
        AddIfAny(claims, "idp", actor.Provider);
        AddIfAny(claims, JwtRegisteredClaimNames.Acr, actor.Assurance);
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

    /// <summary>
    /// Returns the actor of a token that was verified before, until it expires or its key is no longer accepted; else null. The
    /// signature of a token cannot change, so it is computed once.
    /// </summary>
    internal async ValueTask<Actor?> RecallAsync(string text, CancellationToken cancel) =>
        _verified.Get(text) is { } known && time.GetUtcNow() < known.Until && ReferenceEquals(await keys.FindAsync(known.Key.Kid, cancel), known.Key)
            ? known.Actor
            : null;

    /// <summary>
    /// Verifies a token and returns its actor; null when the token is not one of this app's, is forged, or has expired.
    /// </summary>
    internal async ValueTask<Actor?> ReadAsync(JsonWebToken token, CancellationToken cancel)
    {
        if (token.Issuer != Issuer || token.Alg != SecurityAlgorithms.EcdsaSha256 || token.Kid is not { Length: > 0 and <= MaxKidLength } kid
            || await keys.FindAsync(kid, cancel) is not { } key)
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
        if (!result.IsValid || Read(token) is not { } actor)
        {
            return null;
        }

        _verified.Keep(token.EncodedToken, new Verified(actor, key, new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + _skew));
        return actor;
    }

    private Actor? Read(JsonWebToken token)
    {
        try
        {
            var name = sealer.Open(Base64UrlEncoder.DecodeBytes(token.GetClaim("who").Value), Place(token.Subject));
            return new Actor(token.Subject, name, RoleNames.Parse(Values(token, "roles")), Value(token, "department"), Value(token, "talent"))
            {
                SessionId = Value(token, JwtRegisteredClaimNames.Sid),
                Provider = Value(token, "idp"),
                Assurance = Value(token, JwtRegisteredClaimNames.Acr),
            };
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

    private sealed record Verified(Actor Actor, SessionKey Key, DateTimeOffset Until);
}
