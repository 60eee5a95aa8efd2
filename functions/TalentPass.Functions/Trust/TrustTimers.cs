using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Trust.Keys;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Trust;

/// <summary>The timer that rotates the keys of the key ring.</summary>
public sealed class TrustTimers(RotateKeys rotate, Unattended unattended)
{
    /// <summary>
    /// Runs every ten minutes. Keys are made ahead of their time, so a missed run costs nothing as long as one run an hour
    /// succeeds.
    /// </summary>
    [Function("RotateKeys")]
    public Task Rotate([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => rotate.RunAsync(cancel), cancel);
}
