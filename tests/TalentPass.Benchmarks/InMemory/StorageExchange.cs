using System.Text;
using Microsoft.AspNetCore.Http;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>One call to the stand-in and its answer.</summary>
/// <param name="http">The call.</param>
/// <param name="account">The account that the path names.</param>
/// <param name="path">The path after the account.</param>
internal sealed class StorageExchange(HttpContext http, StorageAccount account, string path)
{
    private byte[]? _body;

    public HttpRequest Request => http.Request;

    public HttpResponse Response => http.Response;

    public StorageAccount Account => account;

    public string Path => path;

    public string Method => http.Request.Method;

    /// <summary>Whether errors are XML (queues, blobs) and not JSON (tables).</summary>
    public bool UsesXml { get; set; }

    /// <summary>A value of the query string, or null.</summary>
    public string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A whole number of the query string.</summary>
    public int Query(string name, int otherwise) =>
        Query(name) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Reads the body, counts its bytes and keeps the call when calls are recorded.</summary>
    public async Task<byte[]> ReadAsync(int service)
    {
        if (_body is null)
        {
            using var all = new MemoryStream((int)(Request.ContentLength ?? 0));
            await Request.Body.CopyToAsync(all, http.RequestAborted);
            _body = all.ToArray();
            account.CountBytes(_body.Length, 0);
            if (account.Recording)
            {
                account.Keep(new RecordedCall(service, Method, path, Request.QueryString.Value ?? "", Request.Headers.IfMatch.ToString(), _body));
            }
        }

        return _body;
    }

    public Task JsonAsync(int status, ReadOnlyMemory<byte> body) => WriteAsync(status, body, "application/json;odata=minimalmetadata");

    public Task XmlAsync(int status, string text) => WriteAsync(status, Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{text}"), "application/xml");

    public async Task WriteAsync(int status, ReadOnlyMemory<byte> body, string type)
    {
        Response.StatusCode = status;
        Response.ContentType = type;
        Response.ContentLength = body.Length;
        account.CountBytes(0, body.Length);
        if (!HttpMethods.IsHead(Method))
        {
            await Response.Body.WriteAsync(body, http.RequestAborted);
        }
    }

    /// <summary>Answers with an error as the service words it.</summary>
    public Task FailAsync(int status, string code, string? message = null)
    {
        Response.Headers["x-ms-error-code"] = code;
        return UsesXml
            ? XmlAsync(status, $"<Error><Code>{code}</Code><Message>{message ?? code}</Message></Error>")
            : JsonAsync(status, Encoding.UTF8.GetBytes(Error(code, message ?? code)));
    }

    /// <summary>The body of an error of the table service.</summary>
    public static string Error(string code, string message) =>
        $"{{\"odata.error\":{{\"code\":\"{code}\",\"message\":{{\"lang\":\"en-US\",\"value\":\"{message}\"}}}}}}";
}
