using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>Calls the running app over HTTP, as any of its users would.</summary>
internal sealed class AppClient : IDisposable
{
    private readonly HttpClient _http;

    public AppClient(Uri address) =>
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The app's address.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Makes one call, which may take 30 seconds.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">Path and query.</param>
    /// <param name="token">The bearer token; null for a call without one.</param>
    /// <param name="body">The JSON body; null for no body.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="cancellation">Cancels the call.</param>
    public async Task<AppAnswer> SendAsync(
        HttpMethod method, string path, string? token, JsonNode? body, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new AppAnswer($"{method} {path}", response.StatusCode, response.Headers.ETag?.ToString(), Json(text));
    }

    /// <summary>Makes a GET call.</summary>
    public Task<AppAnswer> GetAsync(string path, string? token, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, token, null, [], cancellation);

    /// <summary>Makes a POST call with a JSON body.</summary>
    public Task<AppAnswer> PostAsync(string path, string? token, JsonNode body, CancellationToken cancellation, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, token, body, headers, cancellation);

    public void Dispose() => _http.Dispose();

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An answer of the app.</summary>
/// <param name="Call">The method and path of the call, for messages.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ETag">The <c>ETag</c> with its quotes; null when the answer has none.</param>
/// <param name="Json">The body; null when it is not JSON.</param>
internal sealed record AppAnswer(string Call, HttpStatusCode Status, string? ETag, JsonNode? Json)
{
    // Writes Chinese as it is, not as escapes.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the text at a path of names such as <c>issuer.city</c>; null when there is none.</summary>
    public string? this[string path] => path.Split('.').Aggregate(Json, (node, name) => (node as JsonObject)?[name])?.ToString();

    /// <summary>The call and its answer in one line, for messages.</summary>
    public string Story => $"{Call} answered {(int)Status} {Json?.ToJsonString(Readable)}".TrimEnd();

    /// <summary>Returns the entries of a list at the top level of the body.</summary>
    public IEnumerable<JsonNode> Items(string name = "items") => ((Json as JsonObject)?[name] as JsonArray ?? []).OfType<JsonNode>();
}
