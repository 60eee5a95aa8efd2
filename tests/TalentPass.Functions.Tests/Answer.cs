using System.Net;
using System.Text.Json;
using Xunit.Sdk;

namespace TalentPass.Functions.Tests;

/// <summary>
/// An HTTP answer, with helpers for tests. If a check fails, the failure message contains the call, the status and the body.
/// </summary>
/// <param name="Call">The method and path of the call.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Content">The body as text, unchanged.</param>
/// <param name="Body">The body as JSON; undefined if the body is not JSON.</param>
/// <param name="ETag">The value of the <c>ETag</c> header, which is the version; null if there is none.</param>
/// <param name="Location">The value of the <c>Location</c> header; null if there is none.</param>
/// <param name="Replayed">Whether the app repeated the stored answer of an earlier call with the same idempotency key.</param>
public sealed record Answer(string Call, HttpStatusCode Status, string Content, JsonElement Body, string? ETag, string? Location, bool Replayed)
{
    /// <summary>The <c>code</c> of a problem answer; null if there is none.</summary>
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The <c>items</c> of a list answer.</summary>
    public IReadOnlyList<JsonElement> Items => [.. Member("items").EnumerateArray()];

    /// <summary>Reads an answer of any media type.</summary>
    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var content = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var answer = new Answer(
            Members.Call(response),
            response.StatusCode,
            content,
            default,
            response.Headers.ETag?.ToString(),
            response.Headers.Location?.ToString(),
            response.Headers.Contains("Idempotency-Replayed"));
        // Whoever is told that it was too much is told when to come again, whatever the reason.
        Assert.True(response.StatusCode != HttpStatusCode.TooManyRequests || response.Headers.RetryAfter is not null, $"No Retry-After in {answer}");
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return isJson ? answer with { Body = Members.Parse(content, answer) } : answer;
    }

    /// <summary>Checks the status and, if a code is given, the problem code. Returns the same answer.</summary>
    public Answer Is(HttpStatusCode status, string? code = null)
    {
        Assert.True(Status == status && (code is null || Code == code), $"{(int)status} {code ?? status.ToString()} was expected of {this}");
        return this;
    }

    /// <summary>A JSON member, found by its path of names.</summary>
    public JsonElement Member(params string[] path) => Members.Find(Body, path, this);

    /// <summary>The text of a JSON member, found by its path of names.</summary>
    public string Text(params string[] path) => Member(path) is { ValueKind: JsonValueKind.String or JsonValueKind.Null } text
        ? text.GetString()!
        : throw new XunitException($"{string.Join('.', path)} is no text in {this}");

    /// <summary>The call, the status and the body. A long body is cut.</summary>
    public override string ToString() => $"{Call}: {(int)Status} {Status}{(Replayed ? ", replayed" : "")}\n{Members.Cut(Content)}";
}

/// <summary>Reads JSON that may differ from what a test expects. The failure message then shows the answer.</summary>
internal static class Members
{
    private const int MostShown = 800;

    /// <summary>The method and path of the call that an answer belongs to.</summary>
    public static string Call(HttpResponseMessage response) => $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.PathAndQuery}";

    /// <summary>Cuts a body to the length that a failure message shows.</summary>
    public static string Cut(string content) => content.Length <= MostShown ? content : $"{content[..MostShown]}…";

    /// <summary>Parses a body as JSON.</summary>
    public static JsonElement Parse(string content, object answer)
    {
        try
        {
            return JsonElement.Parse(content);
        }
        catch (JsonException)
        {
            throw new XunitException($"The body is no JSON: {answer}");
        }
    }

    /// <summary>Finds a JSON member by its path of names.</summary>
    public static JsonElement Find(JsonElement body, string[] path, object answer)
    {
        var found = body;
        foreach (var name in path)
        {
            found = found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var next)
                ? next
                : throw new XunitException($"There is no {string.Join('.', path)} in {answer}");
        }

        return found;
    }
}
