using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>
/// Moves the announced lines of scans into the log, every minute. When a run crashes, the next run does the rest.
/// </summary>
public sealed class FoldScans(TalentsTable talents, StorageClients clients, ScanLog scans, TableLease lease, ILogger<FoldScans> log)
{
    private const string Work = "Lines of the scan log";
    private static readonly TimeSpan _leaseLength = TimeSpan.FromSeconds(90);

    private readonly (Table Table, string Partition)[] _all = All(talents, clients.Table(StorageLayout.Scans));

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
            var (table, _) = _all.First(each => each.Partition == partition);
            if (!await apart.TryAsync(partition, () => scans.FoldAsync(table, partition, apart, stop)))
            {
                scans.Note(partition);
            }
        });
    }

    /// <summary>
    /// Moves the lines of every partition, unless another process holds the lease. 98 storage calls when there is nothing to
    /// move. When a line fails, all others are moved and the run throws at the end.
    /// </summary>
    /// <returns>How many lines were moved.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!await lease.TryTakeAsync("fold-scans", _leaseLength, cancel))
        {
            return 0;
        }

        var apart = new Isolation(Work, log);
        var carried = 0;
        foreach (var (table, partition) in _all)
        {
            carried += await scans.FoldAsync(table, partition, apart, cancel);
        }

        apart.End();
        return carried;
    }

    private static (Table Table, string Partition)[] All(Table talents, Table scans) =>
        [.. Shard.All.Select(shard => (talents, shard)), .. ScanStore.Elsewhere.Select(partition => (scans, partition))];
}
