using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>The names of roles in JSON and tokens.</summary>
public static class RoleNames
{
    private static readonly Roles[] _all = [Roles.Talent, Roles.Hall, Roles.Desk, Roles.Supervisor, Roles.Office, Roles.Auditor, Roles.Device];

    /// <summary>Returns the names of the roles, for example <c>talent</c>.</summary>
    public static IEnumerable<string> Of(Roles roles) => _all.Where(role => roles.HasFlag(role)).Select(Name);

    /// <summary>Returns the roles with these names. Unknown names are ignored.</summary>
    public static Roles Parse(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        return _all.Where(role => wanted.Contains(Name(role))).Aggregate(Roles.None, (all, role) => all | role);
    }

    private static string Name(Roles role) => role.ToString().ToLowerInvariant();
}
