using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Messages;

/// <summary>
/// Sends messages to the departments' queues. A failure is only logged: the outbox row is stored, and the sweeper sends the
/// message again.
/// </summary>
/// <param name="clients">The storage clients.</param>
/// <param name="log">The log for failures.</param>
public sealed partial class DeskBell(StorageClients clients, ILogger<DeskBell> log)
{
    private const int MostPeeked = 32;
    private static readonly TimeSpan _never = TimeSpan.FromSeconds(-1);

    /// <summary>Sends a message that never expires. One call.</summary>
    /// <returns>Whether the queue accepted the message.</returns>
    public async Task<bool> RingAsync(string department, string message, CancellationToken cancel)
    {
        try
        {
            await clients.Queue(StorageLayout.DeskQueue(department)).SendMessageAsync(message, timeToLive: _never, cancellationToken: cancel);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException || StorageException.From(exception) is not null)
        {
            Log.RingFailed(log, department, exception);
            return false;
        }
    }

    /// <summary>
    /// The number of visible messages, at most 32. One call. Messages that a dead host took but never finished stay hidden for
    /// ten
    /// minutes. They are not counted, since they would stop the sweeper exactly when it is needed.
    /// </summary>
    /// <exception cref="StorageException">Storage is not available.</exception>
    public async Task<int> WaitingAsync(string department, CancellationToken cancel)
    {
        try
        {
            return (await clients.Queue(StorageLayout.DeskQueue(department)).PeekMessagesAsync(MostPeeked, cancel)).Value.Length;
        }
        catch (Exception exception) when (StorageException.From(exception) is { } translated)
        {
            throw translated;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue of desk {Department} did not take a message; the sweeper will ring again.")]
        public static partial void RingFailed(ILogger log, string department, Exception exception);
    }
}
