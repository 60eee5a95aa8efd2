using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class RequestStepTests
{
    [Fact]
    public void A_department_receives_a_request_once_on_the_day_it_was_first_sent_there()
    {
        var filed = Begin(In(RequestState.Submitted));
        Assert.Equal([new ArrivalFact("housing", Filed)], filed.Course.Arrivals);
        var claimed = Take(filed, RequestMachine.Claim, 3, next => next with { ClaimedBy = Officer.Account });
        Assert.Same(filed.Course.Arrivals, claimed.Course.Arrivals);
        var moved = Take(claimed, RequestMachine.Transfer, 4, next => next with { Department = "hrss" });
        Assert.Equal([new("housing", Filed), new("hrss", March(4))], moved.Course.Arrivals);
        var returned = Take(moved, RequestMachine.Transfer, 5, next => next with { Department = "housing" });
        Assert.Same(moved.Course.Arrivals, returned.Course.Arrivals);
        Assert.Equal((Filed, March(4), null), (returned.ReceivedBy("housing"), returned.ReceivedBy("hrss"), returned.ReceivedBy("health")));
    }

    [Fact]
    public void The_day_is_the_legal_day() =>
        Assert.Equal(March(3), Begin(In(RequestState.Submitted) with { SubmittedAt = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero) }).ReceivedBy("housing"));

    [Fact]
    public void A_later_part_of_a_bundle_is_received_when_it_starts()
    {
        var waiting = Begin(In(RequestState.Waiting));
        Assert.Empty(waiting.Course.Arrivals);
        Assert.Equal(March(5), Take(waiting, "bundle:start", 5, next => next).ReceivedBy("housing"));
    }

    [Fact]
    public void The_desk_of_a_request_from_before_the_days_were_kept_gets_none()
    {
        var claimed = Take(In(RequestState.Submitted), RequestMachine.Claim, 3, next => next with { ClaimedBy = Officer.Account });
        Assert.Empty(claimed.Course.Arrivals);
        Assert.Equal([new ArrivalFact("hrss", March(4))], Take(claimed, RequestMachine.Transfer, 4, next => next with { Department = "hrss" }).Course.Arrivals);
    }

    private static RequestCase Begin(RequestCase draft) => RequestStep.Begin(draft, RequestMachine.Submit, Talent, Roles.Talent, Service, WorkingDays).After;

    private static RequestCase Take(RequestCase found, string action, int today, Func<RequestCase, RequestCase> change)
    {
        var context = Step(found, action, action == "bundle:start" ? Actor.Timer : Officer, today);
        return context.Done(change(context.Next())).After;
    }
}
