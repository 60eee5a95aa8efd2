using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Scans;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Scans;

/// <summary>The timer that writes scans into the scan log.</summary>
public sealed class ScanTimers(FoldScans fold, Unattended unattended)
{
    /// <summary>Runs every minute, so supervisors see a scan in the log within about a minute.</summary>
    [Function("FoldScans")]
    public Task Fold([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => fold.RunAsync(cancel), cancel);
}
