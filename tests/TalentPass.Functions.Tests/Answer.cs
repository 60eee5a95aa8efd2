using System.Net;
using System.Text.Json;
using Xunit.Sdk;

namespace TalentPass.Functions.Tests;

/// <summary>An answer as a test looks at it. Whatever is not as expected is told with the call, its status and its body.</summary>
/// <param name="Call">The method and path it answers.</param>
/// <param name="Status">Its status.</param>
/// <param name="Content">Its body as it came.</param>
/// <param name="Body">The same as JSON; undefined where it is none.</param>
/// <param name="ETag">The version it states.</param>
/// <param name="Location">Where it leads.</param>
/// <param name="Replayed">Whether it was given before.</param>
public sealed record Answer(string Call, HttpStatusCode Status, string Content, JsonElement Body, string? ETag, string? Location, bool Replayed)
{
    /// <summary>The <c>code</c> of a problem.</summary>
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<JsonElement> Items => [.. Member("items").EnumerateArray()];

    /// <summary>Reads an answer; it may be of any media type.</summary>
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
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return isJson ? answer with { Body = Members.Parse(content, answer) } : answer;
    }

    /// <summary>The answer, if it has the status, and the code where one is named.</summary>
    public Answer Is(HttpStatusCode status, string? code = null)
    {
        Assert.True(Status == status && (code is null || Code == code), $"{(int)status} {code ?? status.ToString()} was expected of {this}");
        return this;
    }

    /// <summary>A member, or a member of a member.</summary>
    public JsonElement Member(params string[] path) => Members.Find(Body, path, this);

    /// <summary>A text member, or that of a member.</summary>
    public string Text(params string[] path) => Member(path) is { ValueKind: JsonValueKind.String or JsonValueKind.Null } text
        ? text.GetString()!
        : throw new XunitException($"{string.Join('.', path)} is no text in {this}");

    /// <summary>The call, the status and the body, cut.</summary>
    public override string ToString() => $"{Call}: {(int)Status} {Status}{(Replayed ? ", replayed" : "")}\n{Members.Cut(Content)}";
}

/// <summary>Reading JSON that may not be what a test expects.</summary>
internal static class Members
{
    private const int MostShown = 800;

    /// <summary>The method and path an answer is for.</summary>
    public static string Call(HttpResponseMessage response) => $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.PathAndQuery}";

    /// <summary>As much of a body as is shown.</summary>
    public static string Cut(string content) => content.Length <= MostShown ? content : $"{content[..MostShown]}…";

    /// <summary>A body as JSON.</summary>
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

    /// <summary>A member by its path.</summary>
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
