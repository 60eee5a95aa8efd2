using System.Text.Json.Nodes;
using NJsonSchema;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>The seed files as they lie beside the built tests.</summary>
internal static class SeedFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "seeds");

    /// <summary>Every seed file, relative to the folder, schemas excepted.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("schemas/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    public static JsonObject Read(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)))!.AsObject();

    /// <summary>The schema a seed file names in its <c>$schema</c>.</summary>
    public static async Task<JsonSchema> SchemaOfAsync(string file, CancellationToken cancel)
    {
        var named = Read(file)["$schema"]!.GetValue<string>();
        var path = Path.GetFullPath(Path.Combine(Folder, Path.GetDirectoryName(file)!, named));
        return await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(path, cancel), cancel);
    }
}
