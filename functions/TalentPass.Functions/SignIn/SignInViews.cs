using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.SignIn;

/// <summary>The body of a sign-in as a demo account.</summary>
/// <param name="Account">Its name.</param>
public sealed record DemoSignInBody([property: StringLength(TextLimits.Account, MinimumLength = 1)] string Account);

/// <summary>A session.</summary>
/// <param name="Token">The token, for the header <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">When the token expires. It is still accepted for 30 seconds, since clocks differ.</param>
/// <param name="Account">The account that is signed in.</param>
public sealed record SignInView(string Token, DateTimeOffset ExpiresAt, string Account);

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
public sealed record MeView(
    string Account,
    string DisplayName,
    IReadOnlyList<string> Roles,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Department,
    OwnTalentView? Talent);

[JsonSerializable(typeof(DemoSignInBody))]
[JsonSerializable(typeof(SignInView))]
[JsonSerializable(typeof(DemoAccountList))]
[JsonSerializable(typeof(MeView))]
internal sealed partial class SignInJson : JsonSerializerContext;
