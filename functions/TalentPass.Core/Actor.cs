namespace TalentPass.Core;

/// <summary>What an account may be. A person can hold several.</summary>
[Flags]
public enum Roles
{
    /// <summary>Signed in, nothing more.</summary>
    None = 0,

    /// <summary>A talent on the phone (人才).</summary>
    Talent = 1,

    /// <summary>Staff of a service hall who scan (大厅工作人员).</summary>
    Hall = 2,

    /// <summary>Staff of a department, who work its queue (部门经办人).</summary>
    Desk = 4,

    /// <summary>Supervision (督办), of one department or of all.</summary>
    Supervisor = 8,

    /// <summary>The talent office (人才办).</summary>
    Office = 16,

    /// <summary>Reads the audit trail (审计).</summary>
    Auditor = 32,

    /// <summary>A scanner (核验设备): may scan, and nothing else.</summary>
    Device = 64,
}

/// <summary>Who does something: authenticated at the edge, handed to every operation.</summary>
/// <param name="Account">The account's stable name; not a person's name.</param>
/// <param name="DisplayName">The name to show; personal, never logged.</param>
/// <param name="Roles">What the account may be.</param>
/// <param name="Department">The department of desk staff or of a supervisor; null for all or none.</param>
/// <param name="TalentId">The talent behind the account; null for staff and for people not recognised.</param>
public sealed record Actor(string Account, string DisplayName, Roles Roles, string? Department, string? TalentId)
{
    /// <summary>The product itself: timers and projections.</summary>
    public static Actor Timer { get; } = new("timer", "timer", Roles.None, null, null);

    /// <summary>The scanner, when one speaks for itself; whether it still counts is for the scan to find out.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Whether the account holds any of the roles.</summary>
    public bool IsAny(Roles roles) => (Roles & roles) != Roles.None;
}
