using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Rules;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Forms;

/// <summary>Tests which forms are allowed, and that the check does not throw for any form.</summary>
public sealed class FormRulesTests
{
    private const string Texts = "\"title\":\"名\",\"x-title-en\":\"Name\"";

    [Theory]
    [InlineData("{\"type\":\"string\",\"maxLength\":5}", "text_missing")]
    [InlineData("{\"type\":\"string\",\"maxLength\":5,\"title\":\"名\"}", "text_missing")]
    [InlineData("{\"type\":\"string\",\"maxLength\":5,\"description\":\"某\"," + Texts + "}", "text_missing")]
    [InlineData("{\"type\":\"string\"," + Texts + "}", "unbounded")]
    [InlineData("{\"type\":\"integer\",\"minimum\":1," + Texts + "}", "unbounded")]
    [InlineData("{\"type\":\"integer\",\"maximum\":1," + Texts + "}", "unbounded")]
    [InlineData("{\"type\":\"array\",\"items\":{\"type\":\"boolean\"}," + Texts + "}", "unbounded")]
    [InlineData("{\"type\":\"array\",\"maxItems\":3," + Texts + "}", "unbounded")]
    [InlineData("{\"type\":\"number\"," + Texts + "}", "unknown_type")]
    [InlineData("{\"type\":[\"string\",\"null\"]," + Texts + "}", "unknown_type")]
    [InlineData("{" + Texts + "}", "unknown_type")]
    [InlineData("true", "unknown_type")]
    [InlineData("{\"type\":\"boolean\",\"const\":true," + Texts + "}", "unknown_keyword")]
    [InlineData("{\"type\":\"boolean\",\"maxLength\":3," + Texts + "}", "unknown_keyword")]
    [InlineData("{\"type\":\"string\",\"format\":\"hostname\"," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"maxLength\":\"5\"," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"maxLength\":5,\"pattern\":\"(\"," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"maxLength\":5,\"pattern\":\"(?=a)\"," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"enum\":[]," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"enum\":[\"a\",\"a\"]," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"enum\":[1]," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"enum\":[\"a\"]," + Texts + "}", "text_missing")]
    [InlineData("{\"type\":\"string\",\"enum\":[\"a\"],\"x-enum-titles\":{\"a\":{\"zh\":\"甲\"}}," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"string\",\"enum\":[\"a\"],\"x-enum-titles\":{\"b\":{\"zh\":\"甲\",\"en\":\"A\"}}," + Texts + "}", "text_missing")]
    [InlineData("{\"type\":\"object\",\"properties\":{},\"required\":[]," + Texts + "}", "form_open")]
    [InlineData("{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":true," + Texts + "}", "invalid_value")]
    [InlineData("{\"type\":\"object\",\"properties\":{},\"required\":[\"a\"],\"additionalProperties\":false," + Texts + "}", "form_open")]
    public void A_field_that_cannot_be_enforced_or_shown_is_refused(string field, string code) =>
        Assert.Contains(code, Problems($$"""{"type":"object","additionalProperties":false,"required":[],"properties":{"name":{{field}} } }""").Select(each => each.Code));

    [Theory]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("")]
    [InlineData("Name")]
    [InlineData("名")]
    public void A_field_has_a_plain_name(string name) => Assert.Equal(
        ["invalid_id"],
        Problems($$"""{"type":"object","additionalProperties":false,"required":[],"properties":{"{{name}}":{"type":"boolean",{{Texts}} } } }""").Select(each => each.Code));

    [Theory]
    [InlineData("""[{"if":{"properties":{"kind":{"enum":["a"]}},"required":["kind"]},"then":{"required":["name"]}}]""", null)]
    [InlineData("""[{"if":{"properties":{"kind":{"enum":["a"]}},"required":["kind"]},"then":{"required":["other"]}}]""", "unknown_field")]
    [InlineData("""[{"if":{"properties":{"kind":{"enum":["c"]}},"required":["kind"]},"then":{"required":["name"]}}]""", "unknown_field")]
    [InlineData("""[{"if":{"properties":{"name":{"enum":["a"]}},"required":["name"]},"then":{"required":["kind"]}}]""", "unknown_field")]
    [InlineData("""[{"if":{"properties":{"kind":{"enum":["a"]}}},"then":{"required":["name"]}}]""", "invalid_value")]
    [InlineData("""[{"if":{"properties":{"kind":{"enum":["a"]}},"required":["name"]},"then":{"required":["name"]}}]""", "invalid_value")]
    [InlineData("""[{"if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},"then":{"required":["name"]}}]""", "invalid_value")]
    [InlineData("""[{"if":{"properties":{"kind":{"enum":["a"]}},"required":["kind"]},"then":{"required":["name"]},"else":{}}]""", "invalid_value")]
    [InlineData("""[{"if":{"properties":{"kind":{"enum":["a"]}},"required":["kind"]},"then":{"properties":{}}}]""", "invalid_value")]
    [InlineData("""[{"if":true,"then":{"required":["name"]}}]""", "invalid_value")]
    [InlineData("[]", "invalid_value")]
    [InlineData("{}", "invalid_value")]
    public void A_condition_looks_at_one_choice_and_makes_fields_required(string conditions, string? code)
    {
        var fields = $$"""
            "kind":{"type":"string","enum":["a","b"],"x-enum-titles":{"a":{"zh":"甲","en":"A"},"b":{"zh":"乙","en":"B"} },{{Texts}} },"name":{"type":"string","maxLength":5,{{Texts}} }
            """;
        var problems = Problems($$"""{"type":"object","additionalProperties":false,"required":[],"properties":{{{fields}}},"allOf":{{conditions}} }""");
        Assert.Equal(code is null ? [] : [code], problems.Select(each => each.Code));
    }

    private static readonly Notice _consent = new("1", new("甲", "A"));

    private static readonly Dictionary<string, (FormPerson? Person, MinorRule? Minors, string Code)> _wrongPeople = new()
    {
        ["a birth date that is no date"] = (new FormPerson(BirthDate: "area"), null, "unknown_field"),
        ["a list that is not there"] = (new FormPerson(List: "nobody", Name: "name"), null, "unknown_field"),
        ["a name that the list does not have"] = (new FormPerson(List: "followers", Name: "childName"), null, "unknown_field"),
        ["a guardian that the list does not have"] = (new FormPerson(List: "followers", GuardianName: "guardianName", Name: "name"), null, "unknown_field"),
        ["nothing of a person"] = (new FormPerson(List: "followers"), null, "unknown_field"),
        ["a consent that is no field of consent"] = (new FormPerson(List: "followers", BirthDate: "birthDate"), new MinorRule("area", _consent), "unknown_field"),
        ["consent without an age"] = (new FormPerson(List: "followers", Name: "name"), new MinorRule("guardianConsent", _consent), "unknown_age"),
        ["consent of nobody"] = (null, new MinorRule("guardianConsent", _consent), "unknown_age"),
    };

    public static TheoryData<string> WrongPeople => [.. _wrongPeople.Keys];

    [Theory, MemberData(nameof(WrongPeople))]
    public void People_are_fields_of_the_form_and_consent_is_asked_where_an_age_is_known(string what)
    {
        var (person, minors, code) = _wrongPeople[what];
        var service = Seeds.Catalogue.Service("settlement")! with { People = person is null ? null : [person], Minors = minors };
        Assert.Equal([code], PeopleRules.Check(service, "").Select(each => each.Code));
        Assert.Empty(PeopleRules.Check(Seeds.Catalogue.Service("settlement")!, ""));
    }

    [Fact]
    public void Forms_do_not_nest_without_end()
    {
        var field = $$"""{"type":"boolean",{{Texts}} }""";
        for (var depth = 0; depth < 4; depth++)
        {
            field = $$"""{"type":"object","additionalProperties":false,"required":[],"properties":{"a":{{field}} },{{Texts}} }""";
        }

        Assert.Equal(["too_deep"], Problems(field).Select(each => each.Code));
    }

    [Fact]
    public void No_form_whatever_brings_the_check_down()
    {
        string[] values = ["null", "true", "1", "1.5", "-1", "99999999999999999999", "\"x\"", "\"\"", "[]", "[1]", "{}", "{\"a\":1}"];
        // The form of the service "settlement" has every kind of field: lists, objects, choices, formats and patterns.
        var service = Seeds.Catalogue.Service("settlement")!;
        var places = Places(JsonNode.Parse(service.Form.GetRawText())!).Count();
        for (var place = 0; place < places; place++)
        {
            foreach (var value in values)
            {
                var form = JsonNode.Parse(service.Form.GetRawText())!;
                Places(form).ElementAt(place)(JsonNode.Parse(value));
                var broken = JsonElement.Parse(form.ToJsonString());

                if (!FormRules.Check(broken, "").Any())
                {
                    Assert.Null(Record.Exception(() => AnswerCheck.Check(service with { Form = broken }, service.Example, Seeds.Today)));
                }
            }
        }
    }

    private static CatalogueProblem[] Problems(string form) => [.. FormRules.Check(JsonElement.Parse(form), "")];

    /// <summary>For every member and element below a node, returns an action that replaces it.</summary>
    private static IEnumerable<Action<JsonNode?>> Places(JsonNode node) => node switch
    {
        JsonObject map => map.ToArray().SelectMany(each =>
            (each.Value is null ? [] : Places(each.Value)).Prepend(value => map[each.Key] = value)),
        JsonArray list => list.Index().ToArray().SelectMany(each =>
            (each.Item is null ? [] : Places(each.Item)).Prepend(value => list[each.Index] = value)),
        _ => [],
    };
}
