using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Scans;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Scans;

/// <summary>The timer that keeps the scan log.</summary>
public sealed class ScanTimers(FoldScans fold)
{
    /// <summary>Every minute: supervision sees a scan within that time.</summary>
    [Function("FoldScans")]
    public Task Fold([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancel) => Unattended.RunAsync(() => fold.RunAsync(cancel));
}
