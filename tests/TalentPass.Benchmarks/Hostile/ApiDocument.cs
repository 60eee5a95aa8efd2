using System.Text.Json.Nodes;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>A query parameter of the document.</summary>
internal sealed record ApiQuery(string Name, bool Required, JsonObject Schema);

/// <summary>An operation of the document.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Method">Its method, in capitals.</param>
/// <param name="Path">Its path, with names in braces.</param>
/// <param name="Places">The names in its path.</param>
/// <param name="Queries">Its query parameters.</param>
/// <param name="MediaType">The media type of its body; null when it takes none.</param>
/// <param name="Body">The schema of its body; null when it takes none.</param>
/// <param name="Roles">The roles that may call it; empty for anybody.</param>
internal sealed record ApiOperation(
    string Id,
    string Method,
    string Path,
    IReadOnlyList<string> Places,
    IReadOnlyList<ApiQuery> Queries,
    string? MediaType,
    JsonObject? Body,
    IReadOnlyList<string> Roles)
{
    /// <summary>The path with values for its names, each encoded.</summary>
    public string Fill(IReadOnlyDictionary<string, string> values) =>
        Places.Aggregate(Path, (path, name) => path.Replace($"{{{name}}}", Uri.EscapeDataString(values.GetValueOrDefault(name, "none")), StringComparison.Ordinal));
}

/// <summary>The part of an OpenAPI document that requests are generated from.</summary>
internal sealed class ApiDocument
{
    private readonly JsonObject _schemas;

    private ApiDocument(JsonObject schemas, IReadOnlyList<ApiOperation> operations) => (_schemas, Operations) = (schemas, operations);

    /// <summary>All operations, in the order of the document.</summary>
    public IReadOnlyList<ApiOperation> Operations { get; }

    /// <summary>Reads a document.</summary>
    public static ApiDocument Parse(byte[] json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        var operations =
            from path in root["paths"]!.AsObject()
            from method in path.Value!.AsObject()
            select Read(path.Key, method.Key, method.Value!.AsObject());
        return new ApiDocument(root["components"]!["schemas"]!.AsObject(), [.. operations]);
    }

    /// <summary>The operation with a name.</summary>
    public ApiOperation Find(string id) => Operations.First(each => each.Id == id);

    /// <summary>Follows the references of a schema.</summary>
    public JsonObject Resolve(JsonObject schema)
    {
        while (schema["$ref"] is { } reference)
        {
            schema = _schemas[((string)reference!).Split('/')[^1]]!.AsObject();
        }

        return schema;
    }

    private static ApiOperation Read(string path, string method, JsonObject about)
    {
        var parameters = about["parameters"]?.AsArray().Select(each => each!.AsObject()).ToList() ?? [];
        var content = about["requestBody"]?["content"]?.AsObject().First();
        return new ApiOperation(
            (string)about["operationId"]!,
            method.ToUpperInvariant(),
            path,
            [.. parameters.Where(each => (string)each["in"]! == "path").Select(each => (string)each["name"]!)],
            [.. parameters.Where(each => (string)each["in"]! == "query")
                .Select(each => new ApiQuery((string)each["name"]!, (bool)each["required"]!, each["schema"]!.AsObject()))],
            content?.Key,
            content?.Value!["schema"]!.AsObject(),
            [.. about["x-roles"]?.AsArray().Select(each => (string)each!) ?? []]);
    }
}
