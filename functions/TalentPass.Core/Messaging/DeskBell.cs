using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Messaging;

/// <summary>
/// Rings a department's queue. A ring that fails is only logged: the outbox row is there, and the sweeper rings again.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="log">Where failures go.</param>
public sealed partial class DeskBell(StorageClients clients, ILogger<DeskBell> log)
{
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

    /// <summary>About how many messages wait. One call.</summary>
    public async Task<int> DepthAsync(string department, CancellationToken cancel) =>
        (await clients.Queue(StorageLayout.DeskQueue(department)).GetPropertiesAsync(cancel)).Value.ApproximateMessagesCount;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue of desk {Department} did not take a message; the sweeper will ring again.")]
        public static partial void RingFailed(ILogger log, string department, Exception exception);
    }
}
