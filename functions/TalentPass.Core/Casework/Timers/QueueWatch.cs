using Azure;
using Azure.Storage.Queues;
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
        foreach (var name in StorageLayout.Queues.SelectMany(queue => (string[])[queue, queue + StorageLayout.PoisonSuffix]))
        {
            await apart.TryAsync(async () =>
            {
                if (await LookAsync(name, cancel) is { } found)
                {
                    waiting.Add(found);
                }
            });
        }

        return waiting;
    }

    private async Task<WaitingQueue?> LookAsync(string name, CancellationToken cancel)
    {
        var queue = clients.Queue(name);
        try
        {
            var count = (await queue.GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount;
            return count == 0 ? null : new WaitingQueue(name, count, await AgeAsync(queue, cancel));
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // In a local run a poison queue does not exist before its first message.
            return null;
        }
    }

    private async Task<TimeSpan> AgeAsync(QueueClient queue, CancellationToken cancel)
    {
        var head = (await queue.PeekMessageAsync(cancel)).Value;
        return head?.InsertedOn is { } since && time.GetUtcNow() - since is { Ticks: > 0 } age ? age : TimeSpan.Zero;
    }
}
