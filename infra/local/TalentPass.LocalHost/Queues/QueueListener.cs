using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.LocalHost.Invocation;

namespace TalentPass.LocalHost.Queues;

/// <summary>
/// Polls one queue and runs its function for each message, as the listener of
/// Microsoft.Azure.WebJobs.Extensions.Storage.Queues does. It runs a batch at once and receives another when few enough
/// messages are still running. When the queue is empty it waits longer and longer.
/// </summary>
internal sealed partial class QueueListener : ITriggerListener
{
    private readonly QueueFunction _function;
    private readonly QueueClient _queue;
    private readonly PoisonQueue? _poison;
    private readonly QueueSettings _settings;
    private readonly FunctionInvoker _invoker;
    private readonly IServiceScopeFactory _scopes;
    private readonly HostStop _stop;
    private readonly TimeProvider _time;
    private readonly ILogger<QueueListener> _logger;
    private readonly PollingBackOff _backOff;
    private bool _isAway;

    public QueueListener(
        QueueFunction function,
        QueueConnections connections,
        HostJson hostJson,
        FunctionInvoker invoker,
        IServiceScopeFactory scopes,
        HostStop stop,
        TimeProvider time,
        ILogger<QueueListener> logger)
    {
        var service = connections.Find(function.Name, function.Connection);
        _function = function;
        _queue = service.GetQueueClient(function.Queue);
        _poison = PoisonQueue.Of(function.Queue, service);
        _settings = hostJson.Queues;
        _invoker = invoker;
        _scopes = scopes;
        _stop = stop;
        _time = time;
        _logger = logger;
        _backOff = new PollingBackOff(_settings.MaxPollingInterval);
    }

    public string Function => _function.Name;

    // The queue is created at the first poll that misses it. So storage that is away does not keep the host from starting.
    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task RunAsync()
    {
        var running = new List<Task>();
        while (!_stop.Stopping.IsCancellationRequested)
        {
            var batch = await ReceiveAsync();
            running.AddRange(batch.Select(message => Task.Run(() => ProcessAsync(message), CancellationToken.None)));
            if (batch.Length == 0)
                await PauseAsync(Task.Delay(_backOff.Next(), _time, _stop.Stopping));
            else
                _backOff.Reset();
            running.RemoveAll(run => run.IsCompleted);
            while (running.Count > _settings.NewBatchThreshold && !_stop.Stopping.IsCancellationRequested)
            {
                await PauseAsync(Task.WhenAny(running).WaitAsync(_stop.Stopping));
                running.RemoveAll(run => run.IsCompleted);
            }
        }
        await Task.WhenAll(running);
    }

    private static async Task PauseAsync(Task pause) => await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            // A stop does not cancel this call: messages whose receipt is lost would stay hidden for ten minutes.
            var batch = (await _queue.ReceiveMessagesAsync(_settings.BatchSize, MessageRenewal.Hidden, _stop.Abandon)).Value;
            _isAway = false;
            return batch;
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await TryAsync(() => _queue.CreateIfNotExistsAsync(cancellationToken: _stop.Abandon));
            return [];
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever went wrong, and be it an answer that nobody can read, the queue is asked again. The log tells it once.
            if (!_isAway)
                Log.NotReceived(_logger, fault, _queue.Name);
            _isAway = true;
            return [];
        }
    }

    private async Task ProcessAsync(QueueMessage raw)
    {
        if (_stop.Stopping.IsCancellationRequested)
        {
            await TryAsync(() => _queue.UpdateMessageAsync(raw.MessageId, raw.PopReceipt, visibilityTimeout: TimeSpan.Zero));
            return;
        }
        if (_poison is not null && raw.DequeueCount > _settings.MaxDequeueCount)
        {
            // Every receiver of this message ended without handing it back, so it would end this process too.
            await SetAsideAsync(raw, raw.PopReceipt, "was received too often");
            return;
        }
        if (MessageContent.Decode(raw, _settings.Base64) is not { } message)
        {
            // Without a poison queue the message stays hidden. One look every ten minutes does no harm.
            if (_poison is not null)
                await SetAsideAsync(raw, raw.PopReceipt, "is not base64");
            return;
        }
        var (held, receipt) = await InvokeAsync(message);
        if (held)
            await TryAsync(() => _queue.DeleteMessageAsync(raw.MessageId, receipt));
        else if (_poison is not null && raw.DequeueCount >= _settings.MaxDequeueCount)
            await SetAsideAsync(raw, receipt, "failed too often");
        else
            await TryAsync(() => _queue.UpdateMessageAsync(raw.MessageId, receipt, visibilityTimeout: _settings.VisibilityTimeout));
    }

    private async Task<(bool Held, string Receipt)> InvokeAsync(QueueMessage message)
    {
        await using var renewal = new MessageRenewal(_queue, message, _time, _logger);
        await using var scope = _scopes.CreateAsyncScope();
        var held = await _invoker.TryInvokeAsync(
            _function, scope.ServiceProvider, parameter => MessageContent.As(message, parameter.ParameterType), _ => Task.CompletedTask, _stop.Abandon);
        await renewal.DisposeAsync();
        return (held, renewal.Receipt);
    }

    private async Task SetAsideAsync(QueueMessage raw, string receipt, string why)
    {
        // The message is copied first and deleted then. If the process ends in between there are two, never none.
        if (!await TryAsync(() => _poison!.AddAsync(raw)))
            return;
        Log.SetAside(_logger, raw.MessageId, _queue.Name, why);
        await TryAsync(() => _queue.DeleteMessageAsync(raw.MessageId, receipt));
    }

    private async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == QueueErrorCode.MessageNotFound || fault.ErrorCode == QueueErrorCode.PopReceiptMismatch)
        {
            // Another receiver has the message, or has deleted it.
            return false;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.CallFailed(_logger, fault, _queue.Name);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(20, LogLevel.Warning, "Queue {Queue} could not be read; it is asked again until it can")]
        public static partial void NotReceived(ILogger logger, Exception fault, string queue);

        [LoggerMessage(21, LogLevel.Warning, "A call to queue {Queue} failed; its message comes back when its hiding ends")]
        public static partial void CallFailed(ILogger logger, Exception fault, string queue);

        [LoggerMessage(22, LogLevel.Error, "Message {MessageId} of {Queue} {Why}; it is in the poison queue now")]
        public static partial void SetAside(ILogger logger, string messageId, string queue, string why);
    }
}
