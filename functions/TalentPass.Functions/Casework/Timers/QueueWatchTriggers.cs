using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Storage;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Casework.Timers;

/// <summary>
/// The timer that logs how many messages wait in each queue. Alerts read these log lines
/// (infra/azure/modules/alerts.bicep).
/// </summary>
public sealed partial class QueueWatchTriggers(QueueWatch watch, Unattended unattended, ILogger<QueueWatchTriggers> log)
{
    /// <summary>Runs every five minutes, as often as alerts are evaluated. Logs one line for each queue that is not empty.</summary>
    [Function("WatchQueues")]
    public Task Watch([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => TellAsync(cancel), cancel);

    private async Task TellAsync(CancellationToken cancel)
    {
        var apart = new Isolation("Queues", log);
        foreach (var (queue, count, oldest) in await watch.LookAsync(apart, cancel))
        {
            if (queue.EndsWith(StorageLayout.PoisonSuffix, StringComparison.Ordinal))
            {
                Log.SetAside(log, queue, count, (long)oldest.TotalSeconds);
            }
            else
            {
                Log.Waiting(log, queue, count, (long)oldest.TotalSeconds);
            }
        }

        apart.End();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Queue {Queue} holds {Count} messages, the oldest {Seconds} s old.")]
        public static partial void Waiting(ILogger log, string queue, int count, long seconds);

        [LoggerMessage(2, LogLevel.Error, "Queue {Queue} holds {Count} messages, the oldest {Seconds} s old.")]
        public static partial void SetAside(ILogger log, string queue, int count, long seconds);
    }
}
