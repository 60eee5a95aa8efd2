using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace TalentPass.LocalHost.Queues;

/// <summary>Keeps a message hidden from other receivers while its function runs.</summary>
internal sealed partial class MessageRenewal : IAsyncDisposable
{
    /// <summary>How long a received message stays hidden. The Functions host has the same fixed value.</summary>
    public static readonly TimeSpan Hidden = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _loop;

    public MessageRenewal(QueueClient queue, QueueMessage message, TimeProvider time, ILogger logger)
    {
        Receipt = message.PopReceipt;
        _loop = RenewAsync(queue, message.MessageId, time, logger);
    }

    /// <summary>The pop receipt that is valid now.</summary>
    public string Receipt { get; private set; }

    /// <summary>Ends the renewal. <see cref="Receipt"/> does not change afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended.IsCancellationRequested)
            return;
        await _ended.CancelAsync();
        await _loop;
        _ended.Dispose();
    }

    private async Task RenewAsync(QueueClient queue, string id, TimeProvider time, ILogger logger)
    {
        var pause = Hidden / 2;
        try
        {
            while (true)
            {
                await Task.Delay(pause, time, _ended.Token);
                try
                {
                    // Not cancelled half-way, because the response carries the only receipt that is still valid.
                    var renewed = await queue.UpdateMessageAsync(id, Receipt, visibilityTimeout: Hidden, cancellationToken: CancellationToken.None);
                    Receipt = renewed.Value.PopReceipt;
                    pause = Hidden / 2;
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    Log.NotRenewed(logger, fault, queue.Name, id);
                    pause = AfterFault;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The function has ended.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(24, LogLevel.Warning, "Message {MessageId} of {Queue} could not be kept hidden; it may be delivered twice")]
        public static partial void NotRenewed(ILogger logger, Exception fault, string queue, string messageId);
    }
}
