using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TalentPass.Functions.Http.Site;

/// <summary>
/// The page for people who followed a wrong address. Programs get problem details instead: whoever does not accept HTML, and whoever
/// asks for a path of the API.
/// </summary>
internal static class NotFoundPage
{
    private const string Path = "/not-found";

    private static readonly PathString[] _ofPrograms = ["/api", "/.well-known", "/openapi", "/assets"];

    /// <summary>Returns the page when a browser asks for a page that does not exist; else null.</summary>
    /// <param name="http">The request.</param>
    /// <param name="files">The pages.</param>
    public static FileAnswer? Instead(HttpRequest http, SiteFiles files)
    {
        var path = http.Path.Value ?? "/";
        return AcceptsHtml(http) && !_ofPrograms.Any(each => http.Path.StartsWithSegments(each)) && (path == Path || files.Find(path) is null)
            && files.Find(Path) is { } page
                ? page with { IsNotFound = true }
                : null;
    }

    private static bool AcceptsHtml(HttpRequest http) =>
        (HttpMethods.IsGet(http.Method) || HttpMethods.IsHead(http.Method))
        && MediaTypeHeaderValue.TryParseList(http.Headers.Accept, out var accepted)
        && accepted.Any(each => each.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && each.Quality is not 0);
}
