using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>
/// Writes what has to be told, in the transaction of the step that causes it, and rings the sender. A lost message is sent again by
/// the sweep.
/// </summary>
/// <param name="rows">Makes the rows.</param>
/// <param name="clients">Storage, for the queue.</param>
/// <param name="later">Rings without making the answer wait.</param>
/// <param name="random">Makes names of notices.</param>
/// <param name="log">The log for failures.</param>
public sealed partial class NoticeLedger(NoticeRows rows, StorageClients clients, LaterWrites later, RandomSource random, ILogger<NoticeLedger> log)
{
    private readonly MessageQueue _queue = new(clients, StorageLayout.Notifications);

    /// <summary>Adds a notice to a transaction in the person's shard: a row of the ledger and one of the outbox.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="talentId">The talent or guest.</param>
    /// <param name="what">Tells it from other notices of the same moment; null when nobody has to know its id.</param>
    /// <param name="content">What is told.</param>
    /// <returns>The notice, to be rung when the transaction is written.</returns>
    public Notification Add(Transaction transaction, string talentId, string? what, NoticeContent content)
    {
        // In the app it is there at once: the system that the person has chosen to be told by (电子签名法 11, 民法典 137).
        var notice = new Notification(talentId, NoticeRows.Id(content.At, what ?? random.Id(8)), content);
        notice = content.Outside ? notice : notice with { ToldAt = content.At, ToldBy = ChannelNames.App };
        transaction.Add(rows.Row(notice));
        transaction.Add(NoticeOutbox.Row(notice));
        return notice;
    }

    /// <summary>Wakes the sender up for a notice that is stored. Nobody waits for it.</summary>
    public Task RingAsync(Notification notice) => later.StartAsync("notice", async cancel =>
    {
        try
        {
            await SendAsync(new NoticeAddedV1(notice.TalentId, notice.Id, NoticeOutbox.Key(notice.Content.At, notice.TalentId, notice.Id)), cancel);
        }
        catch (StorageException fault)
        {
            Log.RingFailed(log, fault);
        }
    });

    /// <summary>Sends a message that never expires. One call.</summary>
    /// <exception cref="StorageException">The queue did not take it.</exception>
    public Task SendAsync(NoticeAddedV1 message, CancellationToken cancel) => _queue.SendAsync(NoticeMessages.Write(message), cancel);

    /// <inheritdoc cref="MessageQueue.WaitingAsync"/>
    public Task<int> WaitingAsync(CancellationToken cancel) => _queue.WaitingAsync(cancel);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue of notices did not take a message; the sweep will ring again.")]
        public static partial void RingFailed(ILogger log, Exception exception);
    }
}
