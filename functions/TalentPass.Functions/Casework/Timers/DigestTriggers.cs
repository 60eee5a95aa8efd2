using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Casework.Timers;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Casework.Timers;

/// <summary>The timer that sends officers each working morning what is late and what is near its date.</summary>
public sealed class DigestTriggers(MakeDigests digests, Unattended unattended)
{
    /// <summary>
    /// Runs at 08:30, 09:30, 10:30 and 11:30 in Asia/Shanghai (the schedule is UTC). The first run sends everything; the others send what a
    /// mail server did not take.
    /// </summary>
    [Function("SendDigests")]
    public Task Send([TimerTrigger("0 30 0-3 * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => digests.RunAsync(cancel), cancel);
}
