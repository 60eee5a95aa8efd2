using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class LinkedRequestTests
{
    private static readonly RequestRef _number = new("7k2m9qxw", "3r4t8nza", "AAAA-BBBB-CCCC-DDDD-5");

    [Fact]
    public void An_appeal_is_a_new_case_with_the_same_papers()
    {
        var found = Found(RequestState.Ended);
        var step = LinkedRequest.Appeal(Step(found, RequestMachine.Appeal, Talent, 10), _number, "不服");
        var opened = step.After;
        Assert.Null(step.Before);
        Assert.Equal((_number, RequestState.Submitted, Received(10), At(10)), (opened.Ref, opened.State, opened.Clocks, opened.SubmittedAt));
        Assert.Equal(new OriginFact("appeal", found.Ref.Number), opened.Course.Origin);
        Assert.Equal(new FilingFact("1", FiledOn: Filed), opened.Course.Filing);
        Assert.Equal((found.Answers, found.Materials, found.Tier, found.Applicant, found.Department), (opened.Answers, opened.Materials, opened.Tier, opened.Applicant, opened.Department));
        Assert.Equal((1, "open", "不服", "Talent", March(17)), (step.Event.Seq, step.Event.Action, step.Event.Note, step.Event.Role, step.Event.Due));
        Assert.Equal(March(16), opened.Course.RemindOn);
        Assert.Equal(step.Event.Chain(TimelineEvent.Genesis), opened.Head);
        Assert.Null(LinkedRequest.Appeal(Step(In(RequestState.Ended), RequestMachine.Appeal, Talent), _number, "").After.Course.Filing);
    }

    [Fact]
    public void What_a_bad_rating_told_of_is_mended_within_fifteen_working_days()
    {
        var step = LinkedRequest.FromBadRating(Step(Found(RequestState.Delivered), RequestMachine.Rating, Talent, 3), _number, "慢");
        Assert.Equal((RequestState.Accepted, At(3), March(24)), (step.After.State, step.After.AcceptedAt, step.After.Due));
        Assert.Equal("bad-rating", step.After.Course.Origin!.Kind);
        Assert.True(step.After.Course.IsFromBadRating);
        Assert.Equal(("慢", March(24)), (step.Event.Note, step.Event.Due));
    }

    [Fact]
    public void A_step_is_chained_to_the_one_before_and_names_a_date_only_where_it_moves()
    {
        var found = Found(RequestState.Submitted);
        var note = Step(found, RequestMachine.Note, Supervisor).Done(found, "请跟进", isInternal: true);
        Assert.Equal((4, "note", "supervisor", "Supervisor", (DateOnly?)null, true), (note.Event.Seq, note.Event.Action, note.Event.Actor, note.Event.Role, note.Event.Due, note.Event.Internal));
        Assert.Equal(note.Event.Chain(found.Head), note.After.Head);
        Assert.Equal((found, 4), (note.Before, note.After.Seq));
        var accept = Step(found, RequestMachine.Accept, Officer) with { ClaimedBy = "desk-1" };
        var accepted = accept.Done(RequestReception.Accept(accept));
        Assert.Equal(("Desk", March(17), false, "desk-1"), (accepted.Event.Role, accepted.Event.Due, accepted.Event.Provisional, accepted.After.ClaimedBy));
    }

    [Fact]
    public void A_date_told_of_a_year_not_published_is_told_as_not_certain()
    {
        var found = In(RequestState.Submitted, RequestClocks.Received(new(2026, 12, 24), Limits, WorkingDays));
        var context = Step(found, RequestMachine.Accept, Officer) with { Rules = new(Service, new(2026, 12, 25), WorkingDays) };
        var said = context.Done(RequestReception.Accept(context)).Event;
        Assert.Equal((new DateOnly(2027, 1, 8), true), (said.Due, said.Provisional));
        Assert.False(context.Done(found).Event.Provisional);
    }

    [Fact]
    public void A_claim_takes_a_request_that_was_not_read()
    {
        var line = RequestMachine.Table.Single(each => each is { From: RequestState.Accepted, Action: RequestMachine.Claim });
        var step = RequestStep.Claim(In(RequestState.Accepted), line, Officer, At(3));
        Assert.Equal((RequestState.InReview, "desk-1", 4), (step.After.State, step.After.ClaimedBy, step.After.Seq));
        Assert.Equal(("claim", "in_review", "Desk", false, (string?)null), (step.Event.Action, step.Event.State, step.Event.Role, step.Event.Internal, step.Event.Note));
    }

    [Theory]
    [InlineData("a b", null)]
    [InlineData("", null)]
    [InlineData("a x", "/materials/1/id not_in_list")]
    [InlineData("x", "/materials/0/id not_in_list")]
    [InlineData("a b a", "/materials/2/id duplicate")]
    public void Papers_are_in_the_list_and_once_there(string papers, string? error)
    {
        var refusal = MaterialCheck.Check("ab".Contains, [.. papers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(each => new SubmittedMaterial(each))]);
        Assert.Equal(error, refusal?.Errors!.Select(each => $"{each.Key} {each.Value.Single()}").Single());
        Assert.Null(MaterialCheck.Check(_ => false, null));
    }

    private static RequestCase Found(RequestState state) => In(state, Received(), new() { Filing = new("1"), Reason = "x" }) with
    {
        Materials = [new("lease-contract", "f1")],
        Tier = 4,
    };
}
