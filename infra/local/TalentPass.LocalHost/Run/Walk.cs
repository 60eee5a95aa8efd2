using Spectre.Console;

namespace TalentPass.LocalHost.Run;

/// <summary>Runs the whole story against the running app and prints each step with ✓ or ✗.</summary>
internal sealed class Walk(AppClient app, IAnsiConsole console, TimeProvider time)
{
    /// <summary>Runs every step until one fails.</summary>
    /// <returns>Whether all steps succeeded.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var story = new WalkStory(app, time, cancellation);
        var begun = time.GetTimestamp();
        foreach (var step in story.Steps)
        {
            var stepBegun = time.GetTimestamp();
            try
            {
                var saw = await step.RunAsync();
                console.MarkupLineInterpolated($"[green]✓[/] {step.Title} [grey]{saw} · {time.GetElapsedTime(stepBegun).TotalMilliseconds:F0} ms[/]");
            }
            catch (Exception fault) when (fault is WalkException or HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                console.MarkupLineInterpolated($"[red]✗[/] {step.Title} [red]{fault.Message}[/]");
                console.MarkupLineInterpolated($"这一步没有成立 This step did not hold; {story.Steps.Count} steps in all.");
                return false;
            }
        }
        console.MarkupLineInterpolated($"[green]全部成立 All {story.Steps.Count} steps held[/] in {time.GetElapsedTime(begun).TotalSeconds:F1} s.");
        return true;
    }
}

/// <summary>One step of the story.</summary>
/// <param name="Title">The step's title, in Chinese and English.</param>
/// <param name="RunAsync">Runs the step and returns in a few words what it saw. Throws <see cref="WalkException"/> when the
/// step fails.</param>
internal sealed record WalkStep(string Title, Func<Task<string>> RunAsync);

/// <summary>A step failed. The message says what was expected and what came.</summary>
internal sealed class WalkException(string message) : Exception(message);
