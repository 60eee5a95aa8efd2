using Azure;
using Azure.Storage.Queues;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Timers;

/// <summary>What waits in a queue.</summary>
/// <param name="Queue">Its name in <see cref="StorageLayout"/>, with <c>-poison</c> for messages set aside.</param>
/// <param name="Count">About how many messages, hidden ones included.</param>
/// <param name="Oldest">How long the message at the head has waited; zero when all are hidden.</param>
public sealed record WaitingQueue(string Queue, int Count, TimeSpan Oldest);

/// <summary>Looks at every queue and the place where its messages are set aside, for alerts: storage's own metrics know no age.</summary>
/// <param name="clients">Storage.</param>
/// <param name="time">Now.</param>
public sealed class QueueWatch(StorageClients clients, TimeProvider time)
{
    /// <summary>The queues in which something waits. One call a queue, one more where something does.</summary>
    /// <param name="apart">Keeps one queue that cannot be looked at from hiding the others.</param>
    /// <param name="cancel">Stops the look.</param>
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
            // A local run makes a poison queue with its first message.
            return null;
        }
    }

    private async Task<TimeSpan> AgeAsync(QueueClient queue, CancellationToken cancel)
    {
        var head = (await queue.PeekMessageAsync(cancel)).Value;
        return head?.InsertedOn is { } since && time.GetUtcNow() - since is { Ticks: > 0 } age ? age : TimeSpan.Zero;
    }
}
