using Microsoft.Extensions.Logging;
using TalentPass.Core.Files;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Drafts;

/// <summary>Removes files that no request has used and no draft held for a day. Costs what there is to remove, and one call a shard.</summary>
public sealed partial class CollectFiles(TalentsTable table, FileStore files, DraftStore drafts, TableLease lease, TimeProvider time, ILogger<CollectFiles> log)
{
    /// <summary>How long a file waits to be used.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const int Page = 200;
    private static readonly TimeSpan _leaseLength = TimeSpan.FromMinutes(10);

    /// <summary>Collects in every shard, where the lease is to be had. Throws at the end when a file could not be looked at; all others were.</summary>
    /// <returns>How many files were looked at.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        if (!await lease.TryTakeAsync("collect-files", _leaseLength, cancel))
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var (from, before) = FileStore.PendingBefore(now - Kept);
        var collected = 0;
        var apart = new Isolation("Files no request uses", log);
        foreach (var shard in Shard.All)
        {
            foreach (var row in (await table.ReadAsync(TableFilter.Range(shard, from, before), Page, cancel)).Rows)
            {
                collected += await apart.TryAsync(() => files.CollectAsync(shard, row.RowKey, IsHeldAsync, now, cancel)) ? 1 : 0;
            }
        }

        if (collected > 0)
        {
            Log.Collected(log, collected);
        }

        apart.End();
        return collected;

        async Task<bool> IsHeldAsync(string talentId, string file) => await drafts.HoldsAsync(talentId, file, cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Collected {Count} files that no request uses.")]
        public static partial void Collected(ILogger log, int count);
    }
}
