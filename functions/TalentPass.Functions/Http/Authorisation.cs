using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>Who may call what: by role, and at a department's desk by department.</summary>
internal static class Authorisation
{
    private const string Department = "department";
    private static readonly Roles[] _single = [Roles.Talent, Roles.Hall, Roles.Desk, Roles.Supervisor, Roles.Office, Roles.Auditor, Roles.Device];

    /// <summary>Whether any of the actor's roles opens the operation; to a scanner only what names scanners is open.</summary>
    public static bool Allows(Operation operation, Actor actor, HttpRequest http) =>
        (operation.About.Roles == Roles.None && actor.DeviceId is null)
        || _single.Any(role => operation.About.Roles.HasFlag(role) && actor.Roles.HasFlag(role) && AllowsDepartment(role, operation, actor, http));

    private static bool AllowsDepartment(Roles role, Operation operation, Actor actor, HttpRequest http)
    {
        if (!operation.RouteParameters.Contains(Department, StringComparer.Ordinal))
        {
            return true;
        }

        var wanted = http.RouteValues[Department] as string;
        return role switch
        {
            Roles.Desk => wanted is not null && wanted == actor.Department,
            Roles.Supervisor => actor.Department is null || wanted == actor.Department,
            _ => true,
        };
    }
}
