using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;
using TalentPass.Functions.SignIn.WeChat;

namespace TalentPass.Functions.SignIn;

/// <summary>The body of a sign-in as a demo account.</summary>
/// <param name="Account">Its name.</param>
public sealed record DemoSignInBody([property: StringLength(TextLimits.Account, MinimumLength = 1)] string Account);

/// <summary>The body of a renewal.</summary>
/// <param name="RefreshToken">The refresh token; left out by pages, which have it in a cookie.</param>
public sealed record RefreshBody([property: StringLength(RefreshBody.MostToken)] string? RefreshToken = null)
{
    /// <summary>The longest refresh token.</summary>
    public const int MostToken = 200;
}

/// <summary>The body of a sign-out.</summary>
/// <param name="Everywhere">Whether all sessions of the person end, on every device.</param>
public sealed record SignOutBody(bool Everywhere = false);

/// <summary>A session that was opened or renewed.</summary>
/// <param name="Token">The access token, for the header <c>Authorization: Bearer</c>; left out for pages, which have it in a cookie.</param>
/// <param name="ExpiresAt">When the access token expires. It is still accepted for 30 seconds, since clocks differ.</param>
/// <param name="Account">The account that is signed in.</param>
/// <param name="Session">The id of the session.</param>
/// <param name="RefreshToken">The token that renews the session, good once; left out for pages.</param>
/// <param name="RefreshExpiresAt">When the session ends unless it is renewed.</param>
/// <param name="DisplayName">The account's name to show.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Department">The department of desk staff or of a supervisor; null for others.</param>
public sealed record SignInView(
    string? Token,
    DateTimeOffset ExpiresAt,
    string Account,
    string Session,
    string? RefreshToken,
    DateTimeOffset RefreshExpiresAt,
    string DisplayName,
    IReadOnlyList<string> Roles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Department) : ISetsCookies
{
    /// <inheritdoc />
    [JsonIgnore]
    public IReadOnlyList<string> Cookies { get; init; } = [];
}

/// <summary>The end of a session.</summary>
/// <param name="Next">
/// Where the browser goes on, to be signed out at the provider too; left out when there is nothing to do there.
/// </param>
public sealed record SignedOutView(string? Next) : ISetsCookies
{
    /// <inheritdoc />
    [JsonIgnore]
    public IReadOnlyList<string> Cookies { get; init; } = [];
}

/// <summary>A sign-in of the caller.</summary>
/// <param name="Session">The id of the session.</param>
/// <param name="Provider">Where the person signed in: <c>demo</c>, <c>wechat</c>, or a provider's name.</param>
/// <param name="Device">What the device calls itself.</param>
/// <param name="StartedAt">When the person signed in.</param>
/// <param name="LastSeenAt">When the session was last renewed.</param>
/// <param name="EndedAt">When it ended; left out while it lasts.</param>
/// <param name="End">Why it was ended: <c>signed_out</c>, <c>signed_out_elsewhere</c>, <c>by_supervisor</c>, <c>by_provider</c>,
/// <c>reused</c>, <c>unbound</c>; left out when it ran out by itself.</param>
/// <param name="Current">Whether the call was made in this session.</param>
public sealed record SessionView(
    string Session, string Provider, string Device, DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, DateTimeOffset? EndedAt, string? End, bool Current);

/// <summary>The sign-ins of the caller.</summary>
/// <param name="Items">The latest first; at most 30.</param>
public sealed record SessionList(IReadOnlyList<SessionView> Items);

/// <summary>A demo account.</summary>
/// <param name="Account">Its name.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Department">The department of desk staff; null for others.</param>
public sealed record DemoAccountView(string Account, string DisplayName, IReadOnlyList<string> Roles, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Department);

/// <summary>The demo accounts.</summary>
/// <param name="Items">The accounts, in the order of the seeds.</param>
public sealed record DemoAccountList(IReadOnlyList<DemoAccountView> Items);

/// <summary>Who is signed in.</summary>
/// <param name="Account">The account.</param>
/// <param name="DisplayName">The account's name to show.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Department">The department of desk staff or of a supervisor; null for others.</param>
/// <param name="Talent">The talent of the account; left out for staff and for people who are not recorded.</param>
/// <param name="Provider">Where the person signed in; left out for a token of another issuer.</param>
/// <param name="Assurance">How surely the provider knows the person, in its own word; left out when it does not say.</param>
public sealed record MeView(
    string Account,
    string DisplayName,
    IReadOnlyList<string> Roles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Department,
    OwnTalentView? Talent,
    string? Provider,
    string? Assurance);

[JsonSerializable(typeof(DemoSignInBody))]
[JsonSerializable(typeof(SignInView))]
[JsonSerializable(typeof(RefreshBody))]
[JsonSerializable(typeof(SignOutBody))]
[JsonSerializable(typeof(SignedOutView))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(StaffList))]
[JsonSerializable(typeof(WeChatSignInBody))]
[JsonSerializable(typeof(WeChatBindingBody))]
[JsonSerializable(typeof(DemoAccountList))]
[JsonSerializable(typeof(MeView))]
internal sealed partial class SignInJson : JsonSerializerContext;
