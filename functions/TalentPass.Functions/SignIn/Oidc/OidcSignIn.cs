using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>
/// Sign-in on the pages through a provider: authorization code with PKCE (RFC 6749, 7636, 9700; OpenID Connect Core). The browser is
/// sent to the provider and comes back with a code, which the app exchanges.
/// </summary>
public sealed partial class OidcSignIn
{
    private const int LongestCode = 4000;

    // Somebody who signs in waits longer than a call of the API may.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(8);
    private readonly Providers _providers;
    private readonly CodeExchange _exchange;
    private readonly OidcPeople _people;
    private readonly OpenSession _sessions;
    private readonly FieldSealer _sealer;
    private readonly HomeCity _city;
    private readonly RandomSource _random;
    private readonly TimeProvider _time;

    internal OidcSignIn(
        Providers providers, CodeExchange exchange, OidcPeople people, OpenSession sessions, FieldSealer sealer, HomeCity city, RandomSource random, TimeProvider time)
    {
        (_providers, _exchange, _people, _sessions) = (providers, exchange, people, sessions);
        (_sealer, _city, _random, _time) = (sealer, city, random, time);
    }

    /// <summary>Sends the browser to the provider.</summary>
    /// <param name="name">The provider.</param>
    /// <param name="back">The page to come back to, e.g. <c>/desk</c>, with a fragment if need be.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The way; <c>not_found</c>, <c>invalid_parameter</c>, <c>sign_in_unavailable</c>.</returns>
    public async Task<Outcome<RedirectAnswer>> StartAsync(string name, string back, CancellationToken cancel)
    {
        if (_providers.Find(name) is not { } provider)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (SlotOf(back) is not { } slot || (slot == "talent") != provider.Settings.IsForTalents)
        {
            return QueryValues.InvalidParameter("return");
        }

        if (await provider.Issuer.FindAsync(cancel, _patience) is not { } issuer)
        {
            return new Refusal(RefusalCodes.SignInUnavailable) { RetryAfter = OidcIssuer.Pause };
        }

        var attempt = SignInAttempt.Begin(name, back, _random, _time.GetUtcNow());
        var address = new OpenIdConnectMessage
        {
            IssuerAddress = issuer.AuthorizationEndpoint,
            ClientId = provider.Settings.ClientId,
            RedirectUri = RedirectOf(name),
            ResponseType = OpenIdConnectResponseType.Code,
            Scope = provider.Settings.Scopes,
            State = attempt.State,
            Nonce = attempt.Nonce,
        };
        address.SetParameter("code_challenge", attempt.Challenge);
        address.SetParameter("code_challenge_method", "S256");
        return new RedirectAnswer(address.CreateAuthenticationRequestUrl(), [attempt.ToCookie(_sealer)]);
    }

    /// <summary>Signs in the browser that comes back from the provider, and sends it to its page.</summary>
    /// <returns>
    /// The way to the page. To a browser also a refusal is a way to the page, which says why. To others:
    /// <c>sign_in_over</c>, <c>sign_in_cancelled</c>, <c>sign_in_refused</c>, <c>sign_in_unavailable</c>, <c>not_found</c>.
    /// </returns>
    public async Task<Outcome<RedirectAnswer>> FinishAsync(string name, HttpRequest http, CancellationToken cancel)
    {
        if (_providers.Find(name) is not { } provider)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var attempt = SignInAttempt.Find(http, Parameter(http, "state"), _sealer, _time.GetUtcNow());
        var page = attempt?.Return ?? (provider.Settings.IsForTalents ? "/pass" : "/");
        string[] done = attempt is null ? [] : [attempt.Done()];
        return await FinishAsync(provider, attempt, http, cancel) switch
        {
            Outcome<SignInView>.Done { Value: var view } => new RedirectAnswer(page, [.. done, .. view.Cookies]),
            Outcome<SignInView>.Refused { Reason: var reason } when WantsPage(http) => new RedirectAnswer(With(page, reason.Code), done),
            Outcome<SignInView>.Refused { Reason: var reason } => reason,
            _ => throw new InvalidOperationException("A sign-in is done or refused."),
        };
    }

    /// <summary>Where a browser goes to sign out at its provider too (RP-Initiated Logout); null when there is nothing to do there.</summary>
    internal async Task<string?> SignOutAtAsync(string? providerName, CancellationToken cancel)
    {
        if (_providers.Find(providerName) is not { } provider || await provider.Issuer.FindAsync(cancel) is not { EndSessionEndpoint: { Length: > 0 } end })
        {
            return null;
        }

        var message = new OpenIdConnectMessage { IssuerAddress = end, ClientId = provider.Settings.ClientId, PostLogoutRedirectUri = $"{_city.PublicUrl}/" };
        return message.CreateLogoutRequestUrl();
    }

    private async Task<Outcome<SignInView>> FinishAsync(Provider provider, SignInAttempt? attempt, HttpRequest http, CancellationToken cancel)
    {
        // The attempt of another provider means that its answer was sent here (RFC 9700, 4.4).
        if (attempt is null || attempt.Provider != provider.Name || SlotOf(attempt.Return) is not { } slot)
        {
            return new Refusal(RefusalCodes.SignInOver);
        }

        if (await provider.Issuer.FindAsync(cancel, _patience) is not { } issuer)
        {
            return new Refusal(RefusalCodes.SignInUnavailable) { RetryAfter = OidcIssuer.Pause };
        }

        if (!IsFrom(issuer, Parameter(http, "iss")))
        {
            return new Refusal(RefusalCodes.SignInRefused);
        }

        if (Parameter(http, "error") is { } error)
        {
            return new Refusal(error switch
            {
                "access_denied" => RefusalCodes.SignInCancelled,
                "temporarily_unavailable" or "server_error" => RefusalCodes.SignInUnavailable,
                _ => RefusalCodes.SignInRefused,
            });
        }

        if (Parameter(http, "code") is not { Length: > 0 and <= LongestCode } code)
        {
            return new Refusal(RefusalCodes.SignInRefused);
        }

        if (!(await _exchange.RunAsync(provider, issuer, attempt, code, RedirectOf(provider.Name), cancel)).TryGet(out var claims, out var refusal)
            || !(await _people.FindAsync(provider, claims!, cancel)).TryGet(out var actor, out refusal))
        {
            return refusal!;
        }

        return await _sessions.StartAsync(http, actor!, slot, claims!.One("sid"), cancel);
    }

    private string RedirectOf(string provider) => $"{_city.PublicUrl}/api/v1/sign-in/oidc/{provider}/callback";

    // RFC 9207: the answer names its issuer. A provider that says it does must.
    private static bool IsFrom(OpenIdConnectConfiguration issuer, string? named) =>
        named is null
            ? !issuer.AuthorizationResponseIssParameterSupported
            : named == issuer.Issuer;

    private static string? Parameter(HttpRequest http, string name) => http.Query[name] is [{ } one] ? one : null;

    private static bool WantsPage(HttpRequest http) => http.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static string? SlotOf(string page) =>
        Page().Match(page) is { Success: true } match && SessionCookies.SlotOfPage.TryGetValue(match.Groups[1].Value, out var slot) ? slot : null;

    private static string With(string page, string code)
    {
        var fragment = page.IndexOf('#', StringComparison.Ordinal);
        var path = fragment < 0 ? page : page[..fragment];
        return $"{path}?sign-in={code}{(fragment < 0 ? "" : page[fragment..])}";
    }

    // A path of ours, with the fragment that names a view. Nothing in it can lead to another site.
    [GeneratedRegex("^(/[a-z]+)(?:#/[\\w\\-/%.]{0,150})?$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript)]
    private static partial Regex Page();
}
