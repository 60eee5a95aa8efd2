using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TalentPass.LocalHost;

/// <summary>Runs all queue and timer listeners, and at a stop waits for their running work.</summary>
internal sealed partial class TriggerService(
    IEnumerable<ITriggerListener> listeners, LocalHostOptions options, TimeProvider time, ILogger<TriggerService> logger) : IHostedService
{
    private readonly List<(string Function, Task Loop)> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Log.Starting(logger);
        await Task.WhenAll(listeners.Select(listener => listener.StartAsync(cancellationToken)));
        foreach (var listener in listeners)
            _running.Add((listener.Function, Task.Run(listener.RunAsync, CancellationToken.None)));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_running.Select(entry => entry.Loop)).WaitAsync(options.DrainLimit, time, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            Log.NotDrained(logger, string.Join(", ", _running.Where(entry => !entry.Loop.IsCompleted).Select(entry => entry.Function)));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This is TalentPass's local host for development and tests, not the Azure Functions host")]
        public static partial void Starting(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "Stopped although these functions had not ended: {Functions}")]
        public static partial void NotDrained(ILogger logger, string functions);
    }
}
