using FsCheck;
using FsCheck.Fluent;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Tests.Calendar;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar _calendar = SeededCalendar.All;
    private static readonly DateOnly _first = new(2024, 1, 1);
    private static readonly DateOnly _last = new(2026, 12, 31);

    [Theory]
    [InlineData("2025-12-31", 1, "2026-01-04")]
    [InlineData("2026-02-13", 5, "2026-02-27")]
    [InlineData("2026-02-13", 20, "2026-03-19")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2025-09-26", 5, "2025-10-10")]
    [InlineData("2026-04-30", 5, "2026-05-11")]
    [InlineData("2026-09-18", 1, "2026-09-20")]
    [InlineData("2026-09-24", 5, "2026-10-09")]
    [InlineData("2026-09-30", 5, "2026-10-13")]
    public void Known_due_dates_hold(string start, int workingDays, string due) =>
        Assert.Equal(new DueDate(Day(due), false), _calendar.AddWorkingDays(Day(start), workingDays));

    [Fact]
    public void The_day_it_starts_on_is_not_counted()
    {
        Assert.Equal(Day("2026-03-02"), _calendar.AddWorkingDays(Day("2026-03-02"), 0).Date);
        Assert.Equal(Day("2026-03-03"), _calendar.AddWorkingDays(Day("2026-03-02"), 1).Date);
        Assert.Equal(Day("2026-03-02"), _calendar.AddWorkingDays(Day("2026-02-28"), 1).Date);
    }

    [Fact]
    public void A_year_not_published_has_plain_weekends_and_is_provisional()
    {
        Assert.False(_calendar.IsPublished(2027));
        Assert.Equal(new DueDate(Day("2027-01-01"), true), _calendar.AddWorkingDays(Day("2026-12-31"), 1));
        Assert.Equal(new DueDate(Day("2027-01-04"), true), _calendar.AddWorkingDays(Day("2026-12-31"), 2));
        Assert.False(_calendar.AddWorkingDays(Day("2026-12-30"), 1).Provisional);
        Assert.True(_calendar.AddWorkingDays(Day("2030-05-01"), 3).Provisional);
        Assert.True(_calendar.AddWorkingDays(Day("2023-12-29"), 3).Provisional);
    }

    [Fact]
    public void The_next_year_may_change_December()
    {
        var next = new CalendarYear(2027, [],
        [
            new CalendarDay(Day("2026-12-31"), true, new Bilingual("元旦", "New Year's Day")),
            new CalendarDay(Day("2026-12-26"), false, new Bilingual("元旦", "New Year's Day")),
            new CalendarDay(Day("2027-01-01"), true, new Bilingual("元旦", "New Year's Day")),
        ]);
        var changed = new WorkingCalendar([next, .. SeededCalendar.Years]);
        Assert.Equal(Day("2026-12-28"), _calendar.AddWorkingDays(Day("2026-12-25"), 1).Date);
        Assert.Equal(Day("2026-12-26"), changed.AddWorkingDays(Day("2026-12-25"), 1).Date);
        Assert.Equal(new DueDate(Day("2027-01-04"), false), changed.AddWorkingDays(Day("2026-12-30"), 1));
    }

    [Fact]
    public void The_later_announcement_holds_in_whatever_order_the_years_come()
    {
        var day = Day("2026-12-31");
        var name = new Bilingual("元旦", "New Year's Day");
        var former = new CalendarYear(2026, [], [new CalendarDay(day, false, name)]);
        var later = new CalendarYear(2027, [], [new CalendarDay(day, true, name)]);
        Assert.False(new WorkingCalendar([former, later]).IsWorkingDay(day));
        Assert.False(new WorkingCalendar([later, former]).IsWorkingDay(day));
    }

    [Fact]
    public void A_holiday_knows_its_name_in_both_languages()
    {
        var name = _calendar.HolidayOf(Day("2026-02-17"));
        Assert.NotNull(name);
        Assert.Equal("春节", name.Zh);
        Assert.Contains("Spring Festival", name.En, StringComparison.Ordinal);
        Assert.Null(_calendar.HolidayOf(Day("2026-03-03")));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_limit_that_cannot_be_meant_is_a_fault(int workingDays) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _calendar.AddWorkingDays(_first, workingDays));

    [Fact]
    public void Adding_equals_a_naive_count_day_by_day() =>
        Prop.ForAll(Days(), Gen.Choose(0, 300).ToArbitrary(), (start, workingDays) =>
            _calendar.AddWorkingDays(start, workingDays).Date == NaiveAdd(start, workingDays)).MustHold();

    [Fact]
    public void Counting_equals_a_naive_count_day_by_day() =>
        Prop.ForAll(Days(), Days(), (start, end) =>
            _calendar.WorkingDaysBetween(start, end) == NaiveBetween(start, end)).MustHold();

    [Fact]
    public void Adding_then_counting_gives_the_days_back() =>
        Prop.ForAll(Days(), Gen.Choose(1, 10_000).ToArbitrary(), (start, workingDays) =>
            _calendar.AddWorkingDays(start, workingDays) is var due
            && _calendar.WorkingDaysBetween(start, due.Date) == workingDays
            && _calendar.IsWorkingDay(due.Date)).MustHold();

    [Fact]
    public void The_earliest_day_within_a_limit_equals_a_naive_walk_back() =>
        Prop.ForAll(Days(), Gen.Choose(0, 60).ToArbitrary(), (end, workingDays) =>
            _calendar.EarliestWithin(end, workingDays) == NaiveEarliestWithin(end, workingDays)).MustHold();

    [Theory]
    [InlineData("2026-03-06", 0, "2026-03-06")]
    [InlineData("2026-03-06", 1, "2026-03-05")]
    [InlineData("2026-03-06", 5, "2026-02-28")]
    [InlineData("2026-03-08", 0, "2026-03-06")]
    [InlineData("2026-02-20", 0, "2026-02-14")]
    [InlineData("2026-02-24", 1, "2026-02-14")]
    [InlineData("2026-03-19", 20, "2026-02-13")]
    public void A_reminder_begins_on_the_first_day_with_so_many_working_days_left(string end, int workingDays, string first) =>
        Assert.Equal(Day(first), _calendar.EarliestWithin(Day(end), workingDays));

    [Fact]
    public void A_holiday_longer_than_any_known_is_counted_over()
    {
        var start = Day("2026-06-01");
        var name = new Bilingual("假", "Holiday");
        var calendar = new WorkingCalendar(
            [new CalendarYear(2026, [], [.. Enumerable.Range(1, 60).Select(each => new CalendarDay(start.AddDays(each), true, name))])]);
        Assert.Equal(Day("2026-08-03"), calendar.AddWorkingDays(start, 1).Date);
        Assert.Equal(Day("2026-08-04"), calendar.AddWorkingDays(start, 2).Date);
    }

    [Fact]
    public void The_newest_year_is_the_last_one_published_in_whatever_order_they_come()
    {
        Assert.Equal(0, new WorkingCalendar([]).NewestYear);
        Assert.Equal(2026, new WorkingCalendar([.. ((int[])[2026, 2024, 2025]).Select(year => new CalendarYear(year, [], []))]).NewestYear);
    }

    [Fact]
    public void Every_day_of_the_published_years_adds_like_a_naive_count()
    {
        for (var day = _first; day <= _last; day = day.AddDays(1))
        {
            foreach (var workingDays in (int[])[1, 2, 5, 10, 15, 20, 45])
            {
                Assert.Equal(NaiveAdd(day, workingDays), _calendar.AddWorkingDays(day, workingDays).Date);
            }
        }
    }

    [Theory]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_year_has_its_working_days(int year, int workingDays) =>
        Assert.Equal(workingDays, _calendar.WorkingDaysBetween(new DateOnly(year - 1, 12, 31), new DateOnly(year, 12, 31)));

    private static DateOnly NaiveAdd(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
        {
            day = day.AddDays(1);
            workingDays -= NaiveIsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    private static int NaiveBetween(DateOnly start, DateOnly end)
    {
        if (end < start)
        {
            return -NaiveBetween(end, start);
        }

        var count = 0;
        while (start < end)
        {
            start = start.AddDays(1);
            count += NaiveIsWorkingDay(start) ? 1 : 0;
        }

        return count;
    }

    private static DateOnly NaiveEarliestWithin(DateOnly end, int workingDays)
    {
        var day = end;
        while (NaiveBetween(day.AddDays(-1), end) <= workingDays)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    private static bool NaiveIsWorkingDay(DateOnly day) =>
        SeededCalendar.Years.SelectMany(year => year.Days).LastOrDefault(known => known.Date == day) is { } named
            ? !named.Off
            : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static Arbitrary<DateOnly> Days() =>
        Gen.Choose(_first.DayNumber, _last.DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary();

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
