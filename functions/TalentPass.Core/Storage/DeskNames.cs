namespace TalentPass.Core.Storage;

/// <summary>
/// The names of desks. A department of the city has a desk with its own name and a queue (<see cref="StorageLayout.Departments"/>). A
/// district's department (区县部门) has a desk below it, named <c>department-district</c>, e.g. <c>education-yinzhou</c>. It has its own
/// partition in table <c>Desks</c> and shares the queue of the department above, so a new district desk needs data and no deployment.
/// </summary>
public static class DeskNames
{
    /// <summary>Whether a desk may have this name: a department with a queue, or a name below one.</summary>
    public static bool IsDesk(string desk) => CityOf(desk) is { } city && (desk == city || IsDistrict(desk, city));

    /// <summary>
    /// The department of the city to which a desk belongs; the desk's own name when it is the department's. Null when there is no such
    /// department.
    /// </summary>
    public static string? CityOf(string desk) =>
        StorageLayout.Departments.FirstOrDefault(each => desk == each || desk.StartsWith($"{each}-", StringComparison.Ordinal));

    /// <summary>
    /// Whether a supervisor of a department supervises this desk: its own, and those of the districts below it. Officers work at their
    /// own desk only.
    /// </summary>
    public static bool Supervises(string department, string? desk) =>
        desk is not null && (desk == department || (StorageLayout.Departments.Contains(department) && CityOf(desk) == department && IsDesk(desk)));

    /// <summary>
    /// Whether a role lets a member of staff work at a desk: officers at their own one, supervisors as <see cref="Supervises"/> says, or
    /// at every desk when they have no department.
    /// </summary>
    public static bool IsOpenTo(Actor actor, Roles role, string? desk) => actor.IsAny(role) && role switch
    {
        Roles.Desk => desk is not null && desk == actor.Department,
        Roles.Supervisor => actor.Department is not { } own || Supervises(own, desk),
        _ => true,
    };

    /// <summary>Whether a desk is open to a member of staff as an officer or as a supervisor.</summary>
    public static bool IsStaffOf(Actor actor, string? desk) => IsOpenTo(actor, Roles.Desk, desk) || IsOpenTo(actor, Roles.Supervisor, desk);

    private static bool IsDistrict(string desk, string city) =>
        StorageKey.IsValid(desk) && desk.Length > city.Length + 1 && desk.Length <= StorageLayout.MostDeskName && !desk.AsSpan().ContainsAny('!', '|', '_');
}
