using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.SignIn;

/// <summary>Which demo account to sign in as.</summary>
/// <param name="Account">Its name.</param>
public sealed record DemoSignInBody([property: StringLength(TextLimits.Account, MinimumLength = 1)] string Account);

/// <summary>A session.</summary>
/// <param name="Token">Goes into <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
/// <param name="Account">Whose it is.</param>
public sealed record SignInView(string Token, DateTimeOffset ExpiresAt, string Account);

/// <summary>A demo account.</summary>
/// <param name="Account">Its name.</param>
/// <param name="DisplayName">What people read.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Department">The department of desk staff.</param>
public sealed record DemoAccountView(string Account, string DisplayName, IReadOnlyList<string> Roles, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Department);

/// <summary>The demo accounts.</summary>
/// <param name="Items">In the order of the seeds.</param>
public sealed record DemoAccountList(IReadOnlyList<DemoAccountView> Items);

/// <summary>Who is signed in.</summary>
/// <param name="Account">The account.</param>
/// <param name="DisplayName">The account's own name.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Department">The department of desk staff or of a supervisor.</param>
/// <param name="Talent">The talent behind the account; left out for staff and for people not on record.</param>
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
