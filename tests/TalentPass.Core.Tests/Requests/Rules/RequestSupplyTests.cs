using System.Text.Json.Nodes;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Tests.Catalogue.Versions;
using static TalentPass.Core.Tests.Requests.FiledRequest;

namespace TalentPass.Core.Tests.Requests.Rules;

public sealed class RequestSupplyTests
{
    private static readonly SupplementFact _asked = new(
        [new("合同", Material: "lease-contract"), new("合同,另一页", Material: "lease-contract"), new("租金", Field: "monthlyRentYuan"), new("租金?", Field: "monthlyRentYuan")], March(9));

    private static readonly SubmittedMaterial[] _lease = [new("lease-contract", "f1")];

    [Fact]
    public void What_was_asked_for_brings_the_request_back_and_starts_the_clock_anew()
    {
        var step = Supply("""{"monthlyRentYuan":3300}""", _lease).Done();
        var after = step.After;
        Assert.Equal((RequestState.Submitted, 2, Received(4)), (after.State, after.AnswersVersion, after.Clocks));
        Assert.Equal(_asked with { SuppliedAt = At(4) }, after.Course.Supplement);
        Assert.Equal(_lease, after.Materials);
        Assert.Equal(Changed("monthlyRentYuan", 3300), JsonNode.Parse(after.Answers!)!.ToJsonString());
        Assert.Equal(("supplement", March(11), (string?)null), (step.Event.Action, step.Event.Due, step.Event.Note));
    }

    [Fact]
    public void The_whole_form_may_come_back_where_the_rest_is_what_it_was()
    {
        Supply(Changed("monthlyRentYuan", 3300), _lease).Done();
        Assert.Equal(["/answers/landlordName not_asked"], Supply(Changed("landlordName", "王方"), _lease).Errors());
    }

    [Theory]
    [InlineData("[]", "/answers wrong_type")]
    [InlineData("{}", "/answers/monthlyRentYuan required")]
    [InlineData("""{"monthlyRentYuan":3300,"a/b":1}""", "/answers/a~1b not_asked")]
    [InlineData("""{"monthlyRentYuan":3300,"bankName":"工商银行"}""", "/answers/bankName not_asked")]
    [InlineData("""{"monthlyRentYuan":"much"}""", "/answers/monthlyRentYuan wrong_type")]
    public void Wrong_answers_are_named(string answers, string error) => Assert.Equal([error], Supply(answers, _lease).Errors());

    [Fact]
    public void Wrong_papers_are_named()
    {
        const string rent = """{"monthlyRentYuan":3300}""";
        Assert.Equal(["/materials required"], Supply(rent, null).Errors());
        Assert.Equal(["/materials required", "/materials/0/id not_asked"], Supply(rent, [new("rent-receipt", "f2")]).Errors());
        Assert.Equal(["/materials/1/id duplicate"], Supply(rent, [.. _lease, .. _lease]).Errors());
        Assert.Equal(["/materials/1/id not_asked"], Supply(rent, [.. _lease, new("rent-receipt", "f2")]).Errors());
    }

    [Fact]
    public void Nothing_at_all_lacks_everything() =>
        Assert.Equal(["/answers/monthlyRentYuan required", "/materials required"], Supply(null, null).Errors());

    [Fact]
    public void Without_answers_the_form_is_still_to_be_filled_in()
    {
        var found = In(RequestState.SupplementWanted, Received().Stop(), new() { Supplement = new([new("合同", "lease-contract")], March(9)) }) with { Answers = null };
        Assert.Contains("/answers/area required", Take(found, new SupplyMissing(null, _lease)).Errors());
        Assert.Equal(["/answers/area not_asked"], Take(found, new SupplyMissing(Parsed("""{"area":"haishu"}"""), _lease)).Errors());
    }

    [Fact]
    public void The_gaps_of_a_tolerant_acceptance_are_papers_and_leave_the_clock_alone()
    {
        var gaps = new GapsFact(["rent-receipt"], March(9));
        var found = In(RequestState.AcceptedTolerant, course: new() { Supplement = _asked with { SuppliedAt = At(3) }, Gaps = gaps });
        var after = Take(found, new SupplyMissing(null, [new("rent-receipt", "f2")])).Done().After;
        Assert.Equal((RequestState.AcceptedTolerant, Accepted()), (after.State, after.Clocks));
        Assert.Equal((gaps with { SuppliedAt = At(4) }, At(3)), (after.Course.Gaps, after.Course.Supplement!.SuppliedAt));
        Assert.Equal(["/answers/monthlyRentYuan not_asked"], Take(found, new SupplyMissing(Parsed("""{"monthlyRentYuan":1}"""), [new("rent-receipt", "f2")])).Errors());
        Assert.Equal(["/materials required", "/materials/0/id not_asked"], Take(found, new SupplyMissing(null, _lease)).Errors());
    }

    [Fact]
    public void An_answer_may_make_another_needed_that_nobody_asked_for()
    {
        // The form asks for no address if the household is a collective one. It asks for an address if the home is the
        // applicant's own.
        var service = Seeds.Catalogue.Service("settlement")!;
        var filed = JsonNode.Parse(service.Example.GetRawText())!.AsObject();
        filed["householdKind"] = "talent-collective";
        filed.Remove("householdAddress");
        var found = In(RequestState.SupplementWanted, Received().Stop(), new() { Supplement = new([new("落户方式", Field: "householdKind")], March(9)) }) with
        {
            Service = service.Id,
            Answers = filed.ToJsonString(),
        };
        var context = Step(found, RequestMachine.Supplement, Talent, 4, service);
        var address = RequestSupply.Take(context, new SupplyMissing(Parsed("""{"householdKind":"own-home"}""")));
        Assert.Equal(["/answers/householdAddress required"], address.Errors());
        RequestSupply.Take(context, new SupplyMissing(Parsed("""{"householdKind":"own-home","householdAddress":"鄞州区首南街道学士路100号3幢1502室"}"""))).Done();
    }

    private static string Changed(string field, JsonNode value)
    {
        var answers = JsonNode.Parse(Service.Example.GetRawText())!.AsObject();
        answers[field] = value;
        return answers.ToJsonString();
    }

    private static Outcome<RequestStep> Supply(string? answers, SubmittedMaterial[]? papers) => Take(
        In(RequestState.SupplementWanted, Received().Stop(), new() { Supplement = _asked }),
        new SupplyMissing(answers is null ? null : Parsed(answers), papers));

    private static Outcome<RequestStep> Take(RequestCase found, SupplyMissing supply) =>
        RequestSupply.Take(Step(found, RequestMachine.Supplement, Talent, 4), supply);
}
