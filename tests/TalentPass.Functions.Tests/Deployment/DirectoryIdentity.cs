using System.Collections.Concurrent;
using Azure.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// A stand-in for the app's managed identity. It creates tokens in the format of Entra ID. Azurite checks the issuer, the
/// audience and the times of a token, but not its signature.
/// </summary>
/// <param name="lifetime">The lifetime of the tokens. With a negative lifetime, every token is already expired.</param>
internal sealed class DirectoryIdentity(TimeSpan lifetime) : TokenCredential
{
    /// <summary>The scopes of the token requests.</summary>
    public ConcurrentQueue<string> Scopes { get; } = new();

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var scope = Assert.Single(requestContext.Scopes);
        Scopes.Enqueue(scope);
        var now = TimeProvider.System.GetUtcNow();
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Audience = scope.Replace("/.default", "", StringComparison.Ordinal),
            Issuer = "https://sts.windows.net/00000000-0000-0000-0000-000000000000/",
            IssuedAt = now.AddHours(-2).UtcDateTime,
            NotBefore = now.AddHours(-2).UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
        });
        return new AccessToken(token, now.AddHours(1));
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
