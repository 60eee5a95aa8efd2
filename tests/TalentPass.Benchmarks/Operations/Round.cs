using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Processes;

namespace TalentPass.Benchmarks.Operations;

/// <summary>One measured round.</summary>
/// <param name="Loop">The calls and their times.</param>
/// <param name="CpuMicroseconds">Processor time of the measured process.</param>
/// <param name="AllocatedBytes">What that process allocated.</param>
/// <param name="Storage">What storage was asked.</param>
internal sealed record Round(LoopResult Loop, long CpuMicroseconds, long AllocatedBytes, StorageUsage Storage)
{
    /// <summary>Prepares an operation and measures it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="callers">How many do it at a time.</param>
    /// <param name="length">How long.</param>
    /// <param name="used">Reads what the measured process has used.</param>
    /// <param name="asked">Reads what storage was asked.</param>
    /// <param name="most">The most times that it is done.</param>
    public static async Task<Round> MeasureAsync(
        Operation operation, int callers, TimeSpan length, Func<Task<ProcessUsage>> used, Func<Task<StorageUsage>> asked, int most = int.MaxValue)
    {
        await operation.PrepareAsync();
        var (askedBefore, usedBefore) = (await asked(), await used());
        var loop = await ClosedLoop.RunAsync(callers, length, Math.Min(most, operation.Most()), operation.RunAsync);
        var (usedAfter, askedAfter) = (await used(), await asked());
        return new Round(
            loop, usedAfter.CpuMicroseconds - usedBefore.CpuMicroseconds, usedAfter.AllocatedBytes - usedBefore.AllocatedBytes, askedAfter - askedBefore);
    }
}

/// <summary>The rounds of one side, and what one operation costs there: the median of the rounds.</summary>
internal sealed class Side
{
    private readonly List<Round> _rounds = [];

    public double Milliseconds => Median(static round => round.Loop.Quantile(0.5));

    public double SlowMilliseconds => Median(static round => round.Loop.Quantile(0.99));

    public double PerSecond => Median(static round => round.Loop.PerSecond);

    public double CpuMicroseconds => Median(static round => round.CpuMicroseconds / (double)round.Loop.Count);

    public double AllocatedKilobytes => Median(static round => round.AllocatedBytes / 1024.0 / round.Loop.Count);

    public double Calls => Median(static round => round.Storage.Calls / (double)round.Loop.Count);

    public double Rows => Median(static round => (round.Storage.RowsRead + round.Storage.RowsWritten) / (double)round.Loop.Count);

    public double Kilobytes => Median(static round => (round.Storage.BytesIn + round.Storage.BytesOut) / 1024.0 / round.Loop.Count);

    public int Errors => _rounds.Sum(static round => round.Loop.Errors);

    public void Add(Round round) => _rounds.Add(round);

    private double Median(Func<Round, double> figure) => Figures.Median(_rounds.Select(figure));
}
