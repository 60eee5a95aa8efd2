using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class RequestRulesTests
{
    [Fact]
    public void What_is_allowed_comes_in_the_tables_order()
    {
        var request = In(RequestState.Submitted);
        Assert.Equal(
            ["claim", "assign", "transfer", "transfer-out", "note", "accept", "accept-tolerant", "request-supplement", "not-accept", "check"],
            OnDay(3).Allowed(request, Officer));
        Assert.Equal(["note"], OnDay(3).Allowed(request with { ClaimedBy = "desk-2" }, Officer));
        Assert.Equal(["release", "assign", "transfer", "note"], OnDay(3).Allowed(request with { ClaimedBy = "desk-2" }, Supervisor));
        Assert.Equal(["withdraw", "urge"], OnDay(3).Allowed(request, Talent));
        Assert.Equal(["bundle:paper"], OnDay(3).Allowed(request, Actor.Timer));
    }

    [Fact]
    public void A_line_is_found_where_state_role_and_guards_allow_it()
    {
        var rules = OnDay(3);
        Assert.Equal(RequestState.Accepted, rules.Find(In(RequestState.Submitted), RequestMachine.Accept, Officer)?.To);
        Assert.Null(rules.Find(In(RequestState.Submitted), RequestMachine.Accept, Talent));
        Assert.Null(rules.Find(In(RequestState.Submitted), RequestMachine.Approve, Officer));
        Assert.Null(rules.Find(In(RequestState.Submitted) with { ClaimedBy = "desk-2" }, RequestMachine.Accept, Officer));
    }

    [Fact]
    public void A_refusal_names_what_is_allowed_instead()
    {
        var refusal = OnDay(3).NotAllowed(In(RequestState.Submitted), RequestMachine.Rating, Talent);
        Assert.Equal(RefusalCodes.NotAllowedInState, refusal.Code);
        Assert.Equal(["withdraw", "urge"], refusal.AllowedActions!);
        Assert.Equal("办件现为“已提交”，不能“评价”。现在可以：撤回、催办。", refusal.Detail!.Zh);
        Assert.Equal("The request is submitted; this is not possible now: rate. Possible now: withdraw, urge.", refusal.Detail.En);
    }

    [Fact]
    public void Every_state_and_every_action_has_words_and_so_has_what_is_in_the_way()
    {
        var others = In(RequestState.Submitted) with { ClaimedBy = "desk-2" };
        Assert.Contains("已由同事认领", OnDay(3).NotAllowed(others, RequestMachine.Accept, Officer).Detail!.Zh, StringComparison.Ordinal);
        foreach (var line in RequestMachine.Table.Where(each => each.Who != Roles.None))
        {
            var said = RefusalWords.Sentence(In(line.From == RequestState.Ended ? RequestState.Submitted : line.From), line.Action, null, [line.Action]).En;
            Assert.DoesNotMatch("[a-z]-[a-z]|_", said);
        }

        foreach (var guard in Enum.GetValues<RequestGuards>().Where(each => RequestMachine.Table.Any(line => line.Who != Roles.None && line.Guard.HasFlag(each))))
        {
            Assert.True(RefusalWords.Sentence(others, RequestMachine.Accept, guard, []).Zh.Contains('，', StringComparison.Ordinal) || guard is RequestGuards.None or RequestGuards.InTime or RequestGuards.Late
                or RequestGuards.AwaitingExtension or RequestGuards.AwaitingApproval or RequestGuards.AwaitingRefusal or RequestGuards.SecondPerson, $"{guard}");
        }
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "timer:yellow")]
    [InlineData(9, "timer:yellow")]
    [InlineData(10, "timer:deemed-accept")]
    public void The_clock_takes_a_line_on_its_day_and_not_before(int today, string? action) =>
        Assert.Equal(action, OnDay(today).DueNow(In(RequestState.Submitted))?.Action);

    [Fact]
    public void What_a_bundle_causes_is_no_matter_of_days()
    {
        var waiting = In(RequestState.Waiting, new RequestClocks(Filed, null));
        Assert.Equal(["bundle:start", "bundle:end", "bundle:paper"], OnDay(3).Allowed(waiting, Actor.Timer));
        Assert.Null(OnDay(30).DueNow(waiting));
    }

    [Fact]
    public void A_guard_looks_at_the_dates_by_todays_calendar_and_a_timer_at_those_of_the_row()
    {
        // The request was received before the calendar of 2027 was published. Its last day was 1 January, which later became
        // a day off.
        var received = RequestClocks.Received(new(2026, 12, 25), Limits, WorkingDays);
        var request = In(RequestState.Submitted, received);
        var rules = new RequestRules(Service, new(2027, 1, 4), Later);
        Assert.Contains(RequestMachine.NotAccept, rules.Allowed(request, Officer));
        Assert.Equal(RequestMachine.Recount, rules.DueNow(request)?.Action);
        Assert.DoesNotContain(RequestMachine.NotAccept, (rules with { Today = new(2027, 1, 5) }).Allowed(request, Officer));
        Assert.DoesNotContain(RequestMachine.NotAccept, (rules with { Calendar = WorkingDays }).Allowed(request, Officer));
    }
}
