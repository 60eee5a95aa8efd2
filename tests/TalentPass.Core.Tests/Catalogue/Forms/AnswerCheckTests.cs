using System.Text;
using System.Text.Json;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;
using TalentPass.Core.Tests.Catalogue.Versions;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Tests.Catalogue.Forms;

/// <summary>Answers that do not match the form are refused. Each wrong field gets an error code that clients can rely on.</summary>
public sealed class AnswerCheckTests
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };
    private static readonly ServiceItem _rent = Seeds.Catalogue.Service("housing-rent-subsidy")!;
    private static readonly ServiceItem _settlement = Seeds.Catalogue.Service("settlement")!;
    private static readonly ServiceItem _visa = Seeds.Catalogue.Service("visa-extension")!;

    [Theory]
    [InlineData("monthlyRentYuan", "\"3200\"", "wrong_type")]
    [InlineData("monthlyRentYuan", "3200.5", "wrong_type")]
    [InlineData("monthlyRentYuan", "null", "wrong_type")]
    [InlineData("monthlyRentYuan", "true", "wrong_type")]
    [InlineData("monthlyRentYuan", "[]", "wrong_type")]
    [InlineData("monthlyRentYuan", "0", "out_of_range")]
    [InlineData("monthlyRentYuan", "100001", "out_of_range")]
    [InlineData("monthlyRentYuan", "99999999999999999999999", "out_of_range")]
    [InlineData("monthlyRentYuan", "1e400", "out_of_range")]
    [InlineData("area", "\"hangzhou\"", "not_in_list")]
    [InlineData("area", "1", "wrong_type")]
    [InlineData("rentalAddress", "\"\"", "required")]
    [InlineData("rentalAddress", "\"\\u200b\\u3000\"", "required")]
    [InlineData("rentalAddress", "\"  \"", "required")]
    [InlineData("rentalAddress", "\"a\\u0000b\"", "invalid_text")]
    [InlineData("rentalAddress", "\"a\\nb\"", "invalid_text")]
    [InlineData("rentalAddress", "\"a\\u202eb\"", "invalid_text")]
    [InlineData("rentalAddress", "\"\\ud800\"", "invalid_text")]
    [InlineData("leaseFrom", "\"2026-13-01\"", "invalid_format")]
    [InlineData("leaseFrom", "\"2026-02-29\"", "invalid_format")]
    [InlineData("leaseFrom", "\"1.1.2026\"", "invalid_format")]
    [InlineData("leaseFrom", "\"2026-01-01T00:00:00Z\"", "invalid_format")]
    [InlineData("leaseTo", "\"2025-12-31\"", "before_start")]
    [InlineData("bankAccount", "\"12 34\"", "invalid_format")]
    [InlineData("bankAccount", "\"1234567890123456789012345\"", "too_long")]
    [InlineData("landlordName", "\"123\"", "invalid_format")]
    [InlineData("colour", "\"red\"", "unknown_field")]
    public void A_wrong_answer_is_named_with_its_place_and_a_stable_code(string field, string json, string code)
    {
        var refusal = AnswerCheck.Check(_rent, Answers.With(_rent.Example, field, json), Seeds.Today);

        Assert.Equal(RefusalCodes.ValidationFailed, refusal!.Code);
        var (pointer, codes) = Assert.Single(refusal.Errors!);
        Assert.Equal($"/answers/{field}", pointer);
        Assert.Contains(code, codes);
    }

    [Theory]
    [InlineData("\"answers\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("1")]
    public void Answers_are_an_object(string json) =>
        Assert.Equal(["wrong_type"], AnswerCheck.Check(_rent, Answers.Parse(json), Seeds.Today)!.Errors!["/answers"]);

    [Fact]
    public void Missing_answers_are_required() =>
        Assert.Equal(["required"], AnswerCheck.Check(_rent, default, Seeds.Today)!.Errors!["/answers"]);

    [Fact]
    public void Everything_missing_is_named_at_once()
    {
        var refusal = AnswerCheck.Check(_rent, Answers.Parse("{}"), Seeds.Today);

        Assert.Equal(
            _rent.Form.GetProperty("required").EnumerateArray().Select(each => $"/answers/{each.GetString()}").Order(StringComparer.Ordinal),
            refusal!.Errors!.Keys.Order(StringComparer.Ordinal));
        Assert.All(refusal.Errors.Values, codes => Assert.Equal(["required"], codes));
    }

    [Theory]
    [InlineData("a/b", "a~1b")]
    [InlineData("a~b", "a~0b")]
    [InlineData("a.b[0]", "a.b[0]")]
    [InlineData("", "")]
    [InlineData("名", "名")]
    public void An_unknown_field_of_any_name_is_pointed_at(string name, string step)
    {
        var refusal = AnswerCheck.Check(_rent, Answers.With(_rent.Example, name, "1"), Seeds.Today);

        Assert.Equal(["unknown_field"], refusal!.Errors![$"/answers/{step}"]);
    }

    [Fact]
    public void A_field_given_twice_is_refused()
    {
        var twice = _rent.Example.GetRawText().Insert(1, "\"area\":\"haishu\",");

        Assert.Equal(["duplicate_field"], AnswerCheck.Check(_rent, Answers.Parse(twice), Seeds.Today)!.Errors!["/answers/area"]);
    }

    [Theory]
    [InlineData("""[{"name":"陈静","relation":"spouse","documentNumber":"33029919880921026X","birthDate":"1988-09-21"}]""", "/answers/followers/0/documentNumber", "invalid_check_digit")]
    [InlineData("""[{"name":"陈静","relation":"friend","documentNumber":"@","birthDate":"1988-09-21"}]""", "/answers/followers/0/relation", "not_in_list")]
    [InlineData("""[{"name":"陈静","relation":"spouse","documentNumber":"@"}]""", "/answers/followers/0/birthDate", "required")]
    [InlineData("""[{"name":"陈静","relation":"spouse","documentNumber":"@","birthDate":"1988-09-21","age":30}]""", "/answers/followers/0/age", "unknown_field")]
    [InlineData("""[{"name":"陈静","relation":"spouse","documentNumber":"@","birthDate":"1988-09-21","a/b[1].c":30}]""", "/answers/followers/0/a~1b[1].c", "unknown_field")]
    [InlineData("""["陈静"]""", "/answers/followers/0", "wrong_type")]
    [InlineData("""{"name":"陈静"}""", "/answers/followers", "wrong_type")]
    public void A_wrong_answer_inside_a_list_is_pointed_at(string json, string pointer, string code)
    {
        var document = _settlement.Example.GetProperty("followers")[0].GetProperty("documentNumber").GetString()!;
        var refusal = AnswerCheck.Check(_settlement, Answers.With(_settlement.Example, "followers", json.Replace("@", document, StringComparison.Ordinal)), Seeds.Today);

        Assert.Contains(code, refusal!.Errors![pointer]);
        Assert.Single(refusal.Errors);
    }

    [Fact]
    public void A_list_longer_than_the_form_allows_is_refused()
    {
        var one = _settlement.Example.GetProperty("followers")[0].GetRawText();
        var nine = $"[{string.Join(',', Enumerable.Repeat(one, 9))}]";

        Assert.Equal(["too_many"], AnswerCheck.Check(_settlement, Answers.With(_settlement.Example, "followers", nine), Seeds.Today)!.Errors!["/answers/followers"]);
    }

    [Fact]
    public void More_mistakes_than_are_told_bring_nothing_down()
    {
        var many = string.Join(',', Enumerable.Range(0, 120).Select(each => $"\"u{each}\":1"));
        foreach (var service in Seeds.Catalogue.Services)
        {
            var wrong = string.Join(',', service.Form.GetProperty("properties").EnumerateObject().Select(each => $"\"{each.Name}\":5"));
            Assert.Equal(ValidationErrors.Most, AnswerCheck.Check(service, Answers.Parse($"{{{many},{wrong}}}"), Seeds.Today)!.Errors!.Count);
        }
    }

    [Theory]
    [InlineData("\"u@\":1")]
    [InlineData("\"a\":1")]
    [InlineData("\"u@\":\"\\u0000\"")]
    [InlineData("\"u@\":1e400")]
    public void Answers_full_of_mistakes_are_refused_in_few_words(string member)
    {
        var many = string.Join(',', Enumerable.Range(0, 20_000).Select(each => member.Replace("@", $"{each}", StringComparison.Ordinal)));
        Assert.InRange(AnswerCheck.Check(_settlement, Answers.Parse($"{{{many}}}"), Seeds.Today)!.Errors!.Count, 1, ValidationErrors.Most);
    }

    [Fact]
    public void A_list_without_end_is_refused_in_few_words()
    {
        var child = JsonSerializer.Serialize(new { name = "李小宝", relation = "child", documentNumber = "", birthDate = "2020-01-01", guardian = "spouse" });
        var many = $"[{string.Join(',', Enumerable.Repeat(child, 2_000))}]";

        var errors = AnswerCheck.Check(_settlement, Answers.With(_settlement.Example, "followers", many), Seeds.Today)!.Errors!;
        Assert.InRange(errors.Count, 1, ValidationErrors.Most);
    }

    [Fact]
    public void Lengths_count_code_points_at_both_ends()
    {
        const string Field = "bankAccount";
        Assert.Equal(["too_short", "invalid_format"], AnswerCheck.Check(_rent, Answers.With(_rent.Example, Field, "\"𬭎𬭎𬭎𬭎𬭎\""), Seeds.Today)!.Errors![$"/answers/{Field}"]);
    }

    [Fact]
    public void Rare_characters_count_one_each_and_long_names_are_taken()
    {
        var name = string.Concat(Enumerable.Repeat("𬭎", 100));
        var address = string.Concat(Enumerable.Repeat("𫖯", 200));

        Assert.Null(AnswerCheck.Check(_rent, Answers.With(_rent.Example, "landlordName", JsonSerializer.Serialize(name)), Seeds.Today));
        Assert.Null(AnswerCheck.Check(_rent, Answers.With(_rent.Example, "rentalAddress", JsonSerializer.Serialize(address)), Seeds.Today));
        Assert.Equal(
            ["invalid_format", "invalid_length"],
            AnswerCheck.Check(_rent, Answers.With(_rent.Example, "landlordName", JsonSerializer.Serialize(name + "𬭎")), Seeds.Today)!.Errors!["/answers/landlordName"]);
        Assert.Equal(
            ["too_long"],
            AnswerCheck.Check(_rent, Answers.With(_rent.Example, "rentalAddress", JsonSerializer.Serialize(address + "𫖯")), Seeds.Today)!.Errors!["/answers/rentalAddress"]);
    }

    /// <summary>A matcher that backtracks would need longer for these than the test run lasts.</summary>
    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("(.*a){20}$")]
    public void No_pattern_keeps_a_processor_busy(string pattern)
    {
        var form = $$"""
            {"type":"object","additionalProperties":false,"required":["name"],"properties":{
              "name":{"type":"string","title":"名","x-title-en":"Name","maxLength":4000,"pattern":"{{pattern}}"} } }
            """;
        var service = _rent with { Form = Answers.Parse(form), DateOrders = null, MustBeValid = null, People = null, Minors = null };
        Assert.Empty(FormRules.Check(service.Form, ""));

        var text = pattern.StartsWith('^') ? new string('a', 3_999) + "!" : new string('b', 4_000);
        Assert.Equal(["invalid_format"], AnswerCheck.Check(service, Answers.Parse($"{{\"name\":\"{text}\"}}"), null)!.Errors!["/answers/name"]);
    }

    [Fact]
    public void Lines_are_taken_where_the_form_has_several() =>
        Assert.Null(AnswerCheck.Check(_visa, Answers.With(_visa.Example, "extensionReason", "\"第一行\\n第二行\\tEnd\""), Seeds.Today));

    [Theory]
    [InlineData("passportNumber", "\"C01X00T4!\"")]
    [InlineData("nationality", "\"de\"")]
    public void Documents_are_held_to_their_form(string field, string json) =>
        Assert.Contains("invalid_format", AnswerCheck.Check(_visa, Answers.With(_visa.Example, field, json), Seeds.Today)!.Errors![$"/answers/{field}"]);

    [Fact]
    public void Nothing_the_applicant_wrote_is_repeated_in_the_refusal()
    {
        var refusal = AnswerCheck.Check(_rent, Answers.With(_rent.Example, "landlordName", $"\"{string.Concat(Enumerable.Repeat("secret", 40))}\""), Seeds.Today);

        Assert.DoesNotContain("secret", string.Join(' ', refusal!.Errors!.Values.SelectMany(each => each)), StringComparison.Ordinal);
        Assert.Null(refusal.Detail);
    }

    // All answers together fit into the row of the request. White space and escapes are not stored, so they do not count.
    [Fact]
    public void All_answers_together_have_96_KiB()
    {
        var fields = Enumerable.Range(1, 9).Select(each => $"field{each}").ToArray();
        const string text = """{"type":"string","maxLength":4000,"title":"文","x-title-en":"Text"}""";
        var form = $$$"""{"type":"object","additionalProperties":false,"required":[],"properties":{{{{string.Join(',', fields.Select(each => $"\"{each}\":{text}"))}}}}}""";
        var service = _rent with { Form = JsonElement.Parse(form), DateOrders = null, People = null };
        var all = fields.SkipLast(1).ToDictionary(each => each, _ => new string('李', 4000));
        var plain = StoredJson.Compact(JsonSerializer.SerializeToElement(all));
        Assert.InRange(Encoding.UTF8.GetByteCount(plain), 95_000, AnswerCheck.MostBytes - 100);

        all[fields[^1]] = new string('a', AnswerCheck.MostBytes - Encoding.UTF8.GetByteCount(plain) - ",\"field9\":\"\"".Length);
        var escaped = JsonSerializer.Serialize(all, _indented);
        Assert.True(escaped.Length > AnswerCheck.MostBytes);
        Assert.Null(AnswerCheck.Check(service, JsonElement.Parse(escaped), Seeds.Today));
        all[fields[^1]] += "a";
        Assert.Equal(["too_long"], AnswerCheck.Check(service, JsonSerializer.SerializeToElement(all), Seeds.Today, "/answers/rent")!.Errors!["/answers/rent"]);
    }
}
