using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>The catalogue of the seeds, read once.</summary>
internal static class Seeds
{
    public static ServiceCatalogue Catalogue { get; } = new SeedFolder(SeedFiles.Folder).ReadCatalogue();

    /// <summary>The day answers are filed on in these tests.</summary>
    public static DateOnly Today { get; } = new(2026, 11, 24);
}

/// <summary>Answers for tests.</summary>
internal static class Answers
{
    public static JsonElement Parse(string json) => JsonElement.Parse(json);

    public static JsonElement Without(JsonElement answers, string field)
    {
        var node = JsonNode.Parse(answers.GetRawText())!.AsObject();
        node.Remove(field);
        return Parse(node.ToJsonString());
    }

    /// <summary>Puts raw JSON in, so that even what is no valid text gets through.</summary>
    public static JsonElement With(JsonElement answers, string field, string json)
    {
        var rest = Without(answers, field).GetRawText();
        return Parse($"{{{JsonSerializer.Serialize(field)}:{json}{(rest == "{}" ? "" : ",")}{rest[1..]}");
    }
}
