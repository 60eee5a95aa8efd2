using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class RequestPausesTests
{
    private static readonly PauseFact _first = new("inspection", March(3), 2, March(5));

    [Fact]
    public void A_pause_moves_the_date_by_its_length()
    {
        var step = RequestPauses.Begin(Pausing(In(RequestState.Accepted), 4), "inspection", 3, "现场核查").Done();
        Assert.Equal(new PauseFact("inspection", March(4), 3, March(9)), step.After.Course.Pause);
        Assert.Empty(step.After.Course.Pauses);
        Assert.Equal((March(19), 3, "现场核查", March(19)), (step.After.Clocks.Due, step.After.Clocks.Counts.Excluded, step.Event.Note, step.Event.Due));
    }

    [Fact]
    public void A_second_pause_comes_on_top_of_the_first()
    {
        var after = RequestPauses.Begin(Pausing(In(RequestState.Accepted, course: new() { Pause = _first }).Counted(WorkingDays), 9), "inspection", 3, "").Done().After;
        Assert.Equal([_first], after.Course.Pauses);
        Assert.Equal((March(9), March(23), 5), (after.Course.Pause!.From, after.Clocks.Due, after.Clocks.Counts.Excluded));
    }

    [Fact]
    public void A_kind_the_service_does_not_know_stops_no_clock() =>
        Assert.Equal(["/kind not_in_list"], RequestPauses.Begin(Pausing(In(RequestState.Accepted), 4), "auction", 3, "").Errors());

    [Fact]
    public void Of_a_pause_ended_early_only_what_was_used_is_excluded()
    {
        var found = In(RequestState.Accepted, course: new() { Pause = _first with { WorkingDays = 10, Until = March(17) }, Pauses = [_first] }).Counted(WorkingDays);
        var ended = RequestPauses.End(Step(found, RequestMachine.Resume, Officer, 5));
        Assert.Null(ended.Course.Pause);
        Assert.Equal([_first, found.Course.Pause! with { ResumedOn = March(5) }], ended.Course.Pauses);
        Assert.Equal((March(20), 4), (ended.Clocks.Due, ended.Clocks.Counts.Excluded));
    }

    [Theory]
    [InlineData(2, 12)]
    [InlineData(3, 9)]
    [InlineData(5, 9)]
    [InlineData(6, 8)]
    public void While_the_clock_stands_as_many_days_are_left_as_when_it_stopped(int today, int left)
    {
        var course = today == 2 ? new RequestCourse() : new RequestCourse { Pause = _first };
        var request = In(RequestState.Accepted, Accepted().Count(2, 0, WorkingDays), course);
        Assert.Equal(left, RequestPauses.Remaining(request, March(today), WorkingDays));
    }

    [Fact]
    public void Where_no_clock_runs_nothing_is_left() =>
        Assert.Null(RequestPauses.Remaining(In(RequestState.Accepted, Accepted().Stop(), new() { Pause = _first }), March(4), WorkingDays));

    private static StepContext Pausing(RequestCase found, int today) => Step(found, RequestMachine.Pause, Officer, today);
}
