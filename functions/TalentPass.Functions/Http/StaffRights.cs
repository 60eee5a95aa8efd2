using System.Security.Cryptography;
using System.Text;
using TalentPass.Core;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Http;

/// <summary>What an issuer's claims let staff do.</summary>
internal static class StaffRights
{
    /// <summary>Reads roles and department. Roles other than those of staff never come from an issuer.</summary>
    /// <param name="roleNames">The names of roles, ours.</param>
    /// <param name="departments">The values of the department claim.</param>
    /// <param name="allDepartments">The value that lets a supervisor supervise every department.</param>
    public static (Roles Roles, string? Department) Of(IEnumerable<string> roleNames, IEnumerable<string> departments, string allDepartments)
    {
        // A supervisor without a department supervises all of them, so silence must not say that. Nor does a choice of several.
        var (department, departmental) = departments.Where(each => each.Length > 0).Distinct(StringComparer.Ordinal).ToArray() switch
        {
            [var all] when all == allDepartments => (null, Roles.Supervisor),
            [var one] => (one, Roles.Desk | Roles.Supervisor),
            _ => ((string?)null, Roles.None),
        };
        return (RoleNames.Parse(roleNames) & (OidcSettings.StaffRoles & ~(Roles.Desk | Roles.Supervisor) | departmental), department);
    }

    /// <summary>
    /// The account of a subject. The subject may be a person's name or phone number. The account appears in storage keys and logs, so it
    /// is a hash.
    /// </summary>
    public static string AccountOf(string issuer, string subject) =>
        $"oidc-{Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{issuer}\n{subject}")))[..20]}";
}
