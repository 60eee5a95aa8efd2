namespace TalentPass.Functions.Http;

/// <summary>Configuration section <c>Session</c>.</summary>
public sealed class SessionSettings
{
    /// <summary>How long a local session token is taken: a minute to a day, since its signing key lives a day longer.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(8);

    internal IEnumerable<string> FindMistakes()
    {
        if (Lifetime < TimeSpan.FromMinutes(1) || Lifetime > TimeSpan.FromHours(24))
        {
            yield return "Session:Lifetime must be between 00:01:00 and 1.00:00:00.";
        }
    }
}

/// <summary>Configuration section <c>RateLimits</c>.</summary>
public sealed class RateLimitSettings
{
    /// <summary>Calls a minute for one account; also the greatest burst.</summary>
    public int AccountPerMinute { get; set; } = 6000;

    /// <summary>Calls a minute for one client address without a valid token; a hall's phones may share one.</summary>
    public int AddressPerMinute { get; set; } = 6000;

    /// <summary>Calls a minute and address to operations an outsider could guess with.</summary>
    public int GuessesPerMinute { get; set; } = 30;

    /// <summary>
    /// The header in which a trusted front end appends the client's address (<c>X-Forwarded-For</c> in Azure); null
    /// where clients connect directly.
    /// </summary>
    public string? ClientAddressHeader { get; set; }

    internal IEnumerable<string> FindMistakes() =>
        new (string Name, int Value)[] { (nameof(AccountPerMinute), AccountPerMinute), (nameof(AddressPerMinute), AddressPerMinute), (nameof(GuessesPerMinute), GuessesPerMinute) }
            .Where(each => each.Value < 1)
            .Select(each => $"RateLimits:{each.Name} must be at least 1.");
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

    internal IEnumerable<string> FindMistakes()
    {
        if (string.IsNullOrEmpty(Authority))
        {
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            yield return "Oidc:Authority must be an https address: over http anyone on the way could hand out keys.";
        }

        if (string.IsNullOrEmpty(Audience))
        {
            yield return "Oidc:Audience is missing: without it tokens for other systems would be taken.";
        }
    }
}

/// <summary>Configuration section <c>Demo</c>.</summary>
public sealed class DemoSettings
{
    /// <summary>Whether anyone may sign in as a demo account. Never where real people are served.</summary>
    public bool Accounts { get; set; }

    internal IEnumerable<string> FindMistakes(bool production)
    {
        if (Accounts && production)
        {
            yield return "Demo:Accounts is on in a production environment: anyone could sign in as anyone. Remove the setting.";
        }
    }
}
