using System.Diagnostics;
using System.Net.Sockets;

namespace TalentPass.Benchmarks.Operations;

/// <summary>What a number of callers did, each with one call at a time, for a while.</summary>
/// <param name="Milliseconds">How long each call took, in ascending order.</param>
/// <param name="Errors">Calls without a success.</param>
/// <param name="Elapsed">How long it lasted.</param>
internal sealed record LoopResult(IReadOnlyList<double> Milliseconds, int Errors, TimeSpan Elapsed)
{
    public int Count => Milliseconds.Count;

    public double PerSecond => Count / Elapsed.TotalSeconds;

    /// <summary>The time that the given share of the calls did not exceed.</summary>
    public double Quantile(double share) => Count == 0 ? double.NaN : Milliseconds[Math.Min(Count - 1, (int)(Count * share))];
}

/// <summary>Runs callers that wait for each answer before they call again.</summary>
internal static class ClosedLoop
{
    /// <summary>Runs for a while, or until a number of calls were made.</summary>
    public static async Task<LoopResult> RunAsync(int callers, TimeSpan length, int most, Func<int, int, Task<bool>> call)
    {
        var (taken, errors, began) = (-1, 0, Stopwatch.GetTimestamp());
        var times = await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            var mine = new List<double>(1024);
            await Task.Yield();
            while (Stopwatch.GetElapsedTime(began) < length && Interlocked.Increment(ref taken) is var n && n < most)
            {
                var at = Stopwatch.GetTimestamp();
                var good = await TryAsync(call, caller, n);
                mine.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                if (!good)
                {
                    Interlocked.Increment(ref errors);
                }
            }

            return mine;
        }));
        return new LoopResult([.. times.SelectMany(static each => each).Order()], errors, Stopwatch.GetElapsedTime(began));
    }

    private static async Task<bool> TryAsync(Func<int, int, Task<bool>> call, int caller, int n)
    {
        try
        {
            return await call(caller, n);
        }
        catch (Exception fault) when (fault is HttpRequestException or SocketException or TaskCanceledException or Azure.RequestFailedException)
        {
            return false;
        }
    }
}
