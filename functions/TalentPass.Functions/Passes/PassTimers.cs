using Microsoft.Azure.Functions.Worker;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Passes;

/// <summary>The timer that keeps the status lists up to date.</summary>
public sealed class PassTimers(PublishStatusLists publish, Unattended unattended)
{
    /// <summary>Runs every 15 seconds, and once when the app starts so that the lists can be fetched from then on.</summary>
    [Function("PublishStatusLists")]
    public Task Publish([TimerTrigger("*/15 * * * * *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancel) => unattended.RunAsync(() => publish.RunAsync(cancel), cancel);
}
