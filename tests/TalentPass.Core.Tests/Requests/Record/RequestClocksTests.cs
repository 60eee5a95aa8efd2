using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Record;

public sealed class RequestClocksTests
{
    private static readonly DateOnly _christmas = new(2026, 12, 25);

    [Fact]
    public void Acceptance_is_counted_from_receipt()
    {
        var clocks = RequestClocks.Received(Filed, Limits, WorkingDays);
        Assert.Equal(new RequestClocks(Filed, March(9)) { Counts = new(ClockPhase.Receipt, 5) }, clocks);
    }

    [Fact]
    public void Of_the_decisions_two_dates_the_shorter_binds()
    {
        var counts = new ClockCounts(ClockPhase.Decision, null, 20, 10);
        Assert.Equal(
            new RequestClocks(Filed, March(16), March(30), March(16)) { Counts = counts },
            RequestClocks.Accepted(Filed, Filed, Limits, WorkingDays));
        Assert.Equal(
            new RequestClocks(Filed, March(9), March(9), March(16)) { Counts = counts with { Legal = 5 } },
            RequestClocks.Accepted(Filed, Filed, Limits with { LegalWorkingDays = 5 }, WorkingDays));
    }

    // Two working days from filing on Monday are Wednesday, whether or not the desk has accepted by then.
    [Fact]
    public void A_promise_from_filing_binds_before_and_after_acceptance()
    {
        var limits = Limits with { PromisedWorkingDays = 2, PromiseFrom = PromiseStart.Filing };
        var received = RequestClocks.Received(Filed, limits, WorkingDays);
        Assert.Equal((March(4), March(4), March(9)), (received.Due, received.PromisedDue, received.ReceiptDue));
        var accepted = RequestClocks.Accepted(March(3), received.Start, limits, WorkingDays);
        Assert.Equal((Filed, March(4), March(4), March(31)), (accepted.Start, accepted.Due, accepted.PromisedDue, accepted.LegalDue));
        Assert.Equal(accepted, accepted.Count(0, 0, WorkingDays));
        Assert.Equal((2, "yellow", "red"), (accepted.Whole(WorkingDays), accepted.Light(March(4), WorkingDays, null), accepted.Light(March(5), WorkingDays, null)));
    }

    [Fact]
    public void A_longer_promise_from_filing_leaves_the_reception_its_date()
    {
        var clocks = RequestClocks.Received(Filed, Limits with { PromiseFrom = PromiseStart.Filing }, WorkingDays);
        Assert.Equal((March(9), March(16), March(9)), (clocks.Due, clocks.PromisedDue, clocks.ReceiptDue));
        Assert.Null(clocks.Counts.ReceiptDue);
    }

    [Fact]
    public void A_decision_may_know_one_date_or_none()
    {
        Assert.Equal((March(30), March(30), null), Dates(Limits with { PromisedWorkingDays = null }));
        Assert.Equal((March(16), null, March(16)), Dates(Limits with { LegalWorkingDays = null }));
        Assert.Equal((null, null, null), Dates(Limits with { LegalWorkingDays = null, PromisedWorkingDays = null }));
        Assert.Equal(
            new RequestClocks(Filed, March(23), null, March(23)) { Counts = new(ClockPhase.Decision, Promised: 15) },
            RequestClocks.Promised(Filed, 15, WorkingDays));

        static (DateOnly?, DateOnly?, DateOnly?) Dates(TimeLimits limits) =>
            RequestClocks.Accepted(Filed, Filed, limits, WorkingDays) is var clocks ? (clocks.Due, clocks.LegalDue, clocks.PromisedDue) : default;
    }

    [Fact]
    public void Delivery_is_counted_from_the_decision_and_the_earlier_dates_stay()
    {
        var clocks = Accepted().Decided(March(4), Limits, WorkingDays);
        Assert.Equal(
            new RequestClocks(March(4), March(18), March(30), March(16), March(18)) { Counts = new(ClockPhase.Delivery, 10) },
            clocks);
    }

    [Fact]
    public void Pauses_and_the_extension_move_the_decision_and_no_other_clock()
    {
        var moved = Accepted().Count(3, 2, WorkingDays);
        Assert.Equal((March(23), March(23), (DateOnly?)new DateOnly(2026, 4, 7)), (moved.Due, moved.PromisedDue, moved.LegalDue));
        Assert.Equal((5, 3), (moved.Counts.Added, moved.Counts.Excluded));
        Assert.Equal(Accepted(), moved.Count(0, 0, WorkingDays));
        Assert.Equal(Received(), Received().Count(3, 2, WorkingDays));
    }

    [Fact]
    public void A_clock_that_stops_keeps_its_history()
    {
        var clocks = RequestClocks.Accepted(_christmas, _christmas, Limits, WorkingDays);
        Assert.Equal(clocks with { Due = null, Provisional = false, Counts = new(ClockPhase.None) }, clocks.Stop());
        Assert.Equal(clocks.Stop(), clocks.Stop().Count(WorkingDays));
        Assert.Equal(clocks.Stop(), clocks.Stop().Count(3, 2, WorkingDays));
    }

    [Fact]
    public void A_date_in_a_year_not_published_says_so_and_is_counted_again_when_it_is()
    {
        var clocks = RequestClocks.Received(_christmas, Limits, WorkingDays);
        Assert.Equal((new DateOnly(2027, 1, 1), true, true), (clocks.Due, clocks.Provisional, clocks.Counts.Provisional));
        var counted = clocks.Count(Later);
        Assert.Equal((new DateOnly(2027, 1, 4), false, false), (counted.Due, counted.Provisional, counted.Counts.Provisional));
    }

    [Theory]
    [InlineData(3, 20, false, true)]
    [InlineData(20, 3, false, true)]
    [InlineData(20, 20, true, true)]
    [InlineData(2, 3, false, false)]
    [InlineData(null, 20, true, true)]
    [InlineData(null, 3, false, false)]
    [InlineData(20, null, true, true)]
    public void What_binds_is_provisional_by_itself_and_the_counts_by_any_date(int? legal, int? promised, bool binding, bool any)
    {
        var clocks = RequestClocks.Accepted(_christmas, _christmas, Limits with { LegalWorkingDays = legal, PromisedWorkingDays = promised }, WorkingDays);
        Assert.Equal((binding, any), (clocks.Provisional, clocks.Counts.Provisional));
    }

    [Theory]
    [InlineData(2, "green")]
    [InlineData(11, "green")]
    [InlineData(12, "yellow")]
    [InlineData(16, "yellow")]
    [InlineData(17, "red")]
    public void The_light_is_yellow_when_a_fifth_is_left_and_red_after_the_date(int today, string light) =>
        Assert.Equal(light, Accepted().Light(March(today), WorkingDays, null));

    [Fact]
    public void A_pause_is_green_and_does_not_lengthen_the_fifth()
    {
        var paused = Accepted().Count(10, 0, WorkingDays);
        Assert.Equal((March(30), 10), (paused.Due, paused.Whole(WorkingDays)));
        Assert.Equal(("green", "yellow"), (paused.Light(March(25), WorkingDays, null), paused.Light(March(26), WorkingDays, null)));
        Assert.Equal(("green", "red"), (Accepted().Light(March(20), WorkingDays, March(20)), Accepted().Light(March(21), WorkingDays, March(20))));
        Assert.Equal("green", Accepted().Stop().Light(March(30), WorkingDays, null));
        Assert.Null(Accepted().Stop().Whole(WorkingDays));
    }

    [Theory]
    [InlineData(2, 10)]
    [InlineData(13, 1)]
    [InlineData(16, 0)]
    [InlineData(17, -1)]
    [InlineData(23, -5)]
    public void The_days_left_are_working_days_and_negative_when_overdue(int today, int left)
    {
        Assert.Equal(left, Accepted().Remaining(March(today), WorkingDays));
        Assert.Null(Accepted().Stop().Remaining(March(today), WorkingDays));
    }
}
