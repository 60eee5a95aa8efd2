using System.Text.Json.Serialization;

namespace TalentPass.Core.SignIn;

/// <summary>A member of staff who has signed in through the city's provider (工作人员名录).</summary>
public sealed record StaffMember
{
    /// <summary>The account.</summary>
    [JsonIgnore]
    public string Account { get; init; } = "";

    /// <summary>The name, as the provider told it last.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The roles at the last sign-in.</summary>
    public required Roles Roles { get; init; }

    /// <summary>The department; null for a supervisor of all departments, and for others.</summary>
    public string? Department { get; init; }

    /// <summary>Where the member signed in last.</summary>
    public required string Provider { get; init; }

    /// <summary>The e-mail address that the provider told; null when it told none.</summary>
    public string? Email { get; init; }

    /// <summary>When the member was first seen.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When the member was last seen, to the day.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Returns the account only.</summary>
    public override string ToString() => Account;
}
