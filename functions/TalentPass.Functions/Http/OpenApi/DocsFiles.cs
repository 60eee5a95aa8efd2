using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Swashbuckle.AspNetCore.SwaggerUI;
using TalentPass.Core.Identity;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>
/// The API reference in the browser: Swagger UI from the package's own resources, so that no other host is called.
/// </summary>
internal static class DocsFiles
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Page = """
        <!doctype html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>人才一码通 API · TalentPass API</title>
        <link rel="stylesheet" href="/docs/swagger-ui.css">
        <link rel="stylesheet" href="/docs/look.css">
        <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
        </head>
        <body>
        <div id="docs"></div>
        <script src="/docs/swagger-ui-bundle.js"></script>
        <script src="/docs/start.js"></script>
        </body>
        </html>
        """;

    private static readonly Dictionary<string, Lazy<FileAnswer>> _files = new(StringComparer.Ordinal)
    {
        [""] = new(() => Text(Page, "text/html; charset=utf-8") with { ContentSecurityPolicy = Policy }),
        ["start.js"] = new(() => Text(DocsLook.Script, "text/javascript; charset=utf-8")),
        ["look.css"] = new(() => Text(DocsLook.Css, "text/css; charset=utf-8")),
        ["swagger-ui-bundle.js"] = new(() => Resource("swagger-ui-bundle.js", "text/javascript; charset=utf-8")),
        ["swagger-ui.css"] = new(() => Resource("swagger-ui.css", "text/css; charset=utf-8")),
        ["favicon-32x32.png"] = new(() => Resource("favicon-32x32.png", "image/png")),
        ["LICENSE"] = new(() => Resource("LICENSE", "text/plain; charset=utf-8")),
    };

    /// <summary>
    /// Returns a file below <c>/docs</c>, or the page itself for the empty name; null when there is no such file.
    /// </summary>
    public static FileAnswer? Find(string name) => _files.GetValueOrDefault(name)?.Value;

    /// <summary>Makes an answer whose ETag is a hash of its bytes.</summary>
    public static FileAnswer File(byte[] bytes, string type) => new(bytes, type) { ETag = Base32.Encode(SHA256.HashData(bytes))[..20] };

    private static FileAnswer Text(string text, string type) => File(Encoding.UTF8.GetBytes(text), type);

    private static FileAnswer Resource(string name, string type)
    {
        var assembly = typeof(SwaggerUIOptions).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Swashbuckle.AspNetCore.SwaggerUI.node_modules.swagger_ui_dist.{name}")
            ?? throw new InvalidOperationException($"The Swagger UI package has no {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return File(Unpack(copy.ToArray()), type);
    }

    // Some versions of the package hold their resources compressed with gzip.
    private static byte[] Unpack(byte[] bytes)
    {
        if (bytes is not [0x1F, 0x8B, ..])
        {
            return bytes;
        }

        using var unzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        unzip.CopyTo(plain);
        return plain.ToArray();
    }
}
