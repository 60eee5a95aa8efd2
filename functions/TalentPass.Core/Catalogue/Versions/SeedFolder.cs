using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>Reads the files of <c>seeds/</c>.</summary>
/// <param name="path">The folder.</param>
public sealed class SeedFolder(string path)
{
    private const string Bundles = "catalogue/bundles.json";
    private ServiceCatalogue? _catalogue;

    /// <summary>
    /// Reads departments, tiers, services and bundles as one catalogue, the first time it is asked for. The services are in the
    /// order of their file names.
    /// </summary>
    /// <exception cref="SeedException">
    /// A file is missing, is not JSON, or breaks a rule. The message names the file and, for a rule, the JSON pointer.
    /// </exception>
    public ServiceCatalogue ReadCatalogue() => _catalogue ??= ReadCatalogueFiles();

    private ServiceCatalogue ReadCatalogueFiles()
    {
        var files = ServiceFiles();
        var tiers = ReadObject("tiers.json");
        var document = new JsonObject
        {
            ["departments"] = Take(ReadObject("departments.json"), "departments.json", "departments"),
            ["natures"] = Take(tiers, "tiers.json", "natures"),
            ["schemes"] = Take(tiers, "tiers.json", "schemes"),
            ["areas"] = Take(tiers, "tiers.json", "areas"),
            ["services"] = new JsonArray([.. files.Select(ReadObject)]),
            ["bundles"] = Take(ReadObject(Bundles), Bundles, "bundles"),
        };
        var (catalogue, problems) = CatalogueDocument.Read(Encoding.UTF8.GetBytes(document.ToJsonString()));
        return catalogue ?? throw new SeedException(problems.Select(each => Place(each, files)));
    }

    /// <summary>Reads one file and removes its <c>$schema</c>.</summary>
    /// <exception cref="SeedException">The file is missing or is not a JSON object.</exception>
    internal JsonObject ReadObject(string file)
    {
        try
        {
            var read = JsonNode.Parse(File.ReadAllText(Path.Combine(path, file))) as JsonObject
                ?? throw new SeedException([$"{file}: not a JSON object."]);
            read.Remove("$schema");
            return read;
        }
        catch (JsonException exception)
        {
            throw new SeedException([$"{file}: {exception.Message}"]);
        }
        catch (IOException exception)
        {
            throw new SeedException([$"{file}: {exception.Message}"]);
        }
    }

    private string[] ServiceFiles()
    {
        var folder = Path.Combine(path, "catalogue");
        return !Directory.Exists(folder) ? throw new SeedException([$"{folder}: there is no such folder."]) :
        [
            .. Directory.EnumerateFiles(folder, "*.json").Select(each => $"catalogue/{Path.GetFileName(each)}")
                .Where(each => each != Bundles).Order(StringComparer.Ordinal),
        ];
    }

    private static JsonNode? Take(JsonObject from, string file, string name) =>
        from.Remove(name, out var node) ? node : throw new SeedException([$"{file}: /{name} is missing."]);

    private static string Place(CatalogueProblem problem, string[] files)
    {
        var (file, pointer) = problem.Pointer.Split('/') switch
        {
            ["", "services", var index, .. var rest] => (files[int.Parse(index, null)], $"/{string.Join('/', rest)}"),
            ["", "departments", ..] => ("departments.json", problem.Pointer),
            ["", "bundles", ..] => (Bundles, problem.Pointer),
            _ => ("tiers.json", problem.Pointer),
        };
        return $"{file}#{pointer} {problem.Code}: {problem.Text}";
    }
}

/// <summary>The files of a seed folder have mistakes. The message has one line for each problem and names its file.</summary>
/// <param name="problems">One line for each problem.</param>
public sealed class SeedException(IEnumerable<string> problems) : Exception(string.Join(Environment.NewLine, problems));
