using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>
/// Moves the announced lines of scans into the log, every minute. When a run crashes, the next run does the rest.
/// </summary>
public sealed class FoldScans(TalentsTable talents, StorageClients clients, ScanLog log, TableLease lease)
{
    private static readonly TimeSpan _leaseLength = TimeSpan.FromSeconds(90);

    private readonly (Table Table, string Partition)[] _all = All(talents, clients.Table(StorageLayout.Scans));

    /// <summary>
    /// Moves the lines of every partition now, even while another process does so, for a reader of the log who expects the newest
    /// scan. The key of a line is fixed, so a line that is moved twice stays one line. 96 storage calls when there is nothing to
    /// move, sixteen at a time.
    /// </summary>
    public async Task NowAsync(CancellationToken cancel)
    {
        var sixteen = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(_all, sixteen, async (each, stop) => await FoldAsync(each, stop));
    }

    /// <summary>
    /// Moves the lines of every partition, unless another process holds the lease. 98 storage calls when there is nothing to
    /// move.
    /// </summary>
    /// <returns>How many lines were moved.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!await lease.TryTakeAsync("fold-scans", _leaseLength, cancel))
        {
            return 0;
        }

        var carried = 0;
        foreach (var each in _all)
        {
            carried += await FoldAsync(each, cancel);
        }

        return carried;
    }

    private static (Table Table, string Partition)[] All(Table talents, Table scans) =>
        [.. Shard.All.Select(shard => (talents, shard)), .. ScanStore.Elsewhere.Select(partition => (scans, partition))];

    private Task<int> FoldAsync((Table Table, string Partition) where, CancellationToken cancel) =>
        log.FoldAsync(where.Table, where.Partition, cancel);
}
