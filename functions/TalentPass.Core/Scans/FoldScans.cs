using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>Carries announced scans into the log, every minute. A crash anywhere is made good by the next run.</summary>
public sealed class FoldScans(TalentsTable talents, StorageClients clients, ScanLog log, TableLease lease)
{
    private static readonly TimeSpan _leaseLength = TimeSpan.FromSeconds(90);

    private readonly (Table Table, string Partition)[] _all = All(talents, clients.Table(StorageLayout.Scans));

    /// <summary>
    /// Folds every partition at once, whoever else does: for somebody who looks at the log and wants the scan made just now.
    /// A line's key is its scan's, so carrying it twice changes nothing. 97 calls, sixteen at a time.
    /// </summary>
    public async Task NowAsync(CancellationToken cancel)
    {
        var sixteen = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(_all, sixteen, async (each, stop) => await FoldAsync(each, stop));
    }

    /// <summary>Folds every partition, unless another instance does. 98 calls when there is nothing to fold.</summary>
    /// <returns>How many lines were carried.</returns>
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
