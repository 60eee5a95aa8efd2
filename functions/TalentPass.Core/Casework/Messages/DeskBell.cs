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

    /// <inheritdoc cref="MessageQueue.SendAsync"/>
    public Task SendAsync(string department, string message, CancellationToken cancel) => Of(department).SendAsync(message, cancel);

    /// <inheritdoc cref="MessageQueue.WaitingAsync"/>
    public Task<int> WaitingAsync(string department, CancellationToken cancel) => Of(department).WaitingAsync(cancel);

    private MessageQueue Of(string department) => new(clients, StorageLayout.DeskQueue(department));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue of desk {Department} did not take a message; the sweeper will ring again.")]
        public static partial void RingFailed(ILogger log, string department, Exception exception);
    }
}
