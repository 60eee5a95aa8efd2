using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Casework.Timers;

/// <summary>Registers the background work on requests.</summary>
public static class TimerRegistration
{
    /// <summary>Adds the legal deadlines, the sweep of the outbox, the watch over the queues and the digests of the morning.</summary>
    public static IHostApplicationBuilder AddTimers(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<TableLease>();
        builder.Services.TryAddSingleton<RunTimers>();
        builder.Services.TryAddSingleton(_ => new SweepOptions(
            builder.Configuration.GetValue("Sweep:FirstPatience", SweepOptions.Default.FirstPatience),
            builder.Configuration.GetValue("Sweep:DeepQueue", SweepOptions.Default.DeepQueue)));
        builder.Services.TryAddSingleton<SweepOutbox>();
        builder.Services.TryAddSingleton<SweepShards>();
        builder.Services.TryAddSingleton<QueueWatch>();
        builder.Services.TryAddSingleton<MakeDigests>();
        return builder;
    }
}
