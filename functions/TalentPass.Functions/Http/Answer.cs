using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace TalentPass.Functions.Http;

/// <summary>An answer that is not JSON: a picture, a table, a page, a signed list.</summary>
/// <param name="Bytes">The content.</param>
/// <param name="ContentType">Its media type, with charset for text.</param>
public sealed record FileAnswer(ReadOnlyMemory<byte> Bytes, string ContentType)
{
    /// <summary>The file name of a download; null lets the browser show the answer in place.</summary>
    public string? FileName { get; init; }

    /// <summary>The version, without quotes. Of a public answer it is a hash of the bytes.</summary>
    public string? ETag { get; init; }

    /// <summary>How long caches may keep the answer; null takes <see cref="OperationAttribute.MaxAgeSeconds"/>.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>The content security policy of a page; null takes the API's policy, which allows nothing.</summary>
    public string? ContentSecurityPolicy { get; init; }
}

/// <summary>A finished answer that only has to be written.</summary>
internal sealed class Answer(int status) : IResult
{
    /// <summary>
    /// The content security policy of the API. The API answers data and never a page, so nothing may load and no page may
    /// frame it.
    /// </summary>
    public const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";

    public int Status => status;

    public ReadOnlyMemory<byte> Body { get; init; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        [HeaderNames.XContentTypeOptions] = "nosniff",
        [HeaderNames.ContentSecurityPolicy] = NothingAllowed,
        ["Referrer-Policy"] = "no-referrer",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=()",
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        response.ContentLength = Body.Length;
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        try
        {
            await response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has left. A host would log a failed function.
        }
    }
}
