using System.Text.Json;
using TalentPass.Functions.Tests.LocalHost;

namespace TalentPass.Functions.Tests.Telemetry;

/// <summary>Everything that the product logged and exported while it ran a whole story in a separate process.</summary>
/// <param name="Personal">The personal data in the story.</param>
/// <param name="Console">The JSON lines on the console, each with all its members, unescaped.</param>
/// <param name="Traces">The exported traces.</param>
/// <param name="Figures">The exported metrics.</param>
/// <param name="Logs">The exported log records.</param>
internal sealed record LoggedStory(PersonalData Personal, string Console, string Traces, string Figures, string Logs)
{
    /// <summary>
    /// Runs the product at the most detailed log level, plays the story, and stops the product in an orderly way.
    /// </summary>
    /// <param name="connection">The storage account.</param>
    /// <param name="whole">False: only the beginning of the story.</param>
    /// <param name="settings">More settings, <c>--Name value</c>.</param>
    public static async Task<LoggedStory> WriteAsync(string connection, bool whole, params string[] settings)
    {
        await using var collector = await TelemetryCollector.StartAsync();
        using var folder = new TemporaryFolder();
        await using var run = new LocalRunProcess(
            folder.Path,
            [
                "--port", "0", "--no-azurite", "--TalentPassStorage", connection, "--AzureWebJobsStorage", connection,
                "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "--Logging:LogLevel:Default", "Trace", .. settings,
            ]);
        await run.UntilShownAsync();
        var panel = run.Output.Length;
        using var http = new HttpClient { BaseAddress = run.Address, Timeout = TimeSpan.FromSeconds(60) };
        var story = new PersonalStory(http, connection, text => run.Output.Contains(text, StringComparison.Ordinal));
        await story.TellAsync(whole);
        if (whole)
        {
            await Eventually.HoldsAsync(
                () => run.Output.Contains("was quarantined", StringComparison.Ordinal), "the message nobody understands is noted");
        }

        run.Signal("TERM");
        Assert.Equal(0, await run.EndAsync());

        // The start panel shows demo accounts and a code to the developer, so it is left out. The lines after it are the log.
        var lines = run.Output[..panel].Split('\n').Where(line => line.StartsWith('{'))
            .Concat(run.Output[panel..].Split('\n').Where(line => line.Trim() is { Length: > 0 } text && !text.StartsWith('╰')));
        return new LoggedStory(
            story.Personal,
            string.Join('\n', lines.Select(Unescaped)),
            collector.Text("traces"),
            collector.Text("metrics"),
            collector.Text("logs"));
    }

    // JSON writes Chinese characters as \u escapes. The search could not find them in that form.
    private static string Unescaped(string line)
    {
        using var json = JsonDocument.Parse(line);
        return string.Join(' ', Texts(json.RootElement));
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Texts(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [element.GetString()!],
        _ => [element.GetRawText()],
    };
}
