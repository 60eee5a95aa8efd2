using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;

namespace TalentPass.Core.Tests.Casework.Desks;

public sealed class DeskActionBodyTests
{
    private static readonly DeskActionBody Everything = new(
        "告知", "理由", "结果", "窗口", "正文", true, "省厅", "expert-review", 5, "分管局长", "desk-housing", ["id-card"], [new SupplementItem("不清晰", "id-card")], 5, "hrss", "已回访", System.Text.Json.JsonElement.Parse("{}"), 3, "condition-1", true);

    [Fact]
    public void Every_verb_of_the_table_is_an_action_and_no_other_is()
    {
        Assert.All(RequestMachine.DeskActions, verb => Assert.NotNull(new DeskActionBody().Read(verb)));
        Assert.Null(new DeskActionBody().Read("burn"));
        Assert.Null(new DeskActionBody().Read(RequestMachine.Withdraw));
    }

    [Fact]
    public void An_action_is_of_its_verb() => Assert.All(
        new (string Verb, DeskActionBody Sent)[]
        {
            ("claim", new()), ("release", new()), ("assign", new(To: "a.b_c-d@e")), ("transfer", new(Department: "hrss", Reason: "x")),
            ("transfer-out", new(Reason: "x", RightAuthority: "y")), ("answer-urge", new(Text: "x")), ("accept", new()),
            ("accept-tolerant", new(Missing: ["x"], DueWorkingDays: 60)), ("request-supplement", new(Items: [new("x")], DueWorkingDays: 1)),
            ("not-accept", new(Reason: "x")), ("pause", new(Kind: "x", WorkingDays: 120, Note: "y")), ("resume", new()),
            ("extend", new(WorkingDays: 1000, Reason: "x", Approver: "y")), ("approve", new()), ("refuse", new(Reason: "x")),
            ("confirm", new(Of: 3)), ("decline", new(Of: 3)),
            ("deliver", new(How: "x")), ("check", new(Point: "x", Met: false)), ("note", new(Text: "x")),
        },
        each => Assert.Equal(each.Verb, Assert.IsType<Outcome<DeskAction>.Done>(each.Sent.Read(each.Verb)).Value.Verb));

    [Theory]
    [InlineData("claim", "approver callBack decision department dueWorkingDays how internal items kind met missing note of point reason result rightAuthority text to workingDays")]
    [InlineData("pause", "approver callBack decision department dueWorkingDays how internal items met missing of point reason result rightAuthority text to")]
    [InlineData("deliver", "approver decision department dueWorkingDays internal items kind met missing note of point reason result rightAuthority text to workingDays")]
    public void What_an_action_does_not_take_is_unknown(string verb, string fields) =>
        Assert.Equal(fields.Split(' ').Select(field => $"/{field} unknown_field"), Errors(verb, Everything));

    [Theory]
    [InlineData("assign", "/to required")]
    [InlineData("pause", "/kind required", "/note required", "/workingDays required")]
    [InlineData("accept-tolerant", "/dueWorkingDays required", "/missing required")]
    [InlineData("request-supplement", "/dueWorkingDays required", "/items required")]
    [InlineData("confirm", "/of required")]
    [InlineData("extend", "/approver required", "/reason required", "/workingDays required")]
    [InlineData("transfer-out", "/reason required", "/rightAuthority required")]
    [InlineData("check", "/met required", "/point required")]
    public void What_an_action_needs_is_required(string verb, params string[] errors) => Assert.Equal(errors, Errors(verb, new DeskActionBody()));

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var sent = new DeskActionBody(
            Note: new string('x', DeskAction.MaxText + 1), Kind: " ", WorkingDays: DeskAction.MostPauseDays + 1, Text: "");
        Assert.Equal(["/kind required", "/note too_long", "/text unknown_field", "/workingDays out_of_range"], Errors("pause", sent));
        Assert.Equal(["/to invalid_format"], Errors("assign", new(To: "李伟")));
        Assert.Equal(["/text invalid_text"], Errors("note", new(Text: "a\0b")));
        Assert.Equal(["/dueWorkingDays out_of_range", "/missing/1 required"], Errors("accept-tolerant", new(Missing: ["a", " "], DueWorkingDays: 0)));
        Assert.Equal(["/items too_many"], Errors("request-supplement", new(Items: [.. Enumerable.Repeat(new SupplementItem(""), 51)], DueWorkingDays: 60)));
    }

    private static IEnumerable<string> Errors(string verb, DeskActionBody sent) =>
        Assert.IsType<Outcome<DeskAction>.Refused>(sent.Read(verb)).Reason.Errors!.Select(each => $"{each.Key} {string.Join(' ', each.Value)}");
}
