using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>Carries announced scans into the log, every minute. A crash anywhere is made good by the next run.</summary>
public sealed class FoldScans(TalentsTable talents, StorageClients clients, ScanLog scans, TableLease lease, ILogger<FoldScans> log)
{
    private const string Work = "Lines of the scan log";
    private static readonly TimeSpan _leaseLength = TimeSpan.FromSeconds(90);

    private readonly (Table Table, string Partition)[] _all = All(talents, clients.Table(StorageLayout.Scans));

    /// <summary>
    /// Folds every partition at once, whoever else does: for somebody who looks at the log and wants the scan made just now.
    /// A line's key is its scan's, so carrying it twice changes nothing. 97 calls, sixteen at a time.
    /// </summary>
    public async Task NowAsync(CancellationToken cancel)
    {
        // Who reads the log is not kept from it by a line that cannot be carried.
        var apart = new Isolation(Work, log);
        var sixteen = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel };
        await Parallel.ForEachAsync(_all, sixteen, async (each, stop) => await scans.FoldAsync(each.Table, each.Partition, apart, stop));
    }

    /// <summary>Folds every partition, unless another instance does. 98 calls when there is nothing to fold. Throws at the end when a line could not be carried; all others were.</summary>
    /// <returns>How many lines were carried.</returns>
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
