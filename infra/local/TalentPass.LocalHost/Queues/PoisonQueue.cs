using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace TalentPass.LocalHost.Queues;

/// <summary>The queue <c>QUEUE-poison</c> for messages whose every try failed. It keeps them for seven days.</summary>
internal sealed class PoisonQueue
{
    private const string Suffix = "-poison";
    private const int LongestName = 63;
    private readonly QueueClient _queue;

    private PoisonQueue(QueueClient queue) => _queue = queue;

    /// <summary>
    /// Returns the poison queue of a queue; null for a poison queue itself and when the name would be too long, as in the
    /// Functions host.
    /// </summary>
    public static PoisonQueue? Of(string name, QueueServiceClient service) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) || name.Length + Suffix.Length > LongestName
            ? null
            : new PoisonQueue(service.GetQueueClient(name + Suffix));

    /// <summary>Adds an unchanged copy of the message.</summary>
    public async Task AddAsync(QueueMessage message)
    {
        try
        {
            await _queue.SendMessageAsync(message.Body);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await _queue.CreateIfNotExistsAsync();
            await _queue.SendMessageAsync(message.Body);
        }
    }
}
