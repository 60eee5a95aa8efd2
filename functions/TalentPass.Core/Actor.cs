namespace TalentPass.Core;

/// <summary>The roles of an account. A person can have several.</summary>
[Flags]
public enum Roles
{
    /// <summary>Signed in, without any role.</summary>
    None = 0,

    /// <summary>A talent on the phone (人才).</summary>
    Talent = 1,

    /// <summary>Staff of a service hall, who scan passes (大厅工作人员).</summary>
    Hall = 2,

    /// <summary>Staff of a department, who handle the requests in its queue (部门经办人).</summary>
    Desk = 4,

    /// <summary>Supervision (督办), of one department or of all.</summary>
    Supervisor = 8,

    /// <summary>The talent office (人才办).</summary>
    Office = 16,

    /// <summary>Reads the audit trail (审计).</summary>
    Auditor = 32,

    /// <summary>A scanner (核验设备). It may only scan.</summary>
    Device = 64,
}

/// <summary>The caller of an operation. The HTTP layer authenticates the caller and passes it to every operation.</summary>
/// <param name="Account">The stable name of the account; not a person's name.</param>
/// <param name="DisplayName">The name to show. Personal data; never log it.</param>
/// <param name="Roles">The roles of the account.</param>
/// <param name="Department">
/// The department of desk staff or of a supervisor. Null for a supervisor of all departments, and for others.
/// </param>
/// <param name="TalentId">The talent to whom the account belongs; null for staff and for people who are not recognised.</param>
public sealed record Actor(string Account, string DisplayName, Roles Roles, string? Department, string? TalentId)
{
    /// <summary>The product itself, for timers and projections.</summary>
    public static Actor Timer { get; } = new("timer", "timer", Roles.None, null, null);

    /// <summary>
    /// The scanner, when it calls with its own token. The scan checks later whether the scanner is still in use.
    /// </summary>
    public string? DeviceId { get; init; }

    /// <summary>The session of this app to which the call's token belongs; null for a token of another issuer, and without a token.</summary>
    public string? SessionId { get; init; }

    /// <summary>Where the person signed in: <c>demo</c>, <c>wechat</c> or the name of a configured provider; null when that is not known.</summary>
    public string? Provider { get; init; }

    /// <summary>How surely the provider knows the person (实名认证等级), in the provider's own word; null when it does not say.</summary>
    public string? Assurance { get; init; }

    /// <summary>Whether the account has at least one of the roles.</summary>
    public bool IsAny(Roles roles) => (Roles & roles) != Roles.None;
}
