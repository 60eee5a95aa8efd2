using System.ComponentModel.DataAnnotations;

namespace TalentPass.Functions.Http;

/// <summary>Configuration section <c>Session</c>.</summary>
public sealed class SessionSettings
{
    /// <summary>How long a local session token is taken.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);
}

/// <summary>Configuration section <c>RateLimits</c>.</summary>
public sealed class RateLimitSettings
{
    /// <summary>Calls a minute for one account; also the greatest burst.</summary>
    [Range(1, int.MaxValue)]
    public int AccountPerMinute { get; set; } = 6000;

    /// <summary>Calls a minute for one client address without a valid token; a hall's phones may share one.</summary>
    [Range(1, int.MaxValue)]
    public int AddressPerMinute { get; set; } = 6000;

    /// <summary>Calls a minute and address to operations an outsider could guess with.</summary>
    [Range(1, int.MaxValue)]
    public int GuessesPerMinute { get; set; } = 30;

    /// <summary>
    /// The header in which a trusted front end appends the client's address (<c>X-Forwarded-For</c> in Azure); null
    /// where clients connect directly.
    /// </summary>
    public string? ClientAddressHeader { get; set; }
}

/// <summary>Configuration section <c>Oidc</c>: the issuer of staff's tokens. Without an authority there is none.</summary>
public sealed class OidcSettings
{
    /// <summary>The issuer, an https address; its discovery document lies below it.</summary>
    public string? Authority { get; set; }

    /// <summary>The audience its tokens must be for.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim with the roles: a list, or names separated by spaces.</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>The claim with the department's id.</summary>
    public string DepartmentClaim { get; set; } = "department";

    /// <summary>The claim with the name to show.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>From the issuer's role names to ours (<c>hall</c>, <c>desk</c>, <c>supervisor</c>, <c>office</c>, <c>auditor</c>); others are taken as they are.</summary>
    public Dictionary<string, string> RoleNames { get; } = new(StringComparer.Ordinal);
}
