using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>Every seed file is valid against its JSON Schema, and every schema refuses a file that is not valid.</summary>
public sealed class SeedSchemaTests
{
    /// <summary>The keywords that the seeds' schemas use. A new one has to be added here, so that a misspelt one is found.</summary>
    private static readonly HashSet<string> _enforced =
    [
        "$schema", "definitions", "$ref", "title", "description", "type", "properties", "required", "additionalProperties",
        "items", "minItems", "maxItems", "uniqueItems", "minProperties", "enum", "pattern", "format", "minLength",
        "maxLength", "minimum", "maximum", "anyOf", "oneOf",
    ];

    public static TheoryData<string> Files => [.. SeedFiles.All];

    public static TheoryData<string> Schemas =>
        [.. Directory.EnumerateFiles(Path.Combine(SeedFiles.Folder, "schemas")).Select(each => Path.GetFileName(each))];

    [Theory, MemberData(nameof(Files))]
    public void A_seed_file_obeys_its_schema(string file)
    {
        var schema = SeedFiles.SchemaOf(file);

        Assert.Empty(SeedFiles.Faults(schema, SeedFiles.Read(file)));
    }

    [Theory, MemberData(nameof(Files))]
    public void A_schema_refuses_its_file_once_anything_required_is_gone(string file)
    {
        var schema = SeedFiles.SchemaOf(file);
        foreach (var name in JsonNode.Parse(schema)!["required"]!.AsArray().Select(each => (string)each!).Where(each => each != "$schema"))
        {
            var broken = SeedFiles.Read(file);
            broken.Remove(name);

            Assert.True(SeedFiles.Faults(schema, broken).Count > 0, $"{file} without {name} passes");
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_schema_refuses_its_file_with_any_one_value_of_another_kind(string file)
    {
        var schema = SeedFiles.SchemaOf(file);
        foreach (var pointer in LeavesOf(SeedFiles.Read(file)).Where(each => !IsFree(each)).DistinctBy(KindOf))
        {
            var broken = SeedFiles.Read(file);
            Replace(broken, pointer, new JsonObject { ["unexpected"] = new JsonArray() });

            Assert.True(SeedFiles.Faults(schema, broken).Count > 0, $"{file} with {pointer} broken passes");
        }
    }

    [Theory, MemberData(nameof(Files))]
    public void A_schema_refuses_a_field_it_does_not_know(string file)
    {
        var schema = SeedFiles.SchemaOf(file);
        var broken = SeedFiles.Read(file);
        broken["unexpected"] = 1;

        Assert.Contains(SeedFiles.Faults(schema, broken), fault => fault.StartsWith("/unexpected ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Schemas))]
    public void A_schema_uses_only_keywords_that_are_enforced(string file)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(SeedFiles.Folder, "schemas", file)))!;

        Assert.Empty(KeywordsOf(schema).Except(_enforced));
    }

    /// <summary>
    /// True for the parts of an example, of a service or of a result. This schema allows any JSON there; the form checks it.
    /// </summary>
    private static bool IsFree(string pointer) =>
        pointer.StartsWith("/example/", StringComparison.Ordinal)
        || (pointer.StartsWith("/results/", StringComparison.Ordinal) && pointer.Contains("/example/", StringComparison.Ordinal));

    /// <summary>
    /// Returns the pointer with <c>*</c> in place of list indexes and field names. So one element or field is tested for all
    /// elements or fields of the same kind.
    /// </summary>
    private static string KindOf(string pointer) => Regex.Replace(pointer, "/[0-9]+(?=/|$)|(?<=/(properties|x-enum-titles))/[^/]+", "/*");

    private static IEnumerable<string> KeywordsOf(JsonNode schema)
    {
        foreach (var (keyword, value) in schema.AsObject())
        {
            yield return keyword;
            IEnumerable<JsonNode?> children = keyword switch
            {
                "properties" or "definitions" => value!.AsObject().Select(each => each.Value),
                "anyOf" or "oneOf" => value!.AsArray(),
                "items" => [value],
                "additionalProperties" when value is JsonObject => [value],
                _ => [],
            };
            foreach (var inner in children.SelectMany(each => KeywordsOf(each!)))
            {
                yield return inner;
            }
        }
    }

    private static IEnumerable<string> LeavesOf(JsonNode? node, string at = "") => node switch
    {
        JsonObject map => map.SelectMany(each => LeavesOf(each.Value, $"{at}/{each.Key}")),
        JsonArray list => list.SelectMany((each, index) => LeavesOf(each, $"{at}/{index}")),
        _ => [at],
    };

    private static void Replace(JsonObject root, string pointer, JsonNode value)
    {
        JsonNode node = root;
        var steps = pointer[1..].Split('/');
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        }

        if (node is JsonArray array)
        {
            array[int.Parse(steps[^1])] = value;
        }
        else
        {
            node[steps[^1]] = value;
        }
    }
}
