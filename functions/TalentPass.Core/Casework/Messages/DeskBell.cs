using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Messages;

/// <summary>Sends messages to the departments' queues, and looks how many wait there.</summary>
/// <param name="clients">The storage clients.</param>
/// <param name="log">The log for failures.</param>
public sealed partial class DeskBell(StorageClients clients, ILogger<DeskBell> log)
{
    /// <summary>How long a filing waits for the queue. Its request is stored already.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private const int MostPeeked = 32;
    private static readonly TimeSpan _never = TimeSpan.FromSeconds(-1);

    /// <summary>
    /// Sends a message that never expires. A failure is only logged: the caller's request is stored, and the sweeper sends the
    /// message again. One call, for at most <see cref="Limit"/>.
    /// </summary>
    public async Task RingAsync(string department, string message, CancellationToken cancel)
    {
        using var soon = StorageDeadline.Begin(Limit);
        try
        {
            await SendAsync(department, message, cancel);
        }
        catch (Exception exception) when (exception is OperationCanceledException or StorageException)
        {
            Log.RingFailed(log, department, exception);
        }
    }

    /// <summary>Sends a message that never expires. One call.</summary>
    /// <exception cref="StorageException">The queue did not take it.</exception>
    public Task SendAsync(string department, string message, CancellationToken cancel)
    {
        var queue = clients.Queue(StorageLayout.DeskQueue(department));
        return StorageCall.RunAsync(token => queue.SendMessageAsync(message, timeToLive: _never, cancellationToken: token), cancel);
    }

    /// <summary>
    /// The number of visible messages, at most 32. One call. Messages that a dead host took but never finished stay hidden for
    /// ten
    /// minutes. They are not counted, since they would stop the sweeper exactly when it is needed.
    /// </summary>
    /// <exception cref="StorageException">Storage is not available.</exception>
    public async Task<int> WaitingAsync(string department, CancellationToken cancel)
    {
        var queue = clients.RawQueue(StorageLayout.DeskQueue(department));
        return (await StorageCall.RunAsync(token => queue.PeekMessagesAsync(MostPeeked, token), cancel)).Value.Length;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue of desk {Department} did not take a message; the sweeper will ring again.")]
        public static partial void RingFailed(ILogger log, string department, Exception exception);
    }
}
