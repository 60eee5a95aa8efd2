using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Scans;
using TalentPass.Core.SignIn;

namespace TalentPass.Functions.Http;

/// <summary>
/// Finds out who calls, from the header <c>Authorization: Bearer</c> (RFC 6750), or of a page from its cookie
/// (<see cref="SessionCookies"/>). Whatever they hold, the result is a caller or a refusal.
/// </summary>
internal sealed class Authenticator(SessionTokens sessions, OidcTokens oidc, DeviceTokens devices, EndedSessions ended, TimeProvider time)
{
    private const int MaxTokenLength = 8 * 1024;
    private const string Scheme = "Bearer ";

    /// <summary>
    /// Returns the caller; or the refusal <c>not_signed_in</c> or <c>sign_in_unavailable</c>, or the one of
    /// <paramref name="mayVerify"/>.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="mayVerify">Asked before a signature is verified, which is the costly step. Tokens that were verified
    /// before do not need it. Null lets the verification happen.</param>
    /// <param name="cancel">Stops reading keys.</param>
    public async ValueTask<Outcome<Actor>> AuthenticateAsync(HttpRequest http, Func<Refusal?> mayVerify, CancellationToken cancel)
    {
        var refusal = new Refusal(RefusalCodes.NotSignedIn);
        var claim = http.Headers.Authorization.Count == 0 ? SessionCookies.ClaimOf(http) : null;
        if ((claim is null ? TokenOf(http) : SessionCookies.AccessOf(http, claim)) is not { Length: > 0 and <= MaxTokenLength } text)
        {
            return refusal;
        }

        var found = await FindAsync(text, mayVerify, cancel);
        return found is Outcome<Actor>.Done { Value: var actor } && (ended.Has(actor.SessionId) || claim?.Allows(actor) is false) ? refusal : found;
    }

    private static string? TokenOf(HttpRequest http) =>
        http.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    private async ValueTask<Outcome<Actor>> FindAsync(string text, Func<Refusal?> mayVerify, CancellationToken cancel)
    {
        var refusal = new Refusal(RefusalCodes.NotSignedIn);
        if (DeviceTokens.IsOne(text))
        {
            return devices.Read(text, time.GetUtcNow()) is { } device ? new Outcome<Actor>.Done(device) : refusal;
        }

        if (await sessions.RecallAsync(text, cancel) is { } known)
        {
            return new Outcome<Actor>.Done(known);
        }

        if (oidc.Recall(text) is { } staff)
        {
            return new Outcome<Actor>.Done(staff);
        }

        if (mayVerify() is { } tooMany)
        {
            return tooMany;
        }

        if (BearerToken.TryRead(text) is not { } token)
        {
            return refusal;
        }

        if (oidc.IsOurs(token))
        {
            return await oidc.ReadAsync(token, cancel);
        }

        return await sessions.ReadAsync(token, cancel) is { } actor ? new Outcome<Actor>.Done(actor) : refusal;
    }
}
