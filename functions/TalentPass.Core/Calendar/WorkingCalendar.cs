namespace TalentPass.Core.Calendar;

/// <summary>
/// Counts working days (工作日) with the State Council's calendars. It does no I/O. It is built from the years that come with the app and
/// shared; the calendars that the talent office publishes replace them while the app runs. In a year without a published calendar,
/// weekends are the only days off; <see cref="DueDate.Provisional"/> says when a due date depends on such a year.
/// </summary>
/// <param name="published">The published years, in any order.</param>
public sealed class WorkingCalendar(IEnumerable<CalendarYear> published)
{
    // A count uses one set of calendars from its beginning to its end.
    private volatile WorkingDays _days = new(published);

    /// <summary>The published years, oldest first.</summary>
    public IReadOnlyList<CalendarYear> Years => _days.Years;

    /// <summary>Whether the calendar of this year is published.</summary>
    public bool IsPublished(int year) => _days.IsPublished(year);

    /// <summary>The last year whose calendar is published; 0 when there is none.</summary>
    public int NewestYear => _days.NewestYear;

    /// <summary>Replaces all calendars. Counts that have begun end with the former ones.</summary>
    public void Use(IEnumerable<CalendarYear> years) => _days = new WorkingDays(years);

    /// <summary>Whether this is a working day.</summary>
    public bool IsWorkingDay(DateOnly day) => _days.IsWorkingDay(day);

    /// <summary>The holiday to which this day belongs, as a day off or as a worked weekend day; null for a normal day.</summary>
    public Bilingual? HolidayOf(DateOnly day) => _days.HolidayOf(day);

    /// <summary>
    /// The day on which a time limit in working days ends. The first day counted is the day after the start (民法典 201), so a
    /// limit of 0 ends on the start day.
    /// </summary>
    /// <param name="start">The day of the event that starts the time limit: receipt, acceptance or decision.</param>
    /// <param name="workingDays">The time limit, 0–10,000 working days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 0 or above 10,000.</exception>
    public DueDate AddWorkingDays(DateOnly start, int workingDays) => _days.AddWorkingDays(start, workingDays);

    /// <summary>
    /// The number of working days after <paramref name="start"/> up to and including <paramref name="end"/>. Negative when the
    /// end is before the start.
    /// </summary>
    public int WorkingDaysBetween(DateOnly start, DateOnly end) => _days.WorkingDaysBetween(start, end);

    /// <summary>The earliest day after which at most this many working days remain, <paramref name="end"/> included.</summary>
    public DateOnly EarliestWithin(DateOnly end, int workingDays) => _days.EarliestWithin(end, workingDays);
}
