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

    /// <summary>Whether this is a page that says that there is nothing at the path: it is answered with 404 and kept by nobody.</summary>
    public bool IsNotFound { get; init; }

    /// <summary>A content that is streamed; null when <see cref="Bytes"/> are the content.</summary>
    public StreamedContent? Streamed { get; init; }

    /// <summary>A content that is sent while it is made; null when <see cref="Bytes"/> are the content.</summary>
    public UnsizedContent? Unsized { get; init; }
}

/// <summary>An answer that sets cookies.</summary>
public interface ISetsCookies
{
    /// <summary>The values of the headers <c>Set-Cookie</c>.</summary>
    IReadOnlyList<string> Cookies { get; }
}

/// <summary>An answer that sends a browser on (303).</summary>
/// <param name="Location">The address.</param>
/// <param name="Cookies">The cookies that are set on the way.</param>
public sealed record RedirectAnswer(string Location, IReadOnlyList<string> Cookies) : ISetsCookies;

/// <summary>A content that is sent while it is read, so that it is never in memory as a whole.</summary>
/// <param name="Size">The size of the whole content in bytes.</param>
/// <param name="Range">The part that the client gets.</param>
/// <param name="Content">
/// The bytes of the part, disposed of when they are sent; null for an answer without a body, such as one to HEAD.
/// </param>
public sealed record StreamedContent(long Size, ByteRange Range, Stream? Content);

/// <summary>
/// A content of unknown size, sent in chunks while it is made. Only a cut connection tells that it is not whole.
/// </summary>
/// <param name="Content">The bytes, disposed of when they are sent; null for an answer without a body, such as one to HEAD.</param>
public sealed record UnsizedContent(Stream? Content);

/// <summary>A finished answer that only has to be written.</summary>
internal sealed class Answer(int status) : IResult
{
    /// <summary>
    /// The content security policy of the API. The API answers data and never a page, so nothing may load and no page may
    /// frame it.
    /// </summary>
    public const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";

    private const int BufferBytes = 64 * 1024;

    public int Status => status;

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body when it is streamed; else null.</summary>
    public Stream? Content { get; init; }

    /// <summary>The values of the headers <c>Set-Cookie</c>.</summary>
    public IReadOnlyList<string> Cookies { get; set; } = [];

    /// <summary>Whether nobody knows the length of the body yet.</summary>
    public bool IsUnsized { get; init; }

    /// <summary>The length of the body of an answer to GET, in bytes, unless <see cref="IsUnsized"/>.</summary>
    public long Length { get => field == 0 ? Body.Length : field; init; }

    /// <summary>Is told why <see cref="Content"/> broke off, unless the client has left.</summary>
    public Action<Exception>? BrokeOff { get; set; }

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
        await using var content = Content;
        var response = httpContext.Response;
        response.StatusCode = status;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        if (Cookies.Count > 0)
        {
            response.Headers.SetCookie = Cookies.ToArray();
        }

        if (status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        response.ContentLength = IsUnsized ? null : Length;
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        try
        {
            await (content is null ? response.Body.WriteAsync(Body, httpContext.RequestAborted).AsTask() : SendAsync(content, httpContext));
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has left. A host would log a failed function.
        }
    }

    // One buffer is all that is in memory: storage is read only as fast as the client reads.
    private async Task SendAsync(Stream content, HttpContext httpContext)
    {
        var (writer, gone) = (httpContext.Response.BodyWriter, httpContext.RequestAborted);
        try
        {
            while (await content.ReadAsync(writer.GetMemory(BufferBytes), gone) is > 0 and var read)
            {
                writer.Advance(read);
                // The writer knows at once that the client has left; the token knows it later.
                if ((await writer.FlushAsync(gone)).IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception fault) when (httpContext.Response.HasStarted)
        {
            // The client has left, or storage has failed in the middle. The status is sent, so only a cut connection can tell that
            // the content is not whole.
            if (!gone.IsCancellationRequested)
            {
                BrokeOff?.Invoke(fault);
            }

            httpContext.Abort();
        }
    }
}
