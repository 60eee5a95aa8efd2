using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>The catalogue of the seed files. It is read once for all tests.</summary>
internal static class Seeds
{
    public static ServiceCatalogue Catalogue { get; } = new SeedFolder(SeedFiles.Folder).ReadCatalogue();

    /// <summary>The date on which the tests file answers.</summary>
    public static DateOnly Today { get; } = new(2026, 11, 24);
}

/// <summary>Makes and changes the answers to a form, for tests.</summary>
internal static class Answers
{
    public static JsonElement Parse(string json) => JsonElement.Parse(json);

    public static JsonElement Without(JsonElement answers, string field)
    {
        var node = JsonNode.Parse(answers.GetRawText())!.AsObject();
        node.Remove(field);
        return Parse(node.ToJsonString());
    }

    /// <summary>
    /// Returns the answers with one field set to raw JSON text. The raw text can contain a string that .NET could not write,
    /// for example half a surrogate pair.
    /// </summary>
    public static JsonElement With(JsonElement answers, string field, string json)
    {
        var rest = Without(answers, field).GetRawText();
        return Parse($"{{{JsonSerializer.Serialize(field)}:{json}{(rest == "{}" ? "" : ",")}{rest[1..]}");
    }
}
