using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TalentPass.LocalHost.Run;

/// <summary>A person in the story, signed in with a demo account.</summary>
internal sealed class WalkActor(AppClient app, string account, CancellationToken cancellation)
{
    private string? _token;

    /// <summary>The demo account.</summary>
    public string Account { get; } = account;

    /// <summary>Returns a random text that no earlier walk used.</summary>
    public static string Unique() => "walk-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    public async Task SignInAsync()
    {
        var answer = await PostAsync("/sign-in/demo", new JsonObject { ["account"] = Account });
        _token = answer.Require("token");
    }

    public async Task<AppAnswer> GetAsync(string path) => Held(await app.GetAsync("/api/v1" + path, _token, cancellation));

    public async Task<AppAnswer> PostAsync(string path, JsonNode body, params (string Name, string Value)[] headers) =>
        Held(await app.PostAsync("/api/v1" + path, _token, body, cancellation, [.. headers, ("Idempotency-Key", Unique())]));

    private static AppAnswer Held(AppAnswer answer) => (int)answer.Status is >= 200 and < 300
        ? answer
        : throw new WalkException(answer.Story);
}

/// <summary>The checks that a step makes of an answer.</summary>
internal static class WalkExpectations
{
    /// <summary>Returns the text at a path.</summary>
    /// <exception cref="WalkException">There is no text at the path.</exception>
    public static string Require(this AppAnswer answer, string path) =>
        answer[path] is { Length: > 0 } text ? text : throw new WalkException($"{answer.Call} has no {path}");

    /// <summary>Checks that the text at a path is the expected one.</summary>
    /// <exception cref="WalkException">The text is another one.</exception>
    public static void Expect(this AppAnswer answer, string path, string expected)
    {
        if (answer[path] != expected)
            throw new WalkException($"{answer.Call} has {path} \"{answer[path]}\", expected \"{expected}\"");
    }
}
