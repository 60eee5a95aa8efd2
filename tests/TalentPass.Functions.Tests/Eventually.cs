using System.Diagnostics;

namespace TalentPass.Functions.Tests;

/// <summary>Waits until a condition is true, with a deadline and without fixed sleeps.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, deadline);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? deadline = null)
    {
        var limit = deadline ?? Deadline;
        var begun = Stopwatch.StartNew();
        while (!await condition())
        {
            if (begun.Elapsed > limit)
                Assert.Fail($"Not within {limit.TotalSeconds} s: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
