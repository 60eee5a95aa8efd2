using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Trust.Keys;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Trust;

/// <summary>The timer that keeps the key ring in order.</summary>
public sealed class TrustTimers(RotateKeys rotate)
{
    /// <summary>Every ten minutes: keys are made a day ahead, so a missed run or ten cost nothing.</summary>
    [Function("RotateKeys")]
    public Task Rotate([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancel) => Unattended.RunAsync(() => rotate.RunAsync(cancel));
}
