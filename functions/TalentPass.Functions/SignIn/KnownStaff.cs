using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.SignIn;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.SignIn;

/// <summary>Who works where: the demo accounts where they are switched on, and the staff who have signed in through a provider.</summary>
/// <param name="demo">The demo accounts.</param>
/// <param name="directory">The staff who have signed in.</param>
public sealed class KnownStaff(DemoSignIn demo, StaffDirectory directory)
{
    /// <summary>Whether an account is desk staff of a department; null when nobody is known at all.</summary>
    public bool? IsStaffOf(string account, string department) => Answer(All(english: false).Any(each => each.Account == account && IsOfficer(each, department)));

    /// <summary>
    /// Whether an account may be the second person for a department: an officer of the department, or a supervisor of it, of the city
    /// department above it, or of all. Null when nobody is known at all.
    /// </summary>
    public bool? IsSecondPersonOf(string account, string department) => Answer(All(english: false).Any(each => each.Account == account && MayConfirm(each, department)));

    /// <summary>The officers of a department and its supervisors; null when nobody is known at all.</summary>
    public IReadOnlyList<Colleague>? ColleaguesOf(string department, bool english) => IsAnybody
        ? [.. All(english).Where(each => MayConfirm(each, department)).Select(each => new Colleague(each.Account, each.DisplayName, IsOfficer(each, department)))]
        : null;

    /// <summary>The name of an officer; null when the account is not known, or is a talent's.</summary>
    public string? OfficerNameOf(string account, bool english) =>
        demo.OfficerNameOf(account, english) ?? (directory.Find(account) is { DisplayName.Length: > 0 } member ? member.DisplayName : null);

    private bool IsAnybody => demo.Accounts.Count > 0 || directory.All.Count > 0;

    private bool? Answer(bool fits) => IsAnybody ? fits : null;

    private IEnumerable<Actor> All(bool english) => demo.Accounts
        .Select(each => new Actor(each.Account, each.DisplayName.In(english), Http.RoleNames.Parse(each.Roles), each.Department, null))
        .Concat(directory.Present(_ => true).Select(each => new Actor(each.Account, each.DisplayName, each.Roles, each.Department, null)));

    private static bool IsOfficer(Actor each, string department) => each.IsAny(Roles.Desk) && each.Department == department;

    private static bool MayConfirm(Actor each, string department) =>
        IsOfficer(each, department) || (each.IsAny(Roles.Supervisor) && (each.Department is not { } own || DeskNames.Supervises(own, department)));
}
