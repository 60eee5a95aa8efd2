using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Requests.Rules.RequestMachine;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class TimerStepsTests
{
    private static readonly UrgeFact _urge = new(At(3), "");
    private static readonly SlipFact _blue = new("blue", March(17), March(16));

    [Fact]
    public void Silence_accepts_as_of_the_day_of_receipt()
    {
        var step = Take(In(RequestState.Submitted), DeemedAccept, 10);
        Assert.Equal((RequestState.Accepted, FiledAt, Accepted()), (step.After.State, step.After.AcceptedAt, step.After.Clocks));
        Assert.Equal((DeemedAccept, "timer", "Timer", March(16), false), (step.Event.Action, step.Event.Actor, step.Event.Role, step.Event.Due, step.Event.Internal));
    }

    [Fact]
    public void What_never_came_ends_the_request()
    {
        var withdrawn = Take(In(RequestState.SupplementWanted, Received().Stop(), new() { Supplement = new([], March(9)), Urge = _urge }), DeemedWithdraw, 10).After;
        Assert.Equal((RequestState.Ended, RequestEnding.DeemedWithdrawn, null), (withdrawn.State, withdrawn.Ending, withdrawn.Course.Reason));
        Assert.Equal(At(10), withdrawn.Course.Urge!.AnsweredAt);
        var revoked = Take(In(RequestState.AcceptedTolerant, course: new() { Gaps = new([], March(9)) }), RevokeAcceptance, 10);
        Assert.Equal((RequestState.Ended, RequestEnding.AcceptanceRevoked, RevokeAcceptance), (revoked.After.State, revoked.After.Ending, revoked.After.Course.Reason));
        Assert.Equal(Accepted().Stop(), revoked.After.Clocks);
    }

    [Fact]
    public void Yellow_and_an_overdue_urging_are_for_staff_only()
    {
        var yellow = Take(In(RequestState.Accepted), Yellow, 12);
        Assert.Equal((March(16), true, RequestState.Accepted), (yellow.After.Course.Yellow, yellow.Event.Internal, yellow.After.State));
        var overdue = Take(In(RequestState.Accepted, course: new() { Urge = _urge }), UrgeOverdue, 6);
        Assert.Equal((_urge with { Late = true }, true), (overdue.After.Course.Urge, overdue.Event.Internal));
    }

    [Theory]
    [InlineData(null, "blue")]
    [InlineData("blue", "orange")]
    [InlineData("orange", "red")]
    public void A_slip_has_the_next_colour_and_is_for_staff_only(string? last, string colour)
    {
        var step = Take(In(RequestState.Accepted, course: new() { Slip = last is null ? null : _blue with { Colour = last } }), Slip, 23);
        Assert.Equal(new SlipFact(colour, March(23), March(16)), step.After.Course.Slip);
        Assert.Equal((colour, true), (step.Event.Note, step.Event.Internal));
    }

    [Fact]
    public void The_applicant_is_told_of_the_invitation()
    {
        var step = Take(In(RequestState.Delivered, Accepted().Stop(), new() { ClosedOn = March(3) }), InviteRating, 6);
        Assert.True(step.After.Course.Invited);
        Assert.False(step.Event.Internal);
    }

    [Theory]
    [InlineData(2027, 1, 12, true)]
    [InlineData(2027, 1, 11, false)]
    public void A_slip_stands_for_the_date_that_was_counted_again_where_that_has_passed(int year, int month, int day, bool stands)
    {
        // Ten working days from 25 December end on 8 January. When the calendar of 2027 makes New Year's Day a day off, they
        // end on 11 January.
        var clocks = RequestClocks.Promised(new(2026, 12, 25), 10, WorkingDays);
        var slip = _blue with { Due = clocks.Due!.Value };
        var after = Recounted(slip);
        Assert.Equal((new DateOnly(2027, 1, 11), false), (after.Clocks.Due, after.Clocks.Provisional));
        Assert.Equal(stands ? new DateOnly(2027, 1, 11) : slip.Due, after.Course.Slip!.Due);

        // A slip with an earlier due date does not change.
        Assert.Equal(March(16), Recounted(_blue).Course.Slip!.Due);

        RequestCase Recounted(SlipFact slip)
        {
            var found = In(RequestState.Accepted, clocks, new() { Slip = slip });
            var line = Table.Single(each => each.From == RequestState.Accepted && each.Action == Recount);
            return TimerSteps.Take(new StepContext(found, line, new RequestRules(Service, new(year, month, day), Later), Actor.Timer, At(3))).After;
        }
    }

    [Theory]
    [InlineData(3, 10)]
    [InlineData(6, 13)]
    [InlineData(2, 9)]
    [InlineData(1, 9)]
    public void The_time_to_supply_counts_from_the_day_of_telling_and_never_ends_earlier_than_told_before(int told, int due)
    {
        var asked = new SupplementFact([], March(9), From: March(2), WorkingDays: 5) { Untold = true };
        var found = In(RequestState.SupplementWanted, Received().Stop(), new() { Supplement = asked });
        var step = TimerSteps.Told(found, OnDay(told), March(told), At(told))!;
        Assert.Equal(asked with { Due = March(due), From = March(told), Untold = null }, step.After.Course.Supplement);
        Assert.Equal((RequestMachine.Told, "timer", RequestState.SupplementWanted, 4), (step.Event.Action, step.Event.Actor, step.After.State, step.After.Seq));
        Assert.Null(TimerSteps.Told(step.After, OnDay(told), March(told + 1), At(told)));
    }

    [Fact]
    public void The_time_to_bring_missing_papers_counts_from_telling_too()
    {
        var gaps = new GapsFact(["lease"], March(9), From: March(2), WorkingDays: 5) { Untold = true };
        var found = In(RequestState.AcceptedTolerant, course: new() { Gaps = gaps });
        Assert.Equal(gaps with { Due = March(11), From = March(4), Untold = null }, TimerSteps.Told(found, OnDay(4), March(4), At(4))!.After.Course.Gaps);
    }

    [Fact]
    public void Nothing_is_counted_for_whoever_was_told_has_supplied_or_is_not_waited_for()
    {
        var asked = new SupplementFact([], March(9), From: March(2), WorkingDays: 5);
        foreach (var (state, supplement) in new[]
        {
            (RequestState.SupplementWanted, asked), (RequestState.Submitted, asked with { Untold = true, SuppliedAt = At(3) }), (RequestState.Ended, asked with { Untold = true }),
        })
        {
            Assert.Null(TimerSteps.Told(In(state, Received().Stop(), new() { Supplement = supplement }), OnDay(4), March(4), At(4)));
        }
    }

    [Fact]
    public void The_clock_does_nothing_that_people_do() =>
        Assert.Throws<ArgumentException>(() => TimerSteps.Take(Step(In(RequestState.Submitted), Accept, Actor.Timer)));

    private static RequestStep Take(RequestCase found, string action, int today) => TimerSteps.Take(Step(found, action, Actor.Timer, today));
}
