using Azure.Storage.Queues.Models;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Timers;

/// <summary>The messages that wait in a queue.</summary>
/// <param name="Queue">
/// The queue's name in <see cref="StorageLayout"/>; with <c>-poison</c> for the messages the host gave up on.
/// </param>
/// <param name="Count">The approximate number of messages, with the hidden ones.</param>
/// <param name="Oldest">How long the first visible message has waited; zero when all are hidden.</param>
public sealed record WaitingQueue(string Queue, int Count, TimeSpan Oldest);

/// <summary>
/// Looks at every queue and its poison queue, for alerts. It is needed because the storage service's own metrics do not tell how
/// old the messages are.
/// </summary>
/// <param name="clients">The storage clients.</param>
/// <param name="time">The clock.</param>
public sealed class QueueWatch(StorageClients clients, TimeProvider time)
{
    /// <summary>Finds the queues that are not empty. One call for each queue, and one more for each that is not empty.</summary>
    /// <param name="apart">Isolates the queues, so that an error at one queue does not hide the others.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<IReadOnlyList<WaitingQueue>> LookAsync(Isolation apart, CancellationToken cancel)
    {
        var waiting = new List<WaitingQueue>();
        var answers = true;
        foreach (var name in StorageLayout.Queues.SelectMany(queue => (string[])[queue, queue + StorageLayout.PoisonSuffix]))
        {
            try
            {
                await apart.TryAsync(name, async () =>
                {
                    if (await LookAsync(name, cancel) is { } found)
                    {
                        waiting.Add(found);
                    }
                });
            }
            catch (StorageException away) when (answers && away.Failure == StorageFailure.Unavailable)
            {
                // One queue may be out of order alone. At the second one storage is away, and the run ends.
                answers = false;
                apart.PassOver(name, away);
            }
        }

        return waiting;
    }

    // Reads without decoding: one message that is not base64 would fail the read of its whole queue.
    private Task<WaitingQueue?> LookAsync(string name, CancellationToken cancel) => StorageCall.TryAsync<WaitingQueue?>(
        async token =>
        {
            var queue = clients.RawQueue(name);
            var count = (await queue.GetPropertiesAsync(token)).Value.ApproximateMessagesCount;
            return count == 0 ? null : new WaitingQueue(name, count, Age((await queue.PeekMessageAsync(token)).Value));
        },
        // In a local run a poison queue does not exist before its first message.
        otherwise: null,
        cancel);

    private TimeSpan Age(PeekedMessage? head) =>
        head?.InsertedOn is { } since && time.GetUtcNow() - since is { Ticks: > 0 } age ? age : TimeSpan.Zero;
}
