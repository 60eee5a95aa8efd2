using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Notifications;

/// <summary>The queue trigger that sends notices on the channels of their people.</summary>
public sealed partial class NoticeQueueTriggers(SendNotices send, Unattended unattended, ILogger<NoticeQueueTriggers> log)
{
    // About four minutes, in which instances of two versions work side by side.
    private const int MostAttempts = 8;

    /// <summary>Sends a notice. The ledger and the outbox hold everything, so a message that cannot be read is done with.</summary>
    [Function("SendNotice")]
    public Task Send([QueueTrigger("notifications", Connection = "TalentPassStorage")] QueueMessage message, CancellationToken cancel) =>
        unattended.RunAsync(() => RunAsync(message, cancel), cancel);

    private Task RunAsync(QueueMessage message, CancellationToken cancel)
    {
        if (NoticeMessages.Read(message.Body.ToString(), out var isLater) is { } notice)
        {
            return send.RunAsync(notice, cancel);
        }

        if (isLater && message.DequeueCount < MostAttempts)
        {
            throw new UnattendedException("A message of a later version is left to an instance of a newer app.");
        }

        Log.Unreadable(log);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A message of the queue of notices cannot be read. The sweep rings again for what is not told.")]
        public static partial void Unreadable(ILogger log);
    }
}
