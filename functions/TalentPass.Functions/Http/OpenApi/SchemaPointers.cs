using System.Text.Json.Nodes;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>
/// Replaces the local pointers in exported schemas. Where a shape is repeated, the exporter writes a pointer from the root
/// of its schema. The OpenAPI document has another root, so each pointer is replaced by the shape it leads to.
/// </summary>
internal static class SchemaPointers
{
    private const string Components = "#/components/";

    /// <summary>Replaces the pointers inside a schema. Objects are separate components, so no pointer leads to itself.</summary>
    public static void Inline(JsonNode schema) => Visit(schema, schema);

    private static void Visit(JsonNode? node, JsonNode root)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    Visit(item, root);
                }

                break;
            case JsonObject found when found["$ref"] is JsonValue reference && !((string)reference!).StartsWith(Components, StringComparison.Ordinal):
                found.Remove("$ref");
                foreach (var (name, value) in Follow(root, (string)reference!).AsObject().Where(each => !found.ContainsKey(each.Key)).ToList())
                {
                    found[name] = value?.DeepClone();
                }

                Visit(found, root);
                break;
            case JsonObject members:
                foreach (var (_, value) in members.ToList())
                {
                    Visit(value, root);
                }

                break;
        }
    }

    private static JsonNode Follow(JsonNode root, string pointer) =>
        pointer.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            .Aggregate(root, (node, step) => node is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
}
