using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Http;

/// <summary>Decides who may call an operation: by role, and at a department's desk also by department.</summary>
internal static class Authorisation
{
    private const string Department = "department";
    private static readonly Roles[] _single = [Roles.Talent, Roles.Hall, Roles.Desk, Roles.Supervisor, Roles.Office, Roles.Auditor, Roles.Device];

    /// <summary>
    /// Whether one of the actor's roles allows the operation. Scanners may call only operations that name the role of
    /// scanners.
    /// </summary>
    public static bool Allows(Operation operation, Actor actor, HttpRequest http) =>
        (operation.About.Roles == Roles.None && actor.DeviceId is null)
        || _single.Any(role => operation.About.Roles.HasFlag(role) && actor.IsAny(role) && AllowsDepartment(role, operation, actor, http));

    private static bool AllowsDepartment(Roles role, Operation operation, Actor actor, HttpRequest http) =>
        !operation.RouteParameters.Contains(Department, StringComparer.Ordinal)
        || DeskNames.IsOpenTo(actor, role, http.RouteValues[Department] as string);
}
