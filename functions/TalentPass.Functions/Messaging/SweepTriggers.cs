using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Messaging;

namespace TalentPass.Functions.Messaging;

/// <summary>The timer that finishes what a crash left behind.</summary>
public sealed class SweepTriggers(SweepOutbox sweep)
{
    /// <summary>Every 30 seconds.</summary>
    [Function("SweepOutbox")]
    public Task Sweep([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken cancel) => Unattended.RunAsync(() => sweep.RunAsync(cancel));
}
