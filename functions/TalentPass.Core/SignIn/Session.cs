using System.Text.Json.Serialization;
using TalentPass.Core.Storage;

namespace TalentPass.Core.SignIn;

/// <summary>Somebody who is signed in on one device (登录会话): what the refresh token of the device renews.</summary>
public sealed record Session
{
    /// <summary>The id; newer sessions of an owner sort first.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>Whose session it is: a keyed hash of the talent, or of the account of staff.</summary>
    [JsonIgnore]
    public string Owner { get; init; } = "";

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The name to show.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The roles at the sign-in.</summary>
    public required Roles Roles { get; init; }

    /// <summary>The department of staff.</summary>
    public string? Department { get; init; }

    /// <summary>The talent to whom the account belongs.</summary>
    public string? TalentId { get; init; }

    /// <summary>Where the person signed in: <c>demo</c>, <c>wechat</c> or the name of a provider.</summary>
    public required string Provider { get; init; }

    /// <summary>The session at the provider (claim <c>sid</c>), by which the provider ends it.</summary>
    public string? ProviderSession { get; init; }

    /// <summary>How surely the provider knows the person, in its own word.</summary>
    public string? Assurance { get; init; }

    /// <summary>What the device calls itself, e.g. <c>Chrome · Android</c>.</summary>
    public required string Device { get; init; }

    /// <summary>When the person signed in.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the session was last renewed.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>From when on the person has to sign in again, however often the session is renewed.</summary>
    public required DateTimeOffset LongestTo { get; init; }

    /// <summary>For how long the session may stay unused.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>How often it was renewed. Only the refresh token of the latest renewal is good.</summary>
    public int Generation { get; init; }

    /// <summary>The key of its refresh tokens.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was ended; null while it lasts, or when it ran out by itself.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was ended: one of <see cref="SessionEnds"/>.</summary>
    public string? End { get; init; }

    /// <summary>Until when it can be renewed.</summary>
    [JsonIgnore]
    public DateTimeOffset ExpiresAt => LastSeenAt + Idle < LongestTo ? LastSeenAt + Idle : LongestTo;

    /// <summary>Whether it can be renewed at this moment.</summary>
    public bool Lasts(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    /// <summary>The caller of a call with an access token of this session.</summary>
    public Actor ToActor() => new(Account, DisplayName, Roles, Department, TalentId) { SessionId = Id, Provider = Provider, Assurance = Assurance };

    /// <summary>Returns the id only: the rest is personal or secret.</summary>
    public override string ToString() => Id;
}

/// <summary>Why a session was ended. Stored and published; never changed.</summary>
public static class SessionEnds
{
    /// <summary>The person signed out.</summary>
    public const string SignedOut = "signed_out";

    /// <summary>The person signed out everywhere, or ended this session from another device.</summary>
    public const string SignedOutElsewhere = "signed_out_elsewhere";

    /// <summary>A supervisor signed the account out.</summary>
    public const string BySupervisor = "by_supervisor";

    /// <summary>The provider said that the person signed out there.</summary>
    public const string ByProvider = "by_provider";

    /// <summary>A refresh token was used twice: somebody has copied it.</summary>
    public const string Reused = "reused";

    /// <summary>The binding through which the person signed in was removed.</summary>
    public const string Unbound = "unbound";
}

/// <summary>How long sessions last.</summary>
/// <param name="Idle">For how long a session may stay unused.</param>
/// <param name="Longest">From the sign-in to the next one, at most.</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(StaffMember))]
internal sealed partial class SignInRowJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds sessions and staff.</summary>
    public static SignInRowJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
