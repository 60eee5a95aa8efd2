using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Tests.Calendar;

public sealed class LegalDayTests
{
    [Theory]
    [InlineData("2026-03-01T15:59:59Z", "2026-03-01")]
    [InlineData("2026-03-01T16:00:00Z", "2026-03-02")]
    [InlineData("2026-03-02T00:00:00+08:00", "2026-03-02")]
    [InlineData("2026-02-28T23:30:00-05:00", "2026-03-01")]
    public void A_moment_belongs_to_the_day_in_Shanghai(string moment, string day) =>
        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd"), LegalDay.Of(DateTimeOffset.Parse(moment)));

    [Fact]
    public void Today_is_taken_from_the_clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 16, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal(new DateOnly(2026, 2, 17), LegalDay.Today(clock));
        clock.Advance(TimeSpan.FromTicks(-1) + TimeSpan.FromDays(1));
        Assert.Equal(new DateOnly(2026, 2, 17), LegalDay.Today(clock));
    }

    [Fact]
    public void A_day_lasts_until_the_next_one_begins()
    {
        var day = new DateOnly(2026, 2, 17);
        Assert.Equal(day, LegalDay.Of(LegalDay.StartOf(day)));
        Assert.Equal(day, LegalDay.Of(LegalDay.EndOf(day).AddTicks(-1)));
        Assert.Equal(LegalDay.StartOf(day.AddDays(1)), LegalDay.EndOf(day));
    }
}
