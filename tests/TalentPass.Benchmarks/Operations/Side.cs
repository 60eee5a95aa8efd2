using TalentPass.Benchmarks.InMemory;

namespace TalentPass.Benchmarks.Operations;

/// <summary>One measured round.</summary>
/// <param name="Loop">The calls and their times.</param>
/// <param name="CpuMicroseconds">Processor time of the process that called storage.</param>
/// <param name="AllocatedBytes">What that process allocated.</param>
/// <param name="Storage">What storage was asked.</param>
internal sealed record Round(LoopResult Loop, long CpuMicroseconds, long AllocatedBytes, StorageUsage Storage);

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
