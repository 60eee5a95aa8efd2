using System.Collections.Frozen;

namespace TalentPass.Core.Calendar;

/// <summary>
/// Counts working days with calendars that do not change. A count is a formula for normal weeks plus a running sum of the published
/// differences, so its cost does not grow with the number of days.
/// </summary>
internal sealed class WorkingDays
{
    // Time limits in the catalogue are far shorter. The bound keeps a mistyped number from causing a very long search.
    private const int MaxWorkingDays = 10_000;

    private readonly FrozenDictionary<int, CalendarDay> _named;
    private readonly FrozenSet<int> _years;

    // The numbers of the days that differ from a normal week, ascending, and the sum of the differences up to each of them.
    private readonly int[] _differing;
    private readonly int[] _difference;

    /// <summary>
    /// Builds the calendar. Two years may name the same day, for example in December; then the later year decides.
    /// </summary>
    /// <param name="published">The published years, in any order.</param>
    public WorkingDays(IEnumerable<CalendarYear> published)
    {
        var ordered = published.OrderBy(year => year.Year).ToArray();
        var days = new Dictionary<int, CalendarDay>();
        foreach (var day in ordered.SelectMany(year => year.Days))
        {
            days[day.Date.DayNumber] = day;
        }

        Years = ordered;
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

    /// <summary>The published years, oldest first.</summary>
    public IReadOnlyList<CalendarYear> Years { get; }

    /// <summary>Whether the calendar of this year is published.</summary>
    public bool IsPublished(int year) => _years.Contains(year);

    /// <summary>The last year whose calendar is published; 0 when there is none.</summary>
    public int NewestYear => _years.Count == 0 ? 0 : _years.Max();

    /// <summary>Whether this is a working day.</summary>
    public bool IsWorkingDay(DateOnly day) =>
        _named.TryGetValue(day.DayNumber, out var known) ? !known.Off : IsWeekday(day);

    /// <summary>The holiday to which this day belongs, as a day off or as a worked weekend day; null for a normal day.</summary>
    public Bilingual? HolidayOf(DateOnly day) => _named.TryGetValue(day.DayNumber, out var known) ? known.Name : null;

    /// <summary>
    /// The day on which a time limit in working days ends. The first day counted is the day after the start (民法典 201), so a
    /// limit of 0 ends on the start day.
    /// </summary>
    /// <param name="start">The day of the event that starts the time limit: receipt, acceptance or decision.</param>
    /// <param name="workingDays">The time limit, 0–10,000 working days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 0 or above 10,000.</exception>
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

        // A binary search for the first day at which the count is reached. That day is a working day, because the count grew
        // on it.
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
    /// The number of working days after <paramref name="start"/> up to and including <paramref name="end"/>. Negative when the
    /// end is before the start.
    /// </summary>
    public int WorkingDaysBetween(DateOnly start, DateOnly end) => CountThrough(end.DayNumber) - CountThrough(start.DayNumber);

    /// <summary>The earliest day after which at most this many working days remain, <paramref name="end"/> included.</summary>
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

    // The number of working days from day number 0, a Monday, up to and including this day.
    private int CountThrough(int day)
    {
        var plain = (day + 1) / 7 * 5 + Math.Min((day + 1) % 7, 5);
        var found = Array.BinarySearch(_differing, day);
        var last = found >= 0 ? found : ~found - 1;
        return last >= 0 ? plain + _difference[last] : plain;
    }
}
