using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>Reads the files of <c>seeds/</c>.</summary>
/// <param name="path">The folder.</param>
public sealed class SeedFolder(string path)
{
    private const string Bundles = "catalogue/bundles.json";
    private const string Departments = "departments.json";
    private const string Notifications = "notifications.json";
    private const string Tiers = "tiers.json";

    /// <summary>
    /// Reads departments, tiers, services, bundles and the words of notices as one catalogue. The services are in the order of their file names.
    /// </summary>
    /// <exception cref="SeedException">
    /// A file is missing, is not JSON, or breaks a rule. The message names the file and, for a rule, the JSON pointer.
    /// </exception>
    public ServiceCatalogue ReadCatalogue()
    {
        var files = ServiceFiles();
        var tiers = ReadObject(Tiers);
        var document = new JsonObject
        {
            ["departments"] = Take(ReadObject(Departments), Departments, "departments"),
            ["natures"] = Take(tiers, Tiers, "natures"),
            ["schemes"] = Take(tiers, Tiers, "schemes"),
            ["areas"] = Take(tiers, Tiers, "areas"),
            ["services"] = new JsonArray([.. files.Select(ReadObject)]),
            ["bundles"] = Take(ReadObject(Bundles), Bundles, "bundles"),
            ["notifications"] = ReadObject(Notifications),
        };
        var (catalogue, problems) = CatalogueDocument.Read(Encoding.UTF8.GetBytes(document.ToJsonString()));
        return catalogue ?? throw new SeedException(problems.Select(each => Place(each, files)));
    }

    /// <summary>
    /// Returns a fingerprint of the catalogue's files and of this build of the app, whose rules check them: SHA-256, 52 base32
    /// characters.
    /// </summary>
    /// <exception cref="SeedException">A file is missing.</exception>
    public string Fingerprint() => Fingerprint(ServiceFiles().Concat([Departments, Tiers, Bundles, Notifications]));

    /// <summary>Returns a fingerprint of files and of this build of the app: SHA-256, 52 base32 characters.</summary>
    /// <exception cref="SeedException">A file is missing.</exception>
    internal string Fingerprint(IEnumerable<string> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(SeedFolder).Module.ModuleVersionId.ToByteArray());
        foreach (var file in files)
        {
            var content = Read(file, File.ReadAllBytes);
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Base32.Encode(hash.GetHashAndReset());
    }

    /// <summary>Reads one file and removes its <c>$schema</c>.</summary>
    /// <exception cref="SeedException">The file is missing or is not a JSON object.</exception>
    internal JsonObject ReadObject(string file)
    {
        try
        {
            var read = JsonNode.Parse(Read(file, File.ReadAllText)) as JsonObject
                ?? throw new SeedException([$"{file}: not a JSON object."]);
            read.Remove("$schema");
            return read;
        }
        catch (JsonException exception)
        {
            throw new SeedException([$"{file}: {exception.Message}"]);
        }
    }

    private T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(Path.Combine(path, file));
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
            ["", "departments", ..] => (Departments, problem.Pointer),
            ["", "bundles", ..] => (Bundles, problem.Pointer),
            ["", "notifications", .. var rest] => (Notifications, $"/{string.Join('/', rest)}"),
            _ => (Tiers, problem.Pointer),
        };
        return $"{file}#{pointer} {problem.Code}: {problem.Text}";
    }
}

/// <summary>The files of a seed folder have mistakes. The message has one line for each problem and names its file.</summary>
/// <param name="problems">One line for each problem.</param>
public sealed class SeedException(IEnumerable<string> problems) : Exception(string.Join(Environment.NewLine, problems));
