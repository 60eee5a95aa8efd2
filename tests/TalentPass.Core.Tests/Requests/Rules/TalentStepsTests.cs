using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class TalentStepsTests
{
    private static readonly UrgeFact _urge = new(At(3), "快");

    [Fact]
    public void Withdrawing_ends_the_request_and_settles_an_urging()
    {
        var step = Take(In(RequestState.Submitted, course: new() { Urge = _urge }), new WithdrawRequest("不办了"), 4).Done();
        Assert.Equal((RequestState.Ended, RequestEnding.Withdrawn, (DateOnly?)null), (step.After.State, step.After.Ending, step.After.Due));
        Assert.Equal(_urge with { AnsweredAt = At(4) }, step.After.Course.Urge);
        Assert.Equal(("withdraw", "不办了", "li-wei", "Talent", "withdrawn", false), (step.Event.Action, step.Event.Note, step.Event.Actor, step.Event.Role, step.Event.State, step.Event.Internal));
    }

    [Fact]
    public void A_first_urging_waits_for_its_answer()
    {
        var step = Take(In(RequestState.Accepted), new UrgeRequest("快"), 3).Done();
        Assert.Equal(_urge, step.After.Course.Urge);
        Assert.Equal(("urge", "快"), (step.Event.Action, step.Event.Note));
    }

    [Fact]
    public void Whoever_urges_again_within_a_day_waits_for_the_rest_of_it()
    {
        var found = In(RequestState.Accepted, course: new() { Urge = _urge });
        var context = Step(found, RequestMachine.Urge, Talent, 3) with { Now = At(3, 15) };
        var refused = Assert.IsType<Outcome<RequestStep>.Refused>(TalentSteps.Take(context, new UrgeRequest("快"), null));
        Assert.Equal((RefusalCodes.UrgedAlready, TimeSpan.FromHours(19)), (refused.Reason.Code, refused.Reason.RetryAfter));
        TalentSteps.Take(context with { Now = At(4) }, new UrgeRequest("快"), null).Done();
    }

    [Fact]
    public void Urging_again_gives_the_desk_no_more_time()
    {
        Assert.Equal(new UrgeFact(At(5), "2", Since: At(3)), Urged(_urge));
        Assert.Equal(new UrgeFact(At(5), "2", Late: true, Since: At(3)), Urged(_urge with { At = At(4), Since = At(3), Late = true }));
        Assert.Equal(new UrgeFact(At(5), "2"), Urged(_urge with { AnsweredAt = At(4), Late = true }));

        static UrgeFact? Urged(UrgeFact before) =>
            Take(In(RequestState.Accepted, course: new() { Urge = before }), new UrgeRequest("2"), 5).Done().After.Course.Urge;
    }

    [Theory]
    [InlineData("pc")]
    [InlineData("mobile")]
    [InlineData("qr")]
    [InlineData("hall")]
    [InlineData("other")]
    public void A_rating_says_where_it_was_given(string channel)
    {
        var step = Take(In(RequestState.Delivered), new RateRequest(2, channel, "慢"), 3, "X").Done();
        Assert.Equal((RequestState.Rated, "X"), (step.After.State, step.After.Course.MendedAs));
        Assert.Equal(new RatingFact(2, channel, "慢", "2026-1", At(3)), step.After.Course.Rating);
        Assert.Equal("慢", step.Event.Note);
    }

    [Fact]
    public void A_rating_from_nowhere_is_refused() =>
        Assert.Equal(["/channel not_in_list"], Take(In(RequestState.Delivered), new RateRequest(5, "fax"), 3).Errors());

    [Fact]
    public void An_appeal_names_the_case_it_opened()
    {
        var step = Take(In(RequestState.Ended) with { Ending = RequestEnding.NotAccepted }, new AppealRequest("不服"), 3, "X").Done();
        Assert.Equal((RequestState.Ended, RequestEnding.NotAccepted, "X", "不服"), (step.After.State, step.After.Ending, step.After.Course.AppealedAs, step.Event.Note));
    }

    private static Outcome<RequestStep> Take(RequestCase found, TalentAction action, int today, string? opened = null) =>
        TalentSteps.Take(Step(found, action.Verb, Talent, today), action, opened);
}
