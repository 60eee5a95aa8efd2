using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Timers;

/// <summary>
/// Finds what a crash or a fault has left behind: outbox rows that were not finished, notices that were not sent, lines of scans that are not in the log
/// yet, and looks at many talents. All stand in the shards, so one read of a shard looks for all. Only a run that finds something takes a lease, because in
/// a quiet city leases would cost more than doubled work.
/// </summary>
public sealed class SweepShards(TalentsTable table, SweepOutbox outbox, SweepNotices notices, FoldScans lines, DayLooks looks, TableLease lease, TimeProvider time)
{
    // The most keys of a look. There may be more; then the look does not decide, and all are worked on.
    private const int Look = 100;
    private static readonly TimeSpan _leaseLength = TimeSpan.FromSeconds(60);

    // Scans of passes from elsewhere, and of codes that are nobody's, have partitions of their own. While nobody scans passes of
    // this city, these are looked at less often.
    private static readonly TimeSpan _elsewhereAfter = TimeSpan.FromMinutes(5);
    private DateTimeOffset? _elsewhereAt;

    /// <summary>
    /// Looks at every shard and works on what it finds. 64 storage calls when there is nothing, and 32 more every five minutes.
    /// Throws at the end when something failed; all else was worked on.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var found = new List<(string Shard, bool Outbox, bool Notices, bool Looks, bool Lines)>();
        foreach (var shard in Shard.All)
        {
            found.Add(await LookAsync(shard, cancel));
        }

        string[] unfinished = [.. found.Where(each => each.Outbox).Select(each => each.Shard)];
        string[] untold = [.. found.Where(each => each.Notices).Select(each => each.Shard)];
        string[] seen = [.. found.Where(each => each.Looks).Select(each => each.Shard)];
        string[] announced = [.. found.Where(each => each.Lines).Select(each => each.Shard)];
        var now = time.GetUtcNow();
        var elsewhere = announced.Length > 0 || _elsewhereAt is not { } at || (now - at).Duration() >= _elsewhereAfter;
        if ((unfinished.Length == 0 && untold.Length == 0 && seen.Length == 0 && !elsewhere) || !await lease.TryTakeAsync("sweep", _leaseLength, cancel))
        {
            return;
        }

        try
        {
            await outbox.RunAsync(unfinished, cancel);
        }
        finally
        {
            await notices.RunAsync(untold, cancel);
            await looks.RunAsync(seen, cancel);
            await lines.RunAsync(elsewhere ? [.. announced, .. ScanStore.Elsewhere] : announced, cancel);
            _elsewhereAt = elsewhere ? now : _elsewhereAt;
        }
    }

    // Between the two ranges are only the reminders of years without a calendar.
    private async Task<(string Shard, bool Outbox, bool Notices, bool Looks, bool Lines)> LookAsync(string shard, CancellationToken cancel)
    {
        var (from, before) = (NoticeOutbox.Range.From, ScanLog.Range.Before);
        var rows = (await table.ReadAsync(TableFilter.Range(shard, from, before), Look, cancel, ["RowKey"])).Rows;
        var isFull = rows.Count == Look;
        return (shard, isFull || Has(Outbox.Range.From), isFull || Has(NoticeOutbox.Range.From), isFull || Has(DayLooks.Range.From), isFull || Has(ScanLog.Range.From));

        bool Has(string prefix) => rows.Any(row => row.RowKey.StartsWith(prefix, StringComparison.Ordinal));
    }
}
