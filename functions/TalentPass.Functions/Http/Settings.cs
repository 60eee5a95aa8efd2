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
