using TalentPass.Core;
using TalentPass.Core.SignIn;

namespace TalentPass.Functions.Http;

/// <summary>Configuration section <c>Session</c>: how long people stay signed in.</summary>
public sealed class SessionSettings
{
    /// <summary>
    /// How long an access token is accepted: one minute to one hour. An ended session is over everywhere after this time.
    /// </summary>
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a talent's session may stay unused: one hour to 90 days.</summary>
    public TimeSpan TalentIdle { get; set; } = TimeSpan.FromDays(30);

    /// <summary>After how long a talent signs in again in any case: one hour to a year.</summary>
    public TimeSpan TalentLongest { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a session of staff may stay unused: ten minutes to 24 hours.</summary>
    public TimeSpan StaffIdle { get; set; } = TimeSpan.FromHours(4);

    /// <summary>
    /// After how long staff sign in again in any case: one to 24 hours. Their roles and department are those of the sign-in.
    /// </summary>
    public TimeSpan StaffLongest { get; set; } = TimeSpan.FromHours(12);

    internal IEnumerable<string> FindMistakes() => Settings.TimeRange.Check(
        (AccessLifetime, "Session:AccessLifetime", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)),
        (TalentIdle, "Session:TalentIdle", TimeSpan.FromHours(1), TimeSpan.FromDays(90)),
        (TalentLongest, "Session:TalentLongest", TimeSpan.FromHours(1), TimeSpan.FromDays(366)),
        (StaffIdle, "Session:StaffIdle", TimeSpan.FromMinutes(10), TimeSpan.FromHours(24)),
        (StaffLongest, "Session:StaffLongest", TimeSpan.FromHours(1), TimeSpan.FromHours(24)));

    internal SessionLimits LimitsOf(Roles roles) =>
        roles == Roles.Talent ? new(TalentIdle, TalentLongest) : new(StaffIdle, StaffLongest);
}

/// <summary>
/// Configuration section <c>RateLimits</c>. Calls are counted by <see cref="OperationAttribute.Weight"/>.
/// </summary>
public sealed class RateLimitSettings
{
    /// <summary>Calls a minute of one account; also the largest burst.</summary>
    public int AccountPerMinute { get; set; } = 6000;

    /// <summary>
    /// Calls a minute of one client address without a valid token, and as many health probes. The phones in a hall may share
    /// one address.
    /// </summary>
    public int AddressPerMinute { get; set; } = 6000;

    /// <summary>Calls a minute of one client address to operations with which an outsider could guess a secret.</summary>
    public int GuessesPerMinute { get; set; } = 30;

    /// <summary>
    /// Calls that one instance works on at the same time, 1–1,000; further ones are refused with <c>overloaded</c>. A quarter
    /// of them may be uploads. Calls that wait for their client's body are not counted, nor are health probes.
    /// </summary>
    public int CallsAtOnce { get; set; } = 128;

    /// <summary>
    /// The header to which a trusted front end appends the client's address (<c>X-Forwarded-For</c> in Azure); null when
    /// clients connect directly.
    /// </summary>
    public string? ClientAddressHeader { get; set; }

    internal IEnumerable<string> FindMistakes() =>
        new (string Name, int Value)[] { (nameof(AccountPerMinute), AccountPerMinute), (nameof(AddressPerMinute), AddressPerMinute), (nameof(GuessesPerMinute), GuessesPerMinute) }
            .Where(each => each.Value < 1)
            .Select(each => $"RateLimits:{each.Name} must be at least 1.")
            .Concat(CallsAtOnce is < 1 or > 1000 ? ["RateLimits:CallsAtOnce must be between 1 and 1000."] : []);
}

/// <summary>
/// Configuration section <c>Oidc</c>: the issuer of staff's tokens. Without an authority no such tokens are accepted.
/// </summary>
public sealed class OidcSettings
{
    /// <summary>
    /// The issuer, an https address. Its discovery document is at <c>/.well-known/openid-configuration</c> below it.
    /// </summary>
    public string? Authority { get; set; }

    /// <summary>The audience that its tokens must name.</summary>
    public string? Audience { get; set; }

    /// <summary>The claim with the roles: a list, or names separated by spaces.</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>
    /// The claim with the department's id. Without it, and with several, an account is neither <c>desk</c> nor
    /// <c>supervisor</c>.
    /// </summary>
    public string DepartmentClaim { get; set; } = "department";

    /// <summary>The value of the department claim that lets a supervisor supervise every department.</summary>
    public string AllDepartments { get; set; } = "all";

    /// <summary>The claim with the display name.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>
    /// Maps the issuer's role names to ours (<c>hall</c>, <c>desk</c>, <c>supervisor</c>, <c>office</c>, <c>auditor</c>).
    /// Names that are not in the map are taken as they are. Other roles never come from the issuer: the talent office
    /// recognises talents, and scanners have tokens of their own.
    /// </summary>
    public Dictionary<string, string> RoleNames { get; } = new(StringComparer.Ordinal);

    /// <summary>The roles that an issuer may give.</summary>
    internal const Roles StaffRoles = Roles.Hall | Roles.Desk | Roles.Supervisor | Roles.Office | Roles.Auditor;

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

        foreach (var (theirs, ours) in RoleNames.Where(each => (Http.RoleNames.Parse([each.Value]) & StaffRoles) == Roles.None))
        {
            yield return $"Oidc:RoleNames:{theirs} is '{ours}', which is none of {string.Join(", ", Http.RoleNames.Of(StaffRoles))}.";
        }
    }
}

/// <summary>Configuration section <c>Demo</c>.</summary>
public sealed class DemoSettings
{
    /// <summary>
    /// Whether anyone may sign in as a demo account. Never switch this on where real people are served; the environment
    /// Production refuses it.
    /// </summary>
    public bool Accounts { get; set; }

    /// <summary>
    /// How long the access token of a demo account is accepted: one minute to 24 hours. It is long, so that somebody who tries the API
    /// by hand need not renew it. Pages get tokens of <see cref="SessionSettings.AccessLifetime"/>.
    /// </summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(8);

    internal IEnumerable<string> FindMistakes(bool production)
    {
        foreach (var mistake in Settings.TimeRange.Check((TokenLifetime, "Demo:TokenLifetime", TimeSpan.FromMinutes(1), TimeSpan.FromHours(24))))
        {
            yield return mistake;
        }

        if (Accounts && production)
        {
            yield return "Demo:Accounts is on in a production environment: anyone could sign in as anyone. Remove the setting.";
        }
    }
}
