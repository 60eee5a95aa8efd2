using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>The names of roles in JSON and tokens.</summary>
public static class RoleNames
{
    private static readonly (Roles Role, string Name)[] _all =
    [
        .. new[] { Roles.Talent, Roles.Hall, Roles.Desk, Roles.Supervisor, Roles.Office, Roles.Auditor, Roles.Device }
            .Select(static role => (role, role.ToString().ToLowerInvariant())),
    ];

    /// <summary>Returns the names of the roles, for example <c>talent</c>.</summary>
    public static IEnumerable<string> Of(Roles roles) => _all.Where(each => roles.HasFlag(each.Role)).Select(static each => each.Name);

    /// <summary>Returns the roles with these names. Unknown names are ignored.</summary>
    public static Roles Parse(IEnumerable<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        return _all.Where(each => wanted.Contains(each.Name)).Aggregate(Roles.None, static (all, each) => all | each.Role);
    }
}
