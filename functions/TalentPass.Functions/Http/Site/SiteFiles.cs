using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Http.Site;

/// <summary>
/// The pages and their assets, read once from <c>wwwroot</c>. <c>index.html</c> is <c>/</c>, <c>pass.html</c> is
/// <c>/pass</c>, and files below <c>assets</c> keep their path. Paths are looked up in a table and never joined to a
/// folder, so dots and separators cannot lead to other files. The server writes the list of files and their versions into
/// the service worker <c>/worker.js</c>, so browsers take a new worker whenever any file changed.
/// </summary>
public sealed class SiteFiles
{
    /// <summary>
    /// The content security policy of pages. They load from their own origin only, besides pictures and media they made
    /// themselves, and run nothing inline.
    /// </summary>
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        + "media-src 'self' blob:; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>
    /// The policy of the workers that read codes in pictures of the camera (<c>hall/camera-worker.js</c>) and the pages of PDF files.
    /// WebAssembly is allowed in these files alone; the pages do not get it.
    /// </summary>
    public const string ReaderPolicy =
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string PdfLibrary = "/assets/lib/pdfjs-dist/";
    private const string Libraries = "/assets/lib/";
    private const int LargeBytes = 40_000;
    private const string Worker = "worker.js";
    private const string WorkerBlank = "\"site\"";

    private static readonly string[] _readers = ["assets/hall/camera-worker.js", "assets/lib/pdfjs-dist/legacy/build/pdf.worker.min.mjs"];

    private static readonly Dictionary<string, string> _assetTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".webmanifest"] = "application/manifest+json; charset=utf-8",
        [".svg"] = "image/svg+xml; charset=utf-8",
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".wasm"] = "application/wasm",
        [".bcmap"] = "application/octet-stream",
    };

    private readonly Dictionary<string, FileAnswer> _files = new(StringComparer.Ordinal);

    /// <summary>Reads a folder. If it does not exist, there are no pages.</summary>
    /// <param name="root">The path of <c>wwwroot</c>.</param>
    public SiteFiles(string root)
    {
        if (!Directory.Exists(root))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            Add(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }

        if (File.Exists(Path.Combine(root, Worker)))
        {
            AddWorker(File.ReadAllText(Path.Combine(root, Worker)));
        }
    }

    /// <summary>Returns the file at a path of the site; null when there is none.</summary>
    /// <param name="path">The path as the server decoded it, with a leading slash.</param>
    public FileAnswer? Find(string path) =>
        _files.GetValueOrDefault(path.Length > 1 && path.EndsWith('/') ? path[..^1] : path);

    private void Add(string name, byte[] bytes)
    {
        var extension = Path.GetExtension(name);
        if (extension == ".html" && !name.Contains('/', StringComparison.Ordinal))
        {
            var page = name == "index.html" ? "/" : $"/{name[..^extension.Length]}";
            _files[page] = Answer(bytes, "text/html; charset=utf-8") with { ContentSecurityPolicy = PagePolicy };
        }
        else if (name.StartsWith("assets/", StringComparison.Ordinal) && _assetTypes.TryGetValue(extension, out var type))
        {
            _files[$"/{name}"] = Answer(bytes, type) with { ContentSecurityPolicy = _readers.Contains(name) ? ReaderPolicy : null };
        }
    }

    // The policy of the worker's own file governs what the worker fetches, so it gets the policy of pages.
    private void AddWorker(string script)
    {
        var version = VersionOf(Encoding.UTF8.GetBytes(string.Join('\n', Versions(_files).Select(each => $"{each.Key} {each.Value}"))));
        var kept = _files.Where(each => !IsOfDesk(each.Key)).ToList();
        var later = kept.Where(IsLarge).ToList();
        var site = JsonSerializer.Serialize(new Site(version, Versions(kept.Except(later)), Versions(later)), SiteJson.Default.Site);
        var bytes = Encoding.UTF8.GetBytes(script.Replace(WorkerBlank, site, StringComparison.Ordinal));
        _files[$"/{Worker}"] = Answer(bytes, _assetTypes[".js"]) with { ContentSecurityPolicy = PagePolicy };
    }

    // Few visitors need a large library, so the worker keeps it only when it was used once.
    private static bool IsLarge(KeyValuePair<string, FileAnswer> file) =>
        file.Key.StartsWith(Libraries, StringComparison.Ordinal) && file.Value.Bytes.Length > LargeBytes;

    // The desk works with a network only, so a phone should not fetch its files.
    private static bool IsOfDesk(string path) =>
        path == "/desk" || path.StartsWith("/assets/desk", StringComparison.Ordinal) || path == "/assets/strings/desk.js" || path.StartsWith(PdfLibrary, StringComparison.Ordinal);

    private static SortedDictionary<string, string> Versions(IEnumerable<KeyValuePair<string, FileAnswer>> files) =>
        new(files.ToDictionary(each => each.Key, each => each.Value.ETag!), StringComparer.Ordinal);

    private static FileAnswer Answer(byte[] bytes, string type) => new(bytes, type) { ETag = VersionOf(bytes) };

    private static string VersionOf(byte[] bytes) => Base32.Encode(SHA256.HashData(bytes))[..20];
}

/// <summary>
/// The versions that the server writes into the service worker: of the site as a whole, and of each file by path. The worker keeps
/// <paramref name="Files"/> at once, all but those of the desk, and a large library of <paramref name="Later"/> from its first use on.
/// </summary>
internal sealed record Site(string Version, IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string> Later);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Site))]
internal sealed partial class SiteJson : JsonSerializerContext;
