using System.Diagnostics;
using System.Globalization;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Tests.Passes.Verifying;

namespace TalentPass.Benchmarks;

/// <summary>
/// Runs <see cref="PassFuzz"/> for long: 10 million inputs by default, on all processors. The tests run it for a short
/// time. The exit code is 1 if the verifier accepts an input or allocates more than 8 KiB for one input.
/// </summary>
internal static class FuzzCommand
{
    public static Task<int> Run(CommandArguments arguments)
    {
        var count = arguments.Number("--count", 10_000_000);
        var seed = (ulong)arguments.Number("--seed", 1);
        var workers = Environment.ProcessorCount;
        var parts = new FuzzReport[workers];
        var started = Stopwatch.GetTimestamp();
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, i =>
            parts[i] = new PassFuzz(seed + (ulong)i).Run(count / workers + (i < count % workers ? 1 : 0)));
        var report = FuzzReport.Sum(parts);
        var elapsed = Stopwatch.GetElapsedTime(started);

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Inputs:n0} inputs, seed {seed}, {elapsed.TotalSeconds:n0} s, {report.Inputs / elapsed.TotalSeconds:n0}/s on {workers} threads"));
        foreach (var reason in Enum.GetValues<PassReason>().Where(reason => report.Reasons[(int)reason] > 0))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {reason.Code(),-18} {report.Reasons[(int)reason],14:n0}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"exceptions 0, accepted {report.Accepted.Count}, most allocated for one input {report.MostAllocated:n0} bytes"));
        foreach (var text in report.Accepted.Take(10))
        {
            Console.WriteLine($"  accepted: {text}");
        }

        return Task.FromResult(report.Accepted.Count == 0 && report.MostAllocated <= 8 * 1024 ? 0 : 1);
    }
}
