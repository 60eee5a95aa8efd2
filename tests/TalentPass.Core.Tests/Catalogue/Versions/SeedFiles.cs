using System.Text.Json.Nodes;
using NJsonSchema;

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

    /// <summary>Reads the JSON Schema that a seed file names in <c>$schema</c>.</summary>
    public static async Task<JsonSchema> SchemaOfAsync(string file, CancellationToken cancel)
    {
        var named = Read(file)["$schema"]!.GetValue<string>();
        var path = Path.GetFullPath(Path.Combine(Folder, Path.GetDirectoryName(file)!, named));
        return await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(path, cancel), cancel);
    }
}
