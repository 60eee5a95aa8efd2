using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Casework.Timers;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Casework.Timers;

/// <summary>The timer that lets the law's silence speak.</summary>
public sealed class RequestTimerTriggers(RunTimers timers)
{
    /// <summary>Every hour: a legal day begins at 00:00 +08:00, and what a night missed is done an hour later.</summary>
    [Function("RunTimers")]
    public Task Run([TimerTrigger("0 5 * * * *")] TimerInfo timer, CancellationToken cancel) => Unattended.RunAsync(() => timers.RunAsync(cancel));
}
