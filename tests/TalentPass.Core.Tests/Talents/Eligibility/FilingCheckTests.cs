using System.Text.Json;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Talents.Eligibility;

/// <summary>What is refused at filing, and what the department is given to check.</summary>
public sealed class FilingCheckTests
{
    private const string School = "school-enrolment";
    private const string Settlement = "settlement";
    private static readonly DateOnly _today = new(2026, 11, 26);

    [Fact]
    public void A_condition_that_is_not_met_is_refused_with_its_reason()
    {
        var refusal = Refused(Judge("visa-extension", "li-wei"));

        Assert.Equal(RefusalCodes.NotEntitled, refusal.Code);
        var condition = Assert.Single(refusal.Conditions!);
        Assert.Equal(("nature", "外籍人员", "Your nature is: Chinese mainland."), (condition.Kind, condition.Text.Zh, condition.Why.En));
        Assert.Contains("外籍人员", refusal.Detail!.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_that_is_unknown_becomes_a_point_with_the_text_of_the_guide()
    {
        var service = Seeds.Catalogue.Service("housing-rent-subsidy")!;

        Assert.Equal(["condition-2", "condition-3"], Points(Judge(service.Id, "li-wei")));
        Assert.Equal(service.Conditions[2].Text, FilingPoints.TextOf(service, "condition-3"));
        Assert.Equal(new Bilingual("condition-9", "condition-9"), FilingPoints.TextOf(service, "condition-9"));
    }

    [Fact]
    public void Whoever_has_no_status_may_apply_for_recognition_and_for_nothing_that_needs_one()
    {
        Assert.Equal(["condition-1", "condition-2"], Points(Judge("talent-recognition", "nobody")));
        Assert.Equal(["condition-1", "condition-2"], Points(Judge("talent-recognition", "expired-zhao")));
        Assert.Equal(RefusalCodes.NotEntitled, Refused(Judge("specialist", "nobody")).Code);
    }

    // Six by 31 August of the year of entry. Filed in November, a request is handled in the window of 2027.
    [Theory]
    [InlineData("2021-08-31", "grade-1", "")]
    [InlineData("2021-09-01", "grade-1", "impossible_age")]
    [InlineData("2020-04-12", "grade-1", "grade")]
    [InlineData("2018-09-01", "grade-1", "grade")]
    [InlineData("2018-08-31", "grade-1", "impossible_age")]
    [InlineData("2020-04-12", "grade-2", "")]
    [InlineData("2020-04-12", "grade-9", "impossible_age")]
    [InlineData("2013-05-20", "grade-9", "")]
    [InlineData("1949-10-01", "grade-1", "impossible_age")]
    public void The_age_of_a_child_is_compared_with_the_grade(string born, string grade, string expected)
    {
        var answers = With(School, ("childBirthDate", born), ("childDocument", "C01X00T47"), ("grade", grade));
        var found = Check(School, answers) ?? string.Join(' ', Points(Judge(School, "zhang-hui", answers, "birth-certificate")).Where(each => each == FilingPoints.Grade));

        Assert.Equal(expected, found);
    }

    [Fact]
    public void A_child_is_the_applicants_own_or_is_proven_by_a_paper()
    {
        Assert.Equal([FilingPoints.Grade], Points(Judge(School, "zhang-hui")));
        Assert.Equal("not_on_record", Code(Judge(School, "li-wei"), "/answers/childDocument"));
        Assert.Equal("not_on_record", Code(Judge(School, "li-wei", papers: "residence-proof"), "/answers/childDocument"));
        Assert.Equal(["relation-1", FilingPoints.Grade], Points(Judge(School, "li-wei", papers: "birth-certificate")));
        Assert.Equal(["relation-1", FilingPoints.Grade], Points(Judge(School, "li-wei", papers: "guardianship")));
    }

    [Fact]
    public void A_child_with_another_document_is_found_by_name_and_birth_date_only_when_the_record_has_no_document()
    {
        var other = With(School, ("childDocument", "C01X00T47"));
        Assert.Equal("not_on_record", Code(Judge(School, "zhang-hui", other), "/answers/childDocument"));

        var facts = DemoFacts.Of("zhang-hui");
        var known = facts with { Family = [.. facts.Family!.Select(each => each with { Document = null })] };
        Assert.Equal([FilingPoints.Grade], Points(Judge(School, known, other)));
    }

    [Fact]
    public void Nobody_follows_themselves_and_nobody_is_named_twice()
    {
        var self = Follower("李伟", "spouse", "33029919850615031X", "1985-06-15");
        Assert.Equal("same_person", Code(Judge(Settlement, "li-wei", Followers(self)), "/answers/followers/0/documentNumber"));

        var wife = Follower("陈静", "spouse", "330299198809210260", "1988-09-21");
        Assert.Equal("duplicate", Check(Settlement, Followers(wife, wife with { Name = "陈晶" })));
        Assert.Equal([], Points(Judge(Settlement, "zhang-hui", Followers(wife))));
        Assert.Equal(["relation-1"], Points(Judge(Settlement, "li-wei", Followers(wife))));
    }

    // 民法典 1047: a husband is at least 22, a wife 20.
    [Theory]
    [InlineData("spouse", "2020-04-12", "impossible_age")]
    [InlineData("spouse", "2006-11-27", "impossible_age")]
    [InlineData("spouse", "2006-11-26", null)]
    [InlineData("parent", "1994-11-27", "impossible_age")]
    [InlineData("parent", "1960-01-01", null)]
    public void A_relation_needs_an_age(string relation, string born, string? expected) =>
        Assert.Equal(expected, Check(Settlement, Followers(Follower("王一", relation, "C01X00T47", born))));

    [Fact]
    public void A_husband_is_older_than_a_wife_has_to_be()
    {
        // The seventeenth digit is odd for men.
        Assert.Equal("impossible_age", Check(Settlement, Followers(Follower("王一", "spouse", "330299200511260011", "2005-11-26"))));
        Assert.Null(Check(Settlement, Followers(Follower("王一", "spouse", "33029920051126002X", "2005-11-26"))));
    }

    [Fact]
    public void A_child_is_younger_than_the_applicant() => Assert.Equal(
        "impossible_age",
        Code(Judge(Settlement, "li-wei", Followers(Follower("王一", "child", "C01X00T47", "1985-06-15"))), "/answers/followers/0/birthDate"));

    [Fact]
    public void Every_example_is_taken_as_it_stands_from_a_person_who_is_entitled()
    {
        // Who files each, of the demo people.
        var by = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["housing-youth-station"] = "wu-hong",
            ["work-permit"] = "schmidt",
            ["residence-permit"] = "schmidt",
            ["visa-extension"] = "schmidt",
            ["school-enrolment"] = "zhang-hui",
            ["settlement"] = "zhang-hui",
            ["family-placement"] = "zhang-hui",
            ["talent-recognition"] = "nobody",
            ["hmt-residence-permit"] = "chen-hk",
            ["permanent-residence-recommendation"] = "schmidt",
            ["lodging-registration"] = "schmidt",
        };
        foreach (var service in Seeds.Catalogue.Services)
        {
            Assert.IsType<Outcome<IReadOnlyList<string>>.Done>(Judge(service.Id, Assert.IsType<string>(by.GetValueOrDefault(service.Id, "li-wei"))));
        }
    }

    private static Outcome<IReadOnlyList<string>> Judge(string service, string account, JsonElement? answers = null, params string[] papers) =>
        Judge(service, DemoFacts.Of(account), answers, papers);

    private static Outcome<IReadOnlyList<string>> Judge(string service, TalentFacts facts, JsonElement? answers = null, params string[] papers)
    {
        var item = Seeds.Catalogue.Service(service)!;
        return FilingCheck.Judge(Seeds.Catalogue, item, answers ?? item.Example, papers, facts, _today);
    }

    private static string? Check(string service, JsonElement answers) =>
        AnswerCheck.Check(Seeds.Catalogue.Service(service)!, answers, _today)?.Errors!.Values.First()[0];

    private static IReadOnlyList<string> Points(Outcome<IReadOnlyList<string>> outcome) => Assert.IsType<Outcome<IReadOnlyList<string>>.Done>(outcome).Value;

    private static Refusal Refused(Outcome<IReadOnlyList<string>> outcome) => Assert.IsType<Outcome<IReadOnlyList<string>>.Refused>(outcome).Reason;

    private static string Code(Outcome<IReadOnlyList<string>> outcome, string pointer) => Assert.Single(Refused(outcome).Errors![pointer]);

    private static JsonElement With(string service, params (string Field, string Text)[] changes) => changes.Aggregate(
        Seeds.Catalogue.Service(service)!.Example, (answers, each) => Answers.With(answers, each.Field, $"\"{each.Text}\""));

    private static JsonElement Followers(params FollowerOf[] followers) =>
        Answers.With(Seeds.Catalogue.Service(Settlement)!.Example, "followers", JsonSerializer.Serialize(followers, JsonSerializerOptions.Web));

    private static FollowerOf Follower(string name, string relation, string document, string born) => new(name, relation, document, born);

    private sealed record FollowerOf(string Name, string Relation, string DocumentNumber, string BirthDate);
}
