using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Forms;

/// <summary>
/// The check of answers and a JSON Schema library (JsonSchema.Net, 2020-12) agree on which answers a form takes. Both read the
/// same form, so a client that validates with any library sees the same mistakes as the app.
/// </summary>
public sealed class AnswersAgreeWithJsonSchemaTests
{
    private static readonly ServiceItem _any = Seeds.Catalogue.Service("housing-rent-subsidy")! with { MustBeValid = null, DateOrders = null, People = null, Minors = null };
    private readonly SeededRandom _random = new(20261126);

    [Fact]
    public void Whatever_the_form_and_the_answers_are()
    {
        var (taken, refused) = (0, 0);
        for (var form = 0; form < 150; form++)
        {
            var schema = MakeObject(0);
            Assert.Empty(FormRules.Check(JsonElement.Parse(schema.ToJsonString()), ""));
            var service = _any with { Form = JsonElement.Parse(schema.ToJsonString()) };
            for (var each = 0; each < 20; each++)
            {
                var answers = Answer(schema);
                var ours = AnswerCheck.Check(service, JsonElement.Parse(answers?.ToJsonString() ?? "null"), null) is null;
                var theirs = answers is not null && SeedFiles.Faults(schema.ToJsonString(), answers).Count == 0;
                Assert.True(ours == theirs, $"{schema.ToJsonString()}\n{answers?.ToJsonString()}\nours {ours}, theirs {theirs}");
                _ = ours ? taken++ : refused++;
            }
        }

        // Both kinds have to come up often, or the agreement says little.
        Assert.InRange(taken, 300, 2700);
        Assert.InRange(refused, 300, 2700);
    }

    private int Next(int count) => _random.Bytes(1)[0] % count;

    private JsonObject MakeField(int depth) => Next(depth >= 2 ? 4 : 6) switch
    {
        0 => Titled("string", ("minLength", Next(3)), ("maxLength", 3 + Next(4))),
        1 => Titled("string", ("enum", new JsonArray("a", "b")), ("x-enum-titles", JsonNode.Parse("""{"a":{"zh":"甲","en":"A"},"b":{"zh":"乙","en":"B"}}"""))),
        2 => Titled("string", ("maxLength", 6), ("pattern", (JsonNode)(Next(2) == 0 ? "^[ab]+$" : "b"))),
        3 => Next(2) == 0 ? Titled("boolean") : Titled("integer", ("minimum", Next(3)), ("maximum", 3 + Next(3))),
        4 => Titled("array", ("items", MakeField(depth + 1)), ("minItems", Next(2)), ("maxItems", 1 + Next(3))),
        _ => MakeObject(depth + 1),
    };

    private JsonObject MakeObject(int depth)
    {
        var fields = new JsonObject { ["kind"] = Titled("string", ("enum", new JsonArray("a", "b")), ("x-enum-titles", JsonNode.Parse("""{"a":{"zh":"甲","en":"A"},"b":{"zh":"乙","en":"B"}}"""))) };
        for (var each = 0; each < 1 + Next(4); each++)
        {
            fields[$"f{each}"] = MakeField(depth + 1);
        }

        var made = Titled("object", ("properties", fields), ("additionalProperties", false));
        made["required"] = new JsonArray([.. fields.Select(each => each.Key).Where(_ => Next(3) == 0).Select(each => (JsonNode)each)]);
        if (Next(2) == 0)
        {
            made["allOf"] = JsonNode.Parse("""[{"if":{"properties":{"kind":{"enum":["a"]}},"required":["kind"]},"then":{"required":["f0"]}}]""");
        }

        return made;
    }

    private static JsonObject Titled(string type, params (string Name, JsonNode? Value)[] keywords)
    {
        var made = new JsonObject { ["type"] = type, ["title"] = "名", ["x-title-en"] = "Name" };
        foreach (var (name, value) in keywords)
        {
            made[name] = value;
        }

        return made;
    }

    /// <summary>Answers that mostly fit, and sometimes have another type, too much, too little or an unknown field.</summary>
    private JsonNode? Answer(JsonObject schema) => Next(30) == 0 ? Wrong() : (string?)schema["type"] switch
    {
        "string" when schema["enum"] is JsonArray list => (string?)list[Next(list.Count)],
        "string" => string.Concat(Enumerable.Range(0, (int)(schema["minLength"] ?? 1) + Next(4)).Select(_ => "abc"[Next(3)])),
        "integer" => (int)schema["minimum"]! + Next(4),
        "boolean" => Next(2) == 0,
        "array" => new JsonArray([.. Enumerable.Range(0, (int)schema["minItems"]! + Next(2)).Select(_ => Answer(schema["items"]!.AsObject()))]),
        _ => AnswerObject(schema),
    };

    private JsonObject AnswerObject(JsonObject schema)
    {
        var required = schema["required"]!.AsArray().Select(each => (string)each!).ToHashSet();
        var made = new JsonObject();
        foreach (var (name, field) in schema["properties"]!.AsObject())
        {
            if (Next(20) == 0 ? Next(2) == 0 : required.Contains(name) || Next(2) == 0)
            {
                made[name] = Answer(field!.AsObject());
            }
        }

        if (Next(40) == 0)
        {
            made["unknown"] = 1;
        }

        return made;
    }

    private JsonNode? Wrong() => Next(7) switch { 0 => null, 1 => "", 2 => "zzzzzzzzzz", 3 => 1.5, 4 => 99, 5 => new JsonArray(), _ => new JsonObject() };
}
