using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue;

namespace TalentPass.Core.Tests.Catalogue;

/// <summary>The catalogue of the seeds, read once.</summary>
internal static class Seeds
{
    public static ServiceCatalogue Catalogue { get; } = new SeedFolder(SeedFiles.Folder).ReadCatalogue();
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

    public static JsonElement With(JsonElement answers, string field, string json)
    {
        var node = JsonNode.Parse(answers.GetRawText())!.AsObject();
        node[field] = JsonNode.Parse(json);
        return Parse(node.ToJsonString());
    }
}
