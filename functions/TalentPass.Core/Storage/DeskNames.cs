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

    private static bool IsDistrict(string desk, string city) =>
        StorageKey.IsValid(desk) && desk.Length > city.Length + 1 && desk.Length <= StorageLayout.MostDeskName && !desk.AsSpan().ContainsAny('!', '|', '_');
}
