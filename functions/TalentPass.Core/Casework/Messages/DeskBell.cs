using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Messages;

/// <summary>
/// Rings a department's queue. A ring that fails is only logged: the outbox row is there, and the sweeper rings again.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="log">Where failures go.</param>
public sealed partial class DeskBell(StorageClients clients, ILogger<DeskBell> log)
{
    private const int MostPeeked = 32;
    private static readonly TimeSpan _never = TimeSpan.FromSeconds(-1);

    /// <summary>Sends a message that does not expire. One call.</summary>
    /// <returns>Whether the queue took it.</returns>
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
    /// How many messages wait to be taken, up to 32. One call. Those a dead host has taken and never finished stay hidden
    /// for ten minutes and must not count: they would hold the sweeper back exactly when it is needed.
    /// </summary>
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
