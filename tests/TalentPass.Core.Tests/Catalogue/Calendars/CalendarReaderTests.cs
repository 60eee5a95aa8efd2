using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Calendars;

namespace TalentPass.Core.Tests.Catalogue.Calendars;

public sealed class CalendarReaderTests
{
    private static readonly CalendarNameInput _newYear = new("元旦", "New Year's Day");

    [Fact]
    public void A_notice_is_read_and_its_days_are_sorted()
    {
        var read = Read(2027, Day("2027-01-02", false), Day("2026-12-31", true), Day("2028-01-31", true));
        var year = Assert.IsType<Outcome<CalendarYear>.Done>(read).Value;
        Assert.Equal(["2026-12-31", "2027-01-02", "2028-01-31"], year.Days.Select(each => $"{each.Date:yyyy-MM-dd}"));
        Assert.Equal((2027, "元旦"), (year.Year, year.Days[0].Name.Zh));
    }

    [Theory]
    [InlineData(2019)]
    [InlineData(2028)]
    [InlineData(2101)]
    public void A_year_is_published_when_the_one_before_is(int year) => Assert.Equal("/year out_of_range", Fault(Read(year, Day($"{year}-01-01", true))));

    [Theory]
    [InlineData(2020)]
    [InlineData(2026)]
    public void A_past_year_may_be_published_again(int year) => Assert.IsType<Outcome<CalendarYear>.Done>(Read(year, Day($"{year}-01-01", true)));

    [Theory]
    [InlineData("2026-11-30", true, "/days/0/date out_of_range")]
    [InlineData("2028-02-01", true, "/days/0/date out_of_range")]
    [InlineData("2027-01-01", false, "/days/0/off impossible_date")]
    public void A_day_must_be_one_that_a_notice_can_name(string date, bool off, string fault) => Assert.Equal(fault, Fault(Read(2027, Day(date, off))));

    [Fact]
    public void A_day_stands_there_once() => Assert.Equal("/days/1/date duplicate", Fault(Read(2027, Day("2027-01-01", true), Day("2027-01-01", true))));

    [Fact]
    public void The_year_in_the_body_is_that_of_the_path() =>
        Assert.Equal("/year out_of_range", Fault(CalendarReader.Read(2027, 2026, new CalendarInput(["https://www.gov.cn/x"], [Day("2027-01-01", true)], 2026))));

    [Theory]
    [InlineData("http://www.gov.cn/x")]
    [InlineData("www.gov.cn")]
    [InlineData("")]
    public void A_notice_has_an_address(string paper) =>
        Assert.Equal("/papers/0 invalid_format", Fault(CalendarReader.Read(2027, 2026, new CalendarInput([paper], [Day("2027-01-01", true)]))));

    [Fact]
    public void A_holiday_has_a_name_in_both_languages() => Assert.Equal(
        "/days/0/name/en required",
        Fault(CalendarReader.Read(2027, 2026, new CalendarInput(["https://www.gov.cn/x"], [new CalendarDayInput(new DateOnly(2027, 1, 1), true, new("元旦", " "))]))));

    private static Outcome<CalendarYear> Read(int year, params CalendarDayInput[] days) =>
        CalendarReader.Read(year, 2026, new CalendarInput(["https://www.gov.cn/x"], days));

    private static CalendarDayInput Day(string date, bool off) => new(DateOnly.Parse(date, null), off, _newYear);

    private static string Fault(Outcome<CalendarYear> outcome) =>
        Assert.Single(Assert.IsType<Outcome<CalendarYear>.Refused>(outcome).Reason.Errors!.Select(each => $"{each.Key} {string.Join(' ', each.Value)}"));
}
