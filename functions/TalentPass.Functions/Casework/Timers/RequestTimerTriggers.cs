using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Casework.Timers;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Casework.Timers;

/// <summary>
/// The timer of the legal deadlines: it takes the steps that the law prescribes when nobody acts, such as deemed
/// acceptance.
/// </summary>
public sealed class RequestTimerTriggers(RunTimers timers, Unattended unattended)
{
    /// <summary>
    /// Runs every hour, five minutes past. A legal day begins at 00:00 +08:00. A later run takes the steps of a run that
    /// was missed.
    /// </summary>
    [Function("RunTimers")]
    public Task Run([TimerTrigger("0 5 * * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => timers.RunAsync(cancel), cancel);
}
