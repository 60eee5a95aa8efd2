using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using TalentPass.Core;
using TalentPass.Core.SignIn;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>Ends sessions because the person has signed out at the provider (OpenID Connect Back-Channel Logout 1.0).</summary>
public sealed class BackChannelSignOut
{
    private readonly Providers _providers;
    private readonly IdTokens _tokens;
    private readonly RunSessions _sessions;
    private readonly AccountRows _rows;
    private readonly TalentLookup _lookup;

    internal BackChannelSignOut(Providers providers, IdTokens tokens, RunSessions sessions, AccountRows rows, TalentLookup lookup) =>
        (_providers, _tokens, _sessions, _rows, _lookup) = (providers, tokens, sessions, rows, lookup);

    /// <summary>Ends the sessions that the logout token names: the one with its <c>sid</c>, or all that came from this provider.</summary>
    /// <param name="name">The provider.</param>
    /// <param name="form">The body, form-encoded, with <c>logout_token</c>.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Nothing; <c>not_found</c>, <c>malformed_request</c>, <c>sign_in_unavailable</c>.</returns>
    public async Task<Outcome<Nothing>> RunAsync(string name, ReadOnlyMemory<byte> form, CancellationToken cancel)
    {
        if (_providers.Find(name) is not { } provider)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (QueryHelpers.ParseQuery(Encoding.UTF8.GetString(form.Span)).GetValueOrDefault("logout_token") is not [{ } text])
        {
            return new Refusal(RefusalCodes.MalformedRequest);
        }

        if (await provider.Issuer.FindAsync(cancel) is not { } issuer)
        {
            return new Refusal(RefusalCodes.SignInUnavailable) { RetryAfter = OidcIssuer.Pause };
        }

        if (await _tokens.ReadLogoutAsync(provider, issuer, text, cancel) is not { } token)
        {
            return new Refusal(RefusalCodes.MalformedRequest);
        }

        var account = StaffRights.AccountOf(token.Issuer, token.Subject);
        var talent = provider.Settings.IsForTalents ? await _lookup.FindAsync(LookupKind.Account, account, cancel) : null;
        var session = token.TryGetClaim("sid", out var sid) ? sid.Value : null;
        await _sessions.EndAllAsync(
            _rows.OwnerOf(account, talent), SessionEnds.ByProvider, each => each.Provider == name && (session is null || each.ProviderSession == session), cancel);
        return new Nothing();
    }
}
