using System.Collections.Frozen;

namespace TalentPass.Core.Calendar;

/// <summary>
/// The working days (工作日) of the State Council's calendars. Immutable and free of I/O: built once from the published
/// years, shared by everybody. Years not published have plain weekends, and every answer that rests on them says so.
/// </summary>
/// <remarks>
/// Counts combine a closed form for plain weeks with the running sum of the published differences, so their cost does
/// not grow with the number of days.
/// </remarks>
public sealed class WorkingCalendar
{
    // The longest time limit of the catalogue is far below; it bounds what a mistyped figure can ask for.
    private const int MaxWorkingDays = 10_000;

    private readonly FrozenDictionary<int, CalendarDay> _named;
    private readonly FrozenSet<int> _years;

    // Day numbers that differ from a plain week, ascending, and the sum of the differences up to each.
    private readonly int[] _differing;
    private readonly int[] _difference;

    /// <summary>Builds the calendar. Where two years name the same day, as happens in December, the later year holds.</summary>
    /// <param name="published">The published years, in any order.</param>
    public WorkingCalendar(IEnumerable<CalendarYear> published)
    {
        var ordered = published.OrderBy(year => year.Year).ToArray();
        var days = new Dictionary<int, CalendarDay>();
        foreach (var day in ordered.SelectMany(year => year.Days))
        {
            days[day.Date.DayNumber] = day;
        }

        _years = ordered.Select(year => year.Year).ToFrozenSet();
        _named = days.ToFrozenDictionary();
        _differing = [.. days.Values.Where(day => day.Off == IsWeekday(day.Date)).Select(day => day.Date.DayNumber).Order()];
        _difference = new int[_differing.Length];
        var sum = 0;
        for (var i = 0; i < _differing.Length; i++)
        {
            sum += days[_differing[i]].Off ? -1 : 1;
            _difference[i] = sum;
        }
    }

    /// <summary>Whether the year's calendar is published.</summary>
    public bool IsPublished(int year) => _years.Contains(year);

    /// <summary>The last year whose calendar is published; 0 when none is.</summary>
    public int NewestYear => _years.Count == 0 ? 0 : _years.Max();

    /// <summary>Whether offices work on this day.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _named.TryGetValue(day.DayNumber, out var known) ? !known.Off : IsWeekday(day);

    /// <summary>The holiday this day belongs to, as a day off or a worked weekend day; null for an ordinary day.</summary>
    public Bilingual? HolidayOf(DateOnly day) => _named.TryGetValue(day.DayNumber, out var known) ? known.Name : null;

    /// <summary>
    /// The day a time limit of working days ends. The day it starts on is not counted (民法典 201), so 0 is the start itself.
    /// </summary>
    /// <param name="start">The day the clock starts: receipt, acceptance, decision.</param>
    /// <param name="workingDays">0–10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 0 or more than 10,000 days.</exception>
    public DueDate AddWorkingDays(DateOnly start, int workingDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workingDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workingDays, MaxWorkingDays);
        if (workingDays == 0)
        {
            return new DueDate(start, RestsOnUnpublished(start, start));
        }

        var wanted = CountThrough(start.DayNumber) + workingDays;
        var low = start.DayNumber + 1;
        var high = start.DayNumber + 2 * workingDays + 14;
        while (CountThrough(high) < wanted)
        {
            high += high - start.DayNumber;
        }

        // The first day on which the count is reached is itself a working day.
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (CountThrough(middle) < wanted)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        var due = DateOnly.FromDayNumber(low);
        return new DueDate(due, RestsOnUnpublished(start, due));
    }

    /// <summary>
    /// The working days after <paramref name="start"/> up to and including <paramref name="end"/>; negative when the end lies before.
    /// </summary>
    public int WorkingDaysBetween(DateOnly start, DateOnly end) => CountThrough(end.DayNumber) - CountThrough(start.DayNumber);

    /// <summary>The earliest day from which at most this many working days are left until <paramref name="end"/>.</summary>
    public DateOnly EarliestWithin(DateOnly end, int workingDays)
    {
        var wanted = CountThrough(end.DayNumber) - workingDays;
        var (low, high) = (end.DayNumber - 2 * workingDays - 30, end.DayNumber);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            (low, high) = CountThrough(middle) < wanted ? (middle + 1, high) : (low, middle);
        }

        return DateOnly.FromDayNumber(low);
    }

    private static bool IsWeekday(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private bool RestsOnUnpublished(DateOnly start, DateOnly end)
    {
        for (var year = start.Year; year <= end.Year; year++)
        {
            if (!_years.Contains(year))
            {
                return true;
            }
        }

        return false;
    }

    // Working days from day number 0, a Monday, through this one.
    private int CountThrough(int day)
    {
        var plain = (day + 1) / 7 * 5 + Math.Min((day + 1) % 7, 5);
        var found = Array.BinarySearch(_differing, day);
        var last = found >= 0 ? found : ~found - 1;
        return last >= 0 ? plain + _difference[last] : plain;
    }
}
