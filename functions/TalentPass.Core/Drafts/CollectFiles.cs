using Microsoft.Extensions.Logging;
using TalentPass.Core.Files;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Drafts;

/// <summary>
/// Deletes files that no request uses, one day after their upload or after a draft with them was last saved. Files that a draft
/// names stay. Costs one storage call for each shard, and about five for each file that is deleted.
/// </summary>
public sealed partial class CollectFiles(TalentsTable table, FileStore files, DraftStore drafts, TableLease lease, TimeProvider time, ILogger<CollectFiles> log)
{
    /// <summary>How long an unused file is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const int Page = 200;
    private const int RowsPerShard = 1000;
    private static readonly TimeSpan _leaseLength = TimeSpan.FromMinutes(10);
    private readonly RunningRange _reminders = new(table, Page, RowsPerShard);

    /// <summary>
    /// Collects files in all shards, at most 1,000 in each; the next run goes on behind them. Does nothing when another instance
    /// holds the lease. A file that fails does not stop the others; its exception is thrown at the end.
    /// </summary>
    /// <returns>The number of due reminders that were handled, including those whose file stays.</returns>
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
            await foreach (var page in _reminders.ReadAsync(shard, from, before, cancel))
            {
                foreach (var row in page.Rows)
                {
                    collected += await apart.TryAsync(row.RowKey, () => files.CollectAsync(shard, row.RowKey, IsHeldAsync, now, cancel)) ? 1 : 0;
                }
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
