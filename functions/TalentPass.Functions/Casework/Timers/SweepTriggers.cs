using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Casework.Timers;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Casework.Timers;

/// <summary>The timer that finishes outbox rows after a crash.</summary>
public sealed class SweepTriggers(SweepOutbox sweep, Unattended unattended)
{
    /// <summary>Runs every 30 seconds.</summary>
    [Function("SweepOutbox")]
    public Task Sweep([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => sweep.RunAsync(cancel), cancel);
}
