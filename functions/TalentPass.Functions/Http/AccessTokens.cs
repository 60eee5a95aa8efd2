using Microsoft.IdentityModel.JsonWebTokens;

namespace TalentPass.Functions.Http;

/// <summary>
/// Tells an issuer's access tokens from its other tokens. An ID token says who signed in at some client; whoever holds it may
/// not call an API with it.
/// </summary>
internal static class AccessTokens
{
    // RFC 9068 asks for at+jwt. Widespread issuers (Entra ID, Keycloak) write JWT, which their ID tokens have too.
    private static readonly string[] _types = ["at+jwt", "application/at+jwt", "JWT"];

    // OpenID Connect Core 2, 3.3.2.11; Back-Channel Logout 2.4.
    private static readonly string[] _ofIdTokens = ["nonce", "at_hash", "c_hash", "s_hash", "events"];

    // Some issuers say in a claim what a token is for: Keycloak, Amazon Cognito.
    private static readonly (string Claim, string Access)[] _uses = [("typ", "Bearer"), ("token_use", "access")];

    /// <summary>Whether the token is an access token: its type may be one, and no claim says that it is not.</summary>
    public static bool IsOne(JsonWebToken token) =>
        _types.Contains(token.Typ, StringComparer.OrdinalIgnoreCase)
        && !_ofIdTokens.Any(claim => token.TryGetClaim(claim, out _))
        && _uses.All(use => !token.TryGetClaim(use.Claim, out var said) || said.Value == use.Access);
}
