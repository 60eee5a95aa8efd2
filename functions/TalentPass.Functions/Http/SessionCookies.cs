using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalentPass.Core;
using SameSite = Microsoft.Net.Http.Headers.SameSiteMode;

namespace TalentPass.Functions.Http;

/// <summary>What a page says about its session in the header <see cref="SessionCookies.Header"/>.</summary>
/// <param name="Slot">Which of the browser's sessions the page uses.</param>
/// <param name="Session">The session that the page believes to have; null when it does not know yet.</param>
internal sealed record SessionClaim(string Slot, string? Session)
{
    /// <summary>Whether the actor of the cookie is whom the page means. Another tab may have signed in somebody else.</summary>
    public bool Allows(Actor actor) => Session is null || actor.SessionId == Session;
}

/// <summary>
/// The cookies with which pages are signed in. A browser has one session for each slot, so that somebody can be signed in as a talent
/// and at the hall side by side. A call is signed in by its cookie only with the header <c>TalentPass-Session</c>: pages of other
/// origins cannot send this header, so they cannot use the cookie (CSRF). Tokens are in HttpOnly cookies: no script can read them.
/// </summary>
internal static class SessionCookies
{
    /// <summary>The header in which a page names its slot, and the session that it believes to have.</summary>
    public const string Header = "TalentPass-Session";

    private const string FetchSite = "Sec-Fetch-Site";
    private const string RenewalPath = "/api/v1/sign-in";

    /// <summary>The pages with a sign-in, and the slot that each uses.</summary>
    public static IReadOnlyDictionary<string, string> SlotOfPage { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["/pass"] = "talent",
        ["/hall"] = "hall",
        ["/desk"] = "desk",
        ["/office"] = "office",
        ["/organisation"] = "organisation",
        ["/insights"] = "insights",
    };

    /// <summary>
    /// Reads the header. Null when there is none, when it names no slot, or when the browser says that another site makes the call.
    /// </summary>
    public static SessionClaim? ClaimOf(HttpRequest http)
    {
        if (http.Headers[Header] is not [{ Length: <= 60 } header] || http.Headers[FetchSite] is [not "same-origin"])
        {
            return null;
        }

        return header.Split(' ') switch
        {
            [var slot] when IsSlot(slot) => new(slot, null),
            [var slot, var session] when IsSlot(slot) => new(slot, session),
            _ => null,
        };
    }

    /// <summary>The access token in the cookie of a slot.</summary>
    public static string? AccessOf(HttpRequest http, SessionClaim claim) => http.Cookies[AccessName(claim.Slot)];

    /// <summary>The refresh token in the cookie of a slot.</summary>
    public static string? RenewalOf(HttpRequest http, SessionClaim claim) => http.Cookies[RenewalName(claim.Slot)];

    /// <summary>
    /// Sets the cookies of a slot. A third cookie, which scripts may read, holds the id of the session and nothing secret: so a page
    /// knows that there is a session, and which.
    /// </summary>
    public static IReadOnlyList<string> Set(string slot, SessionToken access, string refreshToken, string session, DateTimeOffset now, DateTimeOffset until) =>
    [
        Cookie(AccessName(slot), access.Token, "/", access.ExpiresAt + TimeSpan.FromMinutes(1) - now),
        Cookie(RenewalName(slot), refreshToken, RenewalPath, until - now),
        Cookie(MarkName(slot), session, "/", until - now, httpOnly: false),
    ];

    /// <summary>Removes the cookies of a slot.</summary>
    public static IReadOnlyList<string> Clear(string slot) =>
    [
        Cookie(AccessName(slot), "", "/", TimeSpan.Zero),
        Cookie(RenewalName(slot), "", RenewalPath, TimeSpan.Zero),
        Cookie(MarkName(slot), "", "/", TimeSpan.Zero, httpOnly: false),
    ];

    /// <summary>A cookie that only this host gets back, over https.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="path">The paths to which it is sent.</param>
    /// <param name="age">How long the browser keeps it; zero removes it.</param>
    /// <param name="httpOnly">Whether scripts cannot read it.</param>
    /// <param name="sameSite">Whether it comes back when another site leads here.</param>
    public static string Cookie(string name, string value, string path, TimeSpan age, bool httpOnly = true, SameSite sameSite = SameSite.Strict) =>
        new SetCookieHeaderValue(name, value)
        {
            Path = path,
            Secure = true,
            HttpOnly = httpOnly,
            SameSite = sameSite,
            MaxAge = TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling(age.TotalSeconds))),
        }.ToString();

    private static bool IsSlot(string text) => SlotOfPage.Values.Contains(text);

    private static string AccessName(string slot) => $"__Host-talentpass-{slot}";

    private static string RenewalName(string slot) => $"__Secure-talentpass-{slot}-renewal";

    private static string MarkName(string slot) => $"talentpass-{slot}";
}
