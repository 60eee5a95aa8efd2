using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Casework.Timers;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Casework.Timers;

/// <summary>The timer that finishes outbox rows after a crash, and writes scans into the scan log.</summary>
public sealed class SweepTriggers(SweepShards sweep, Unattended unattended)
{
    /// <summary>
    /// Runs every minute. What is 30 seconds old is finished, so within 90 seconds. Supervisors see a scan in the log within about
    /// a minute.
    /// </summary>
    [Function("SweepShards")]
    public Task Sweep([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => sweep.RunAsync(cancel), cancel);
}
