using System.Text.Json;
using TalentPass.Core.Requests.Record;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Record;

public sealed class RequestCourseTests
{
    private static readonly DateOnly _christmas = new(2026, 12, 25);
    private static readonly SupplementFact _asked = new([], March(9), From: March(2), WorkingDays: 5);
    private static readonly GapsFact _gaps = new(["rent-receipt"], March(9), From: March(2), WorkingDays: 5);
    private static readonly PauseFact _pause = new("inspection", March(2), 3, March(5));

    [Fact]
    public void A_row_from_before_a_property_was_added_can_be_read()
    {
        var course = JsonSerializer.Deserialize("{}", RequestJson.Stored.RequestCourse)!;
        Assert.Empty(course.Pauses);
        Assert.Empty(course.Arrivals);
        Assert.Equal(0, course.ExcludedByPauses(WorkingDays));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void The_clock_stands_to_the_last_day_of_a_pause(int today, bool stands)
    {
        Assert.Equal(stands, new RequestCourse { Pause = _pause }.IsPaused(March(today)));
        Assert.False(new RequestCourse().IsPaused(March(today)));
    }

    [Fact]
    public void All_pauses_are_excluded_and_of_one_ended_early_only_what_was_used()
    {
        Assert.Equal(0, new RequestCourse().ExcludedByPauses(WorkingDays));
        Assert.Equal(3, new RequestCourse { Pause = _pause }.ExcludedByPauses(WorkingDays));
        Assert.Equal(3 + 2 + 0, new RequestCourse
        {
            Pause = _pause,
            Pauses = [_pause with { ResumedOn = March(4) }, _pause with { ResumedOn = March(2) }],
        }.ExcludedByPauses(WorkingDays));
        // The clock of the machine may have been one day behind when the request was resumed. Such a pause counts as 0 days.
        Assert.Equal(0, new RequestCourse { Pauses = [_pause with { From = March(4), ResumedOn = March(3) }] }.ExcludedByPauses(WorkingDays));
    }

    [Fact]
    public void Only_a_bad_rating_makes_a_case_that_mends_one()
    {
        Assert.True(new RequestCourse { Origin = new(OriginFact.BadRating, "x") }.IsFromBadRating);
        Assert.False(new RequestCourse { Origin = new(OriginFact.Appeal, "x") }.IsFromBadRating);
        Assert.False(new RequestCourse().IsFromBadRating);
    }

    [Fact]
    public void A_course_is_provisional_by_each_date_that_still_binds()
    {
        Assert.False(new RequestCourse().Provisional);
        Assert.False(new RequestCourse { Supplement = _asked, Gaps = _gaps, Pause = _pause }.Provisional);
        Assert.True(new RequestCourse { Supplement = _asked with { Provisional = true } }.Provisional);
        Assert.True(new RequestCourse { Gaps = _gaps with { Provisional = true } }.Provisional);
        Assert.True(new RequestCourse { Pause = _pause with { Provisional = true } }.Provisional);
        Assert.False(new RequestCourse { Supplement = _asked with { Provisional = true, SuppliedAt = FiledAt } }.Provisional);
        Assert.False(new RequestCourse { Gaps = _gaps with { Provisional = true, SuppliedAt = FiledAt } }.Provisional);
    }

    [Fact]
    public void The_last_date_is_the_latest_that_still_binds()
    {
        Assert.Null(new RequestCourse().LastDate);
        Assert.Equal(March(9), new RequestCourse { Supplement = _asked, Pause = _pause }.LastDate);
        Assert.Equal(March(12), new RequestCourse { Supplement = _asked, Gaps = _gaps with { Due = March(12) }, Pause = _pause }.LastDate);
        Assert.Equal(March(5), new RequestCourse { Supplement = _asked with { SuppliedAt = FiledAt }, Gaps = _gaps with { SuppliedAt = FiledAt }, Pause = _pause }.LastDate);
    }

    [Fact]
    public void Dates_are_counted_again_when_the_calendar_is_there()
    {
        var course = new RequestCourse
        {
            Supplement = _asked with { From = _christmas, Due = new(2027, 1, 1), Provisional = true },
            Gaps = _gaps with { From = _christmas, Due = new(2027, 1, 1), Provisional = true },
            Pause = _pause with { From = _christmas, WorkingDays = 5, Until = new(2027, 1, 1), Provisional = true },
        };
        Assert.Equal(course, course.Count(WorkingDays));
        var counted = course.Count(Later);
        Assert.Equal((new DateOnly(2027, 1, 4), false), (counted.Supplement!.Due, counted.Supplement.Provisional));
        Assert.Equal((new DateOnly(2027, 1, 4), false), (counted.Gaps!.Due, counted.Gaps.Provisional));
        Assert.Equal((new DateOnly(2027, 1, 4), false), (counted.Pause!.Until, counted.Pause.Provisional));
    }

    [Fact]
    public void A_last_day_that_was_told_never_becomes_earlier()
    {
        var counted = new RequestCourse { Supplement = _asked with { Due = March(20) }, Gaps = _gaps with { Due = March(20) }, Pause = _pause with { Until = March(20) } }.Count(WorkingDays);
        Assert.Equal((March(20), March(20), March(5)), (counted.Supplement!.Due, counted.Gaps!.Due, counted.Pause!.Until));
        var later = new RequestCourse { Supplement = _asked with { Due = March(3) }, Gaps = _gaps with { Due = March(3) } }.Count(WorkingDays);
        Assert.Equal((March(9), March(9)), (later.Supplement!.Due, later.Gaps!.Due));
    }

    [Fact]
    public void What_was_supplied_or_has_no_first_day_is_not_counted_again()
    {
        var supplied = new RequestCourse { Supplement = _asked with { Due = March(3), SuppliedAt = FiledAt }, Gaps = _gaps with { Due = March(3), SuppliedAt = FiledAt } };
        Assert.Equal(supplied, supplied.Count(WorkingDays));
        var undated = new RequestCourse { Supplement = _asked with { Due = March(3), From = null }, Gaps = _gaps with { Due = March(3), From = null } };
        Assert.Equal(undated, undated.Count(WorkingDays));
    }
}
