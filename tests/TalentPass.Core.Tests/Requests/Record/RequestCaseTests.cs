using TalentPass.Core.Requests.Record;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Record;

public sealed class RequestCaseTests
{
    private static readonly SupplementFact _asked = new([new SupplementItem("合同", "lease-contract")], March(9));

    [Fact]
    public void Answers_are_held_to_the_day_they_were_first_filed()
    {
        Assert.Equal(Filed, In(RequestState.Submitted).FiledOn);
        Assert.Equal(Filed, (In(RequestState.Submitted) with { SubmittedAt = new(2026, 3, 1, 16, 0, 0, TimeSpan.Zero) }).FiledOn);
        Assert.Equal(March(1), In(RequestState.Submitted, course: new() { Filing = new("1", FiledOn: March(1)) }).FiledOn);
        Assert.Equal(Filed, In(RequestState.Submitted, course: new() { Filing = new("1") }).FiledOn);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_date_that_binds_is_the_desks_or_the_applicants(bool provisional)
    {
        var running = In(RequestState.Submitted, Received() with { Provisional = provisional });
        Assert.Equal((March(9), provisional), (running.Due, running.IsDueProvisional));
        var course = new RequestCourse { Supplement = _asked with { Due = March(12), Provisional = provisional } };
        var asked = In(RequestState.SupplementWanted, Received().Stop(), course);
        Assert.Equal((March(12), provisional), (asked.Due, asked.IsDueProvisional));
        Assert.Equal(March(9), In(RequestState.SupplementWanted, Received(), course).Due);
        var other = In(RequestState.Submitted, Received().Stop(), course);
        Assert.Equal((null, false), (other.Due, other.IsDueProvisional));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("reasons", null, true)]
    [InlineData("reasons", RequestEnding.NotAccepted, true)]
    [InlineData("reasons", RequestEnding.AcceptanceRevoked, true)]
    [InlineData("reasons", RequestEnding.Terminated, false)]
    [InlineData("reasons", RequestEnding.TransferredOut, false)]
    [InlineData(null, RequestEnding.Withdrawn, false)]
    public void A_decision_with_reasons_went_against_the_applicant(string? reason, RequestEnding? ending, bool against) =>
        Assert.Equal(against, (In(RequestState.Ended, course: new() { Reason = reason }) with { Ending = ending }).WentAgainst);

    [Fact]
    public void A_later_paper_takes_the_place_of_the_one_before_it()
    {
        var request = In(RequestState.Submitted) with { Materials = [new("lease-contract", "f1"), new("rent-receipt", "f2")] };
        Assert.Equal(
            [new SubmittedMaterial("rent-receipt", "f2"), new("lease-contract", "f3"), new("lease-registration", "f4")],
            request.Handed([new("lease-contract", "f3"), new("lease-registration", "f4")]).Materials);
        Assert.Equal(request.Materials, request.Handed([]).Materials);
    }

    [Fact]
    public void Counting_takes_in_pauses_and_the_extension()
    {
        var pause = new PauseFact("inspection", March(3), 3, March(6));
        var counted = In(RequestState.Accepted, course: new() { Pause = pause, Extension = new(2, "", "") }).Counted(WorkingDays);
        Assert.Equal((March(23), 3, 5), (counted.Clocks.Due, counted.Clocks.Counts.Excluded, counted.Clocks.Counts.Added));
        Assert.Equal(March(6), counted.Course.Pause!.Until);
        Assert.Equal(March(16), In(RequestState.Accepted).Counted(WorkingDays).Clocks.Due);
    }

    [Fact]
    public void Closed_are_delivered_rated_and_ended_and_only_what_waits_is_at_no_desk()
    {
        var states = Enum.GetValues<RequestState>();
        Assert.Equal([RequestState.Delivered, RequestState.Rated, RequestState.Ended], states.Where(each => In(each).IsClosed).Order());
        Assert.Equal([RequestState.Waiting], states.Where(each => !In(each).IsAtDesk));
    }

    [Fact]
    public void Published_is_the_ending_of_what_ended_and_else_the_state()
    {
        Assert.Equal("accepted_tolerant", In(RequestState.AcceptedTolerant).PublishedState());
        Assert.Equal("deemed_withdrawn", (In(RequestState.Ended) with { Ending = RequestEnding.DeemedWithdrawn }).PublishedState());
    }

    [Fact]
    public void Every_published_name_reads_back_and_others_do_not()
    {
        foreach (var state in Enum.GetValues<RequestState>())
        {
            Assert.True(RequestStateNames.TryParse(state.Name(), out RequestState read));
            Assert.Equal(state, read);
        }

        Assert.False(RequestStateNames.TryParse<RequestState>("Submitted", out _));
        Assert.False(RequestStateNames.TryParse<RequestState>(null, out var none));
        Assert.Equal(default, none);
    }
}
