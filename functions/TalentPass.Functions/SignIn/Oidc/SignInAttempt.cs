using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http;
using SameSite = Microsoft.Net.Http.Headers.SameSiteMode;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>
/// A sign-in that was begun in a browser. The browser keeps it in a sealed cookie, so only this browser can finish it, once, within ten
/// minutes.
/// </summary>
/// <param name="Provider">The provider to which the browser was sent.</param>
/// <param name="State">What the provider has to return (RFC 6749, 10.12).</param>
/// <param name="Nonce">What its ID token has to contain (OpenID Connect Core 3.1.2.1).</param>
/// <param name="Verifier">What proves that the code was asked for here (RFC 7636).</param>
/// <param name="Return">The page to go back to.</param>
/// <param name="At">When it began.</param>
internal sealed record SignInAttempt(string Provider, string State, string Nonce, string Verifier, string Return, DateTimeOffset At)
{
    /// <summary>How long a sign-in may take.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    private const int SecretBytes = 32;
    private const int MarkLength = 10;

    /// <summary>The PKCE challenge (S256).</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    /// <summary>Begins a sign-in.</summary>
    public static SignInAttempt Begin(string provider, string back, RandomSource random, DateTimeOffset now) =>
        new(provider, Secret(random), Secret(random), Secret(random), back, now);

    /// <summary>The cookie that keeps the attempt. It comes back from the provider's site, hence <c>Lax</c>.</summary>
    public string ToCookie(FieldSealer sealer)
    {
        var name = NameOf(State);
        var text = Base64Url.EncodeToString(sealer.Seal(JsonSerializer.Serialize(this, SignInAttemptJson.Default.SignInAttempt), name));
        return SessionCookies.Cookie(name, text, "/", Lasts, sameSite: SameSite.Lax);
    }

    /// <summary>The cookie that removes the attempt.</summary>
    public string Done() => SessionCookies.Cookie(NameOf(State), "", "/", TimeSpan.Zero, sameSite: SameSite.Lax);

    /// <summary>Reads the attempt with this state from the browser's cookie; null when the browser has none that still lasts.</summary>
    public static SignInAttempt? Find(HttpRequest http, string? state, FieldSealer sealer, DateTimeOffset now)
    {
        if (state is not { Length: >= MarkLength and <= 100 } || http.Cookies[NameOf(state)] is not { Length: > 0 and < 4000 } cookie || !Base64Url.IsValid(cookie))
        {
            return null;
        }

        try
        {
            var found = JsonSerializer.Deserialize(sealer.Open(Base64Url.DecodeFromChars(cookie), NameOf(state)), SignInAttemptJson.Default.SignInAttempt);
            return found is not null && now - found.At < Lasts && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(found.State), Encoding.UTF8.GetBytes(state))
                ? found : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Several tabs may sign in at the same time, each with a cookie of its own. A name may hold only some characters.
    private static string NameOf(string state) =>
        $"__Host-talentpass-signin-{Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..MarkLength]}";

    private static string Secret(RandomSource random) => Base64Url.EncodeToString(random.Bytes(SecretBytes));
}

[JsonSerializable(typeof(SignInAttempt))]
internal sealed partial class SignInAttemptJson : JsonSerializerContext;
