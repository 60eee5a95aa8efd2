using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>The seed files in the output folder of the tests.</summary>
internal static class SeedFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "seeds");

    /// <summary>The paths of all seed files relative to the folder, without the schemas.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("schemas/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();

    /// <summary>Reads the JSON Schema that a seed file names in <c>$schema</c>, as text.</summary>
    public static string SchemaOf(string file)
    {
        var named = Read(file)["$schema"]!.GetValue<string>();
        return File.ReadAllText(Path.GetFullPath(Path.Combine(Folder, Path.GetDirectoryName(file)!, named)));
    }

    /// <summary>Returns the places in a JSON value that break a JSON Schema (2020-12), with what is wrong there.</summary>
    public static IReadOnlyList<string> Faults(string schema, JsonNode value)
    {
        // A registry of its own: the library's global one takes a schema with the same $id only once.
        var built = JsonSchema.FromText(schema, new BuildOptions { Dialect = Dialect.Draft202012, SchemaRegistry = new SchemaRegistry() });
        var found = built.Evaluate(JsonElement.Parse(value.ToJsonString()), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        return found.IsValid ? [] :
        [
            .. (found.Details ?? []).Where(each => each.Errors is not null)
                .SelectMany(each => each.Errors!.Select(error => $"{each.InstanceLocation} {error.Key}: {error.Value}")).Append("not valid"),
        ];
    }
}
