using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>Moves the announced lines of scans into the log. When a run crashes, the next run does the rest.</summary>
public sealed class FoldScans(TalentsTable talents, StorageClients clients, ScanLog scans, ILogger<FoldScans> log)
{
    private const string Work = "Lines of the scan log";
    private readonly Table _elsewhere = clients.Table(StorageLayout.Scans);

    /// <summary>
    /// Moves the lines that this process has announced now, even while another process does so, for a reader of the log who
    /// expects the newest scan. The key of a line is fixed, so a line that is moved twice stays one line. No storage call when
    /// this process has announced nothing since it last moved lines. The lines of other processes come with the next run.
    /// </summary>
    public async Task NowAsync(CancellationToken cancel)
    {
        // A line that cannot be moved must not keep anybody from reading the log, so this does not throw at the end.
        var apart = new Isolation(Work, log);
        var sixteen = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(scans.Noted, sixteen, async (partition, stop) =>
        {
            if (!await apart.TryAsync(partition, () => FoldAsync(partition, apart, stop)))
            {
                scans.Note(partition);
            }
        });
    }

    /// <summary>
    /// Moves the lines of partitions. One storage call for a partition without lines. When a line fails, all others are moved and
    /// the run throws at the end.
    /// </summary>
    /// <param name="partitions">Shards, and partitions of <see cref="ScanStore.Elsewhere"/>.</param>
    /// <param name="cancel">Stops the run.</param>
    /// <returns>How many lines were moved.</returns>
    public async Task<int> RunAsync(IReadOnlyCollection<string> partitions, CancellationToken cancel)
    {
        var apart = new Isolation(Work, log);
        var carried = 0;
        foreach (var partition in partitions)
        {
            carried += await FoldAsync(partition, apart, cancel);
        }

        apart.End();
        return carried;
    }

    private Task<int> FoldAsync(string partition, Isolation apart, CancellationToken cancel) =>
        scans.FoldAsync(ScanStore.Elsewhere.Contains(partition) ? _elsewhere : talents, partition, apart, cancel);
}
