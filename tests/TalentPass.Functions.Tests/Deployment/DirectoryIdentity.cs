using System.Collections.Concurrent;
using Azure.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// Stands in for the app's managed identity: gives tokens as Entra ID would shape them. Azurite looks at issuer, audience
/// and times, not at signatures.
/// </summary>
/// <param name="lifetime">How long tokens live; negative ones are dead on arrival.</param>
internal sealed class DirectoryIdentity(TimeSpan lifetime) : TokenCredential
{
    /// <summary>What tokens were asked for.</summary>
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
