using TalentPass.Core.Calendar;

namespace TalentPass.Core.Tests.Calendar;

/// <summary>The working-day calendars of <c>seeds/calendars</c>, loaded as the product loads them.</summary>
internal static class SeededCalendar
{
    private static readonly Lazy<CalendarYear[]> _files = new(() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "seeds", "calendars"), "2*.json")
            .Order(StringComparer.Ordinal)
            .Select(path => CalendarYear.Read(File.ReadAllBytes(path)))]);

    public static IReadOnlyList<CalendarYear> Years => _files.Value;

    public static WorkingCalendar All { get; } = new(_files.Value);
}
