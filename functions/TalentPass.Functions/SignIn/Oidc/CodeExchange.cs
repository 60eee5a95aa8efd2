using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>Exchanges a code for the person's claims: token endpoint, ID token, and the userinfo endpoint where the provider has one.</summary>
internal sealed partial class CodeExchange(IdTokens idTokens, IHttpClientFactory clients, ILogger<CodeExchange> log)
{
    private const int MostBytes = 64 * 1024;
    private static readonly Refusal _away = new(RefusalCodes.SignInUnavailable) { RetryAfter = OidcIssuer.Pause };
    private static readonly Refusal _refused = new(RefusalCodes.SignInRefused);

    /// <summary>Returns the claims; or <c>sign_in_refused</c>, <c>sign_in_unavailable</c>.</summary>
    public async Task<Outcome<PersonClaims>> RunAsync(
        Provider provider, OpenIdConnectConfiguration issuer, SignInAttempt attempt, string code, string redirect, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, issuer.TokenEndpoint);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirect,
            ["code_verifier"] = attempt.Verifier,
        };
        var settings = provider.Settings;
        if (settings.ClientSecret.Length > 0)
        {
            // RFC 6749, 2.3.1: both parts are form-encoded first.
            var pair = $"{WebUtility.UrlEncode(settings.ClientId)}:{WebUtility.UrlEncode(settings.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }
        else
        {
            form["client_id"] = settings.ClientId;
        }

        request.Content = new FormUrlEncodedContent(form);
        var answered = await AskAsync(request, "token", provider.Name, cancel);
        if (!answered.TryGet(out var answer, out var refusal))
        {
            return refusal!;
        }

        using var tokens = answer!;
        if (Text(tokens, "id_token") is not { } idToken || !(await idTokens.ReadAsync(provider, issuer, idToken, attempt.Nonce, cancel)).TryGet(out var claims, out _))
        {
            Log.Refused(log, provider.Name, "its ID token is not valid");
            return _refused;
        }

        return issuer.UserInfoEndpoint is { Length: > 0 } endpoint && Text(tokens, "access_token") is { } access
            ? await AddAsync(provider, endpoint, access, claims!, cancel)
            : claims!;
    }

    // The claims of the ID token come first: they are signed.
    private async Task<Outcome<PersonClaims>> AddAsync(Provider provider, string endpoint, string access, PersonClaims claims, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access);
        var answered = await AskAsync(request, "userinfo", provider.Name, cancel);
        if (!answered.TryGet(out var answer, out var refusal))
        {
            return refusal!;
        }

        using var more = answer!;
        if (Text(more, "sub") != claims.Subject)
        {
            // OpenID Connect Core 5.3.2: another subject would be another person.
            Log.Refused(log, provider.Name, "its userinfo is about somebody else");
            return _refused;
        }

        return claims.And(more.RootElement);
    }

    private async Task<Outcome<JsonDocument>> AskAsync(HttpRequestMessage request, string what, string provider, CancellationToken cancel)
    {
        try
        {
            using var http = clients.CreateClient(OidcTokens.HttpClientName);
            http.MaxResponseContentBufferSize = MostBytes;
            using var answer = await http.SendAsync(request, cancel);
            if (!answer.IsSuccessStatusCode)
            {
                Log.Failed(log, provider, what, (int)answer.StatusCode);
                return answer.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests ? _away : _refused;
            }

            var document = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancel));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : _refused;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Log.Away(log, provider, what, fault.GetType().Name);
            return _away;
        }
    }

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Sign-in through {Provider} refused: {Reason}")]
        public static partial void Refused(ILogger log, string provider, string reason);

        [LoggerMessage(2, LogLevel.Warning, "Provider {Provider} answered {What} with {Status}")]
        public static partial void Failed(ILogger log, string provider, string what, int status);

        [LoggerMessage(3, LogLevel.Warning, "Provider {Provider} did not answer {What}: {Fault}")]
        public static partial void Away(ILogger log, string provider, string what, string fault);
    }
}
