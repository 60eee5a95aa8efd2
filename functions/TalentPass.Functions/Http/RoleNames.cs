using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>The roles' names on the wire.</summary>
public static class RoleNames
{
    private static readonly Roles[] _all = [Roles.Talent, Roles.Hall, Roles.Desk, Roles.Supervisor, Roles.Office, Roles.Auditor, Roles.Device];

    /// <summary>The names of the roles, e.g. <c>talent</c>.</summary>
    public static IEnumerable<string> Of(Roles roles) => _all.Where(role => roles.HasFlag(role)).Select(Name);

    /// <summary>The roles of the names; unknown names count for nothing.</summary>
    public static Roles Parse(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        return _all.Where(role => wanted.Contains(Name(role))).Aggregate(Roles.None, (all, role) => all | role);
    }

    private static string Name(Roles role) => role.ToString().ToLowerInvariant();
}
