using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Tests.Catalogue.Versions;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class RequestReceptionTests
{
    private static readonly SupplementFact _supplied = new([new("合同", "lease-registration")], March(9), SuppliedAt: At(4));

    [Fact]
    public void Acceptance_in_time_counts_from_its_day()
    {
        var accepted = Accept(9);
        Assert.Equal((RequestState.Accepted, At(9), Accepted(9)), (accepted.State, accepted.AcceptedAt, accepted.Clocks));
    }

    [Fact]
    public void Acceptance_after_the_time_counts_from_receipt()
    {
        var accepted = Accept(10);
        Assert.Equal((FiledAt, Accepted(2)), (accepted.AcceptedAt, accepted.Clocks));
        Assert.Equal(At(3), Accept(10, course: new() { StartedAt = At(3) }).AcceptedAt);
        Assert.Equal(At(4), Accept(10, course: new() { StartedAt = At(3), Supplement = _supplied }).AcceptedAt);
    }

    [Fact]
    public void Where_silence_accepts_nothing_acceptance_is_never_late()
    {
        var accepted = Accept(10, With(limits => limits with { DeemedAccepted = false }));
        Assert.Equal((At(10), Accepted(10)), (accepted.AcceptedAt, accepted.Clocks));
    }

    [Fact]
    public void Some_decisions_are_counted_from_receipt()
    {
        var accepted = Accept(4, With(limits => limits with { CountsFromReceipt = true }));
        Assert.Equal((At(4), Accepted(2)), (accepted.AcceptedAt, accepted.Clocks));
    }

    [Theory]
    [InlineData("""{"category":"A"}""", 5)]
    [InlineData("""{"category":"B"}""", 10)]
    [InlineData(null, 10)]
    public void A_shorter_promise_follows_from_the_answers(string? answers, int promised) => Assert.Equal(
        promised,
        Step(In(RequestState.Submitted) with { Answers = answers }, RequestMachine.Accept, Officer, 3, Seeds.Catalogue.Service("work-permit")).Limits.PromisedWorkingDays);

    [Fact]
    public void A_clock_starts_when_the_window_closes_the_request_was_filed_for()
    {
        var school = Seeds.Catalogue.Service("school-enrolment")!;
        var found = In(RequestState.Submitted) with { Service = school.Id };
        var (close, context) = (new DateOnly(2026, 6, 15), Step(found, RequestMachine.Accept, Officer, 3, school));
        Assert.Equal(close, context.ClockStart);
        Assert.Equal(close, On(close).ClockStart);
        Assert.Equal(close.AddDays(1), On(close.AddDays(1)).ClockStart);
        Assert.Equal(March(3), (context with { Found = found with { Course = new() { Origin = new(OriginFact.Appeal, "x") } } }).ClockStart);
        Assert.Equal(March(3), Step(In(RequestState.Submitted), RequestMachine.Accept, Officer).ClockStart);
        Assert.Equal(close, RequestReception.Accept(context).Clocks.Start);

        StepContext On(DateOnly day) => context with { Rules = context.Rules with { Today = day } };
    }

    [Fact]
    public void Papers_that_may_be_missing_are_gaps_to_a_day()
    {
        var step = Tolerate(["rent-receipt", "lease-registration", "rent-receipt"], 5).Done();
        var gaps = step.After.Course.Gaps!;
        Assert.Equal(["rent-receipt", "lease-registration"], gaps.Missing);
        Assert.Equal((March(10), (DateTimeOffset?)null, March(3), 5, false), (gaps.Due, gaps.SuppliedAt, gaps.From, gaps.WorkingDays, gaps.Provisional));
        Assert.Equal((RequestState.AcceptedTolerant, Accepted(3)), (step.After.State, step.After.Clocks));
    }

    [Theory]
    [InlineData("lease-contract", "not_tolerable")]
    [InlineData("property-record", "not_tolerable")]
    [InlineData("nothing", "not_in_list")]
    public void Other_papers_may_not_be_missing(string paper, string code) =>
        Assert.Equal([$"/missing/1 {code}"], Tolerate(["rent-receipt", paper], 5).Errors());

    [Fact]
    public void What_was_handed_in_is_not_missing()
    {
        Assert.Equal(["/missing/0 already_handed_in"], Tolerate(["rent-receipt"], 5, materials: [new("lease-contract", "f1"), new("rent-receipt", "f2")]).Errors());
        Assert.Equal(["/missing/0 not_tolerable"], Tolerate(["lease-contract"], 5, materials: [new("lease-contract", "f1")]).Errors());
        Tolerate(["rent-receipt"], 5, materials: [new("rent-receipt"), new("lease-contract", "f1")]).Done();
        Assert.Equal(["/missing/0 already_handed_in"], Tolerate(["lease-registration"], 5, new() { Supplement = _supplied }).Errors());
        Tolerate(["rent-receipt"], 5, new() { Supplement = _supplied }).Done();
        Tolerate(["lease-registration"], 5, new() { Supplement = _supplied with { SuppliedAt = null } }).Done();
    }

    // What is asked for has to be supplied in one call, and a call has room for twenty files.
    [Fact]
    public void No_more_papers_are_waited_for_than_one_call_can_supply()
    {
        string[] papers = [.. Enumerable.Range(0, ServiceItem.MostPapers + 1).Select(each => $"paper-{each}")];
        var service = Service with { Materials = [.. papers.Select(each => new Material(each, new("材料", "Paper"), true, true, false, 0))] };
        var context = Step(In(RequestState.Submitted), RequestMachine.RequestSupplement, Officer, service: service);
        SupplementItem[] items = [.. papers.Select(each => new SupplementItem("请补", each))];
        Assert.Equal(["/items too_many"], RequestReception.Ask(context, items, 5).Errors());
        Assert.Equal(items.Length, RequestReception.Ask(context, [items[0], .. items[..^1]], 5).Done().After.Course.Supplement!.Items.Count);

        var tolerant = Step(In(RequestState.Submitted), RequestMachine.AcceptTolerant, Officer, service: service);
        Assert.Equal(["/missing too_many"], RequestReception.AcceptTolerant(tolerant, papers, 5).Errors());
        Assert.Equal(papers[..^1], RequestReception.AcceptTolerant(tolerant, papers[..^1], 5).Done().After.Course.Gaps!.Missing);

        SubmittedMaterial[] handed = [.. papers.Select(each => new SubmittedMaterial(each, "file"))];
        Assert.Null(MaterialCheck.Check(_ => true, handed[..^1]));
        Assert.Null(MaterialCheck.Check(_ => true, [.. handed[..^1], new SubmittedMaterial("shown")]));
        Assert.Equal(["too_many"], MaterialCheck.Check(_ => true, handed)!.Errors!["/materials"]);
    }

    [Fact]
    public void Nobody_waits_for_papers_longer_than_the_law_gives_for_the_decision()
    {
        Tolerate(["rent-receipt"], 20).Done();
        Assert.Equal(["/dueWorkingDays out_of_range"], Tolerate(["rent-receipt"], 21).Errors());
    }

    [Fact]
    public void Everything_missing_is_asked_for_at_once_and_the_clock_stops()
    {
        SupplementItem[] items = [new("合同", Material: "lease-contract"), new("租金", Field: "monthlyRentYuan")];
        var step = Ask(items).Done();
        Assert.Equal(new SupplementFact(items, March(10), null, March(3), 5), step.After.Course.Supplement);
        Assert.Equal((RequestState.SupplementWanted, Received().Stop(), "合同\n租金", March(10)), (step.After.State, step.After.Clocks, step.Event.Note, step.Event.Due));
    }

    [Fact]
    public void What_may_not_be_asked_for_is_named()
    {
        Assert.Equal(["/items/0 material_or_field"], Ask([new("x")]).Errors());
        Assert.Equal(["/items/0 material_or_field"], Ask([new("x", "lease-contract", "monthlyRentYuan")]).Errors());
        Assert.Equal(["/items/1 not_in_list"], Ask([new("x", "lease-contract"), new("x", Field: "nothing")]).Errors());
        Assert.Equal(["/items/0 not_in_list"], Ask([new("x", "nothing")]).Errors());
        Assert.Equal(["/items/0 from_shared_data"], Ask([new("x", "property-record")]).Errors());
    }

    // A paper that these answers do not call for can be neither missing nor asked for.
    [Fact]
    public void Nobody_waits_for_a_paper_that_the_answers_do_not_call_for()
    {
        var residence = Seeds.Catalogue.Service("residence-permit")!;
        var shorter = In(RequestState.Submitted) with { Service = residence.Id, Answers = Answers.With(residence.Example, "monthsRequested", "6").GetRawText() };
        var asking = Step(shorter, RequestMachine.RequestSupplement, Officer, service: residence);
        SupplementItem health = new("健康证明", Material: "health-certificate");

        Assert.Equal(["/items/0 not_needed"], RequestReception.Ask(asking, [health], 5).Errors());
        RequestReception.Ask(asking, [health, new("期限", Field: "monthsRequested")], 5).Done();
        RequestReception.Ask(asking with { Found = shorter with { Answers = residence.Example.GetRawText() } }, [health], 5).Done();

        var titled = Seeds.Catalogue.Service("housing-purchase-subsidy")!;
        var presale = Step(In(RequestState.Submitted) with { Service = titled.Id, Answers = titled.Example.GetRawText() }, RequestMachine.AcceptTolerant, Officer, service: titled);
        Assert.Equal(["/missing/0 not_needed"], RequestReception.AcceptTolerant(presale, ["title-deed"], 5).Errors());
        RequestReception.AcceptTolerant(
            presale with { Found = presale.Found with { Answers = Answers.With(titled.Example, "homeStage", "\"titled\"").GetRawText() } }, ["title-deed"], 5).Done();
    }

    private static RequestCase Accept(int today, ServiceItem? service = null, RequestCourse? course = null) =>
        RequestReception.Accept(Step(In(RequestState.Submitted, course: course), RequestMachine.Accept, Officer, today, service));

    private static Outcome<RequestStep> Tolerate(string[] missing, int days, RequestCourse? course = null, SubmittedMaterial[]? materials = null) => RequestReception.AcceptTolerant(
        Step(In(RequestState.Submitted, course: course) with { Materials = materials ?? [] }, RequestMachine.AcceptTolerant, Officer), missing, days);

    private static Outcome<RequestStep> Ask(SupplementItem[] items) =>
        RequestReception.Ask(Step(In(RequestState.Submitted), RequestMachine.RequestSupplement, Officer), items, 5);
}
