using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Notifications.Sending;

/// <summary>
/// Rings again for notices that were not finished in time: a message was lost, a channel was away, or the quiet hours are over. It rings
/// only while the queue is not deep.
/// </summary>
public sealed partial class SweepNotices(
    TalentsTable table, NoticeLedger ledger, SweepOptions options, RandomSource random, TimeProvider time, ILogger<SweepNotices> log)
{
    private const int Page = 500;
    private const int RowsPerShard = 2000;
    private const int PerLook = 200;
    private static readonly TimeSpan _again = TimeSpan.FromMinutes(2);
    private readonly RunningRange _rows = new(table, Page, RowsPerShard);

    /// <summary>Sweeps shards. One call for a shard without rows. Throws at the end when a row failed; all others were worked on.</summary>
    /// <returns>How many messages were sent.</returns>
    public async Task<int> RunAsync(IReadOnlyCollection<string> shards, CancellationToken cancel)
    {
        var apart = new Isolation("Notices", log);
        var (rung, room) = (0, 0);
        foreach (var shard in shards)
        {
            var (from, before) = NoticeOutbox.Range;
            await foreach (var page in _rows.ReadAsync(shard, from, before, cancel))
            {
                var (now, serverTime) = (time.GetUtcNow(), page.ServerTime ?? DateTimeOffset.MinValue);
                foreach (var due in page.Rows.Select(row => apart.TryRead(row.RowKey, () => NoticeOutbox.Due(row, now, serverTime, options.FirstPatience))).OfType<NoticeAddedV1>())
                {
                    room = room > 0 ? room : await ledger.WaitingAsync(cancel) < options.DeepQueue ? PerLook : 0;
                    if (room <= 0)
                    {
                        return rung;
                    }

                    rung += await apart.TryAsync(due.Outbox, () => RingAsync(due, cancel)) ? 1 : 0;
                    room--;
                }
            }
        }

        if (rung > 0)
        {
            Log.Swept(log, rung);
        }

        apart.End();
        return rung;
    }

    // The write fails when somebody has finished meanwhile.
    private async Task RingAsync(NoticeAddedV1 due, CancellationToken cancel)
    {
        await ledger.SendAsync(due, cancel);
        var waits = NoticeOutbox.Waits(due.TalentId, due.Outbox, time.GetUtcNow() + _again);
        await table.CommitAsync(new Transaction(waits.PartitionKey, OperationId.New(random)).Merge(waits, Azure.ETag.All), cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Rang again for {Rung} notices.")]
        public static partial void Swept(ILogger log, int rung);
    }
}
