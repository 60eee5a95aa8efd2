using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Requests.Rules.RequestMachine;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class RequestTimersTests
{
    private static readonly SupplementFact _asked = new([], March(9));
    private static readonly GapsFact _gaps = new([], March(9));
    private static readonly UrgeFact _urge = new(At(3), "");
    private static readonly PauseFact _pause = new("inspection", March(16), 4, March(20));
    private static readonly SlipFact _blue = new("blue", March(17), March(16));

    private static readonly Dictionary<string, (string Action, DateOnly? Day, RequestCase Request)> _days = new()
    {
        ["silence accepts the day after"] = (DeemedAccept, March(10), In(RequestState.Submitted)),
        ["silence accepts nothing where no clock runs"] = (DeemedAccept, null, In(RequestState.Submitted, Received().Stop())),
        ["nothing was asked for"] = (DeemedWithdraw, null, In(RequestState.SupplementWanted)),
        ["it counts as withdrawn the day after"] = (DeemedWithdraw, March(10), Course(new() { Supplement = _asked })),
        ["what is not certain is not taken for withdrawn"] = (DeemedWithdraw, null, Course(new() { Supplement = _asked with { Provisional = true } })),
        ["there are no gaps"] = (RevokeAcceptance, null, Course(new())),
        ["an acceptance is revoked the day after"] = (RevokeAcceptance, March(10), Course(new() { Gaps = _gaps })),
        ["gaps that were supplied revoke nothing"] = (RevokeAcceptance, null, Course(new() { Gaps = _gaps with { SuppliedAt = At(3) } })),
        ["gaps without a certain date revoke nothing"] = (RevokeAcceptance, null, Course(new() { Gaps = _gaps with { Provisional = true } })),
        ["the first slip is written the day after"] = (Slip, March(17), Course(new())),
        ["no slip where no clock runs"] = (Slip, null, In(RequestState.Accepted, Accepted().Stop())),
        ["the second slip comes two working days later"] = (Slip, March(19), Course(new() { Slip = _blue })),
        ["the third slip comes two working days after the second"] = (Slip, March(23), Course(new() { Slip = _blue with { Colour = "orange", On = March(19) } })),
        ["no slip follows the red one"] = (Slip, null, Course(new() { Slip = _blue with { Colour = "red" } })),
        ["a slip for another date says nothing of this one"] = (Slip, March(17), Course(new() { Slip = _blue with { Colour = "red", Due = March(9) } })),
        ["while the clock stands no slip is written"] = (Slip, March(21), Course(new() { Pause = _pause })),
        ["while the clock stands no second slip is written"] = (Slip, March(21), Course(new() { Slip = _blue, Pause = _pause })),
        ["a pause that is over delays nothing"] = (Slip, March(17), Course(new() { Pause = _pause with { Until = March(12) } })),
        ["a pause to the date itself delays nothing"] = (Slip, March(17), Course(new() { Pause = _pause with { Until = March(16) } })),
        ["yellow when a fifth is left"] = (Yellow, March(12), Course(new())),
        ["yellow of five days when one is left"] = (Yellow, March(6), In(RequestState.Submitted)),
        ["yellow without what pauses exclude"] = (Yellow, March(26), In(RequestState.Accepted, Accepted().Count(10, 0, WorkingDays))),
        ["yellow was noted"] = (Yellow, null, Course(new() { Yellow = March(16) })),
        ["yellow was noted of another date"] = (Yellow, March(12), Course(new() { Yellow = March(9) })),
        ["a slip is beyond yellow"] = (Yellow, null, Course(new() { Slip = _blue })),
        ["a slip of another date is not"] = (Yellow, March(12), Course(new() { Slip = _blue with { Due = March(9) } })),
        ["no yellow where no clock runs"] = (Yellow, null, In(RequestState.Accepted, Accepted().Stop())),
        ["while the clock stands nothing is yellow"] = (Yellow, March(21), Course(new() { Pause = _pause })),
        ["nobody urged"] = (UrgeOverdue, null, Course(new())),
        ["an urging is overdue after two working days"] = (UrgeOverdue, March(6), Course(new() { Urge = _urge })),
        ["the first of several urgings counts"] = (UrgeOverdue, March(6), Course(new() { Urge = _urge with { At = At(5), Since = At(3) } })),
        ["an answered urging is not overdue"] = (UrgeOverdue, null, Course(new() { Urge = _urge with { AnsweredAt = At(4) } })),
        ["an overdue urging is noted once"] = (UrgeOverdue, null, Course(new() { Urge = _urge with { Late = true } })),
        ["nothing was delivered"] = (InviteRating, null, Course(new())),
        ["ratings are invited three days after delivery"] = (InviteRating, March(6), Course(new() { ClosedOn = March(3) })),
        ["nobody is invited twice"] = (InviteRating, null, Course(new() { ClosedOn = March(3), Invited = true })),
    };

    public static TheoryData<string> Names => [.. _days.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_of_the_clock_has_its_day(string name)
    {
        var (action, day, request) = _days[name];
        Assert.Equal(day, RequestTimers.Day(action, request, Service, WorkingDays));
    }

    [Fact]
    public void Silence_accepts_only_where_the_service_says_so() =>
        Assert.Null(RequestTimers.Day(DeemedAccept, In(RequestState.Submitted), With(limits => limits with { DeemedAccepted = false }), WorkingDays));

    [Fact]
    public void A_request_is_counted_again_as_soon_as_a_date_of_it_moves()
    {
        var asked = In(RequestState.SupplementWanted, Received().Stop(), new() { Supplement = _asked with { From = new(2026, 12, 25), WorkingDays = 5, Due = new(2027, 1, 1), Provisional = true } });
        var running = In(RequestState.Submitted, RequestClocks.Received(new(2026, 12, 25), Limits, WorkingDays));
        Assert.All([asked, running], request =>
        {
            Assert.Null(RequestTimers.Day(Recount, request, Service, WorkingDays));
            Assert.Equal(DateOnly.MinValue, RequestTimers.Day(Recount, request, Service, Later));
        });
    }

    [Fact]
    public void An_action_of_people_has_no_day() =>
        Assert.Throws<ArgumentException>(() => RequestTimers.Day(Accept, In(RequestState.Submitted), Service, WorkingDays));

    [Fact]
    public void The_colours_come_in_their_order()
    {
        Assert.Equal("blue", RequestTimers.NextColour(Course(new())));
        Assert.Equal("orange", RequestTimers.NextColour(Course(new() { Slip = _blue })));
        Assert.Equal("red", RequestTimers.NextColour(Course(new() { Slip = _blue with { Colour = "orange" } })));
        Assert.Null(RequestTimers.NextColour(Course(new() { Slip = _blue with { Colour = "red" } })));
        Assert.Equal("blue", RequestTimers.NextColour(Course(new() { Slip = _blue with { Colour = "red", Due = March(9) } })));
    }

    [Fact]
    public void The_next_day_is_the_first_of_all_that_are_to_come()
    {
        Assert.Equal(March(6), Next(In(RequestState.Submitted)));
        Assert.Equal(March(10), Next(In(RequestState.Submitted, course: new() { Yellow = March(9) })));
        Assert.Equal(March(6), Next(In(RequestState.Delivered, Accepted().Stop(), new() { ClosedOn = March(3) })));
        Assert.Null(Next(In(RequestState.Rated, Accepted().Stop(), new() { ClosedOn = March(3) })));
        Assert.Null(Next(In(RequestState.Waiting)));

        static DateOnly? Next(RequestCase request) => RequestTimers.Next(request, Service, WorkingDays);
    }

    [Fact]
    public void A_request_waits_for_the_year_that_may_move_its_dates()
    {
        var (none, december) = (Accepted().Stop(), new DateOnly(2026, 12, 7));
        Assert.Null(WaitsFor(none));
        Assert.Null(WaitsFor(Accepted()));
        Assert.Equal(2027, WaitsFor(Accepted() with { Counts = new(ClockPhase.Decision, Provisional: true) }));
        Assert.Equal(2027, WaitsFor(none, new() { Pause = _pause with { Provisional = true } }));
        Assert.Equal(2027, WaitsFor(none, new() { Supplement = _asked with { Due = december } }));
        Assert.Equal(2027, WaitsFor(none with { Due = december }));
        Assert.Equal(2027, WaitsFor(Accepted() with { LegalDue = december }));
        Assert.Equal(2027, WaitsFor(Accepted() with { PromisedDue = december }));
        Assert.Null(WaitsFor(none with { LegalDue = december, PromisedDue = december }));
        Assert.Null(WaitsFor(none with { Due = new(2026, 11, 30) }));
        Assert.Null(WaitsFor(none with { Due = new(2025, 12, 8) }));
        Assert.Null(WaitsFor(none with { Due = december }, state: RequestState.Ended));

        static int? WaitsFor(RequestClocks clocks, RequestCourse? course = null, RequestState state = RequestState.Accepted) =>
            RequestTimers.WaitsFor(In(state, clocks, course), WorkingDays);
    }

    [Fact]
    public void The_reminders_stand_in_the_course()
    {
        var reminded = In(RequestState.Submitted, RequestClocks.Received(new(2026, 12, 25), Limits, WorkingDays)).Reminded(Service, WorkingDays);
        Assert.Equal((new DateOnly(2026, 12, 31), 2027), (reminded.Course.RemindOn, reminded.Course.UnpublishedYear));
        reminded = (reminded with { Clocks = reminded.Clocks.Stop() }).Reminded(Service, WorkingDays);
        Assert.Equal((null, null), (reminded.Course.RemindOn, reminded.Course.UnpublishedYear));
    }

    private static RequestCase Course(RequestCourse course) => In(RequestState.Accepted, course: course);
}
