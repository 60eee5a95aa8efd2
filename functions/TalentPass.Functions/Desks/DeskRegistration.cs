using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Desks;
using TalentPass.Core.Messaging;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Desks;

/// <summary>Registers the desks and what brings requests to them.</summary>
public static class DeskRegistration
{
    /// <summary>Adds the desks, their queues and the sweeper.</summary>
    public static IHostApplicationBuilder AddDesks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(DesksWireJson.Default);
        builder.Services.AddWireJson(DeadLettersWireJson.Default);
        builder.Services.TryAddSingleton<DeadLetters>();
        builder.Services.AddWireJson(DeskToolsWireJson.Default);
        builder.Services.TryAddSingleton<DeskStore>();
        builder.Services.TryAddSingleton<DeskBell>();
        builder.Services.TryAddSingleton<DeskProjection>();
        builder.Services.TryAddSingleton<DeliverToDesk>();
        builder.Services.TryAddSingleton<DeskRenderer>();
        builder.Services.TryAddSingleton<ReadDesk>();
        builder.Services.TryAddSingleton<SearchDesk>();
        builder.Services.TryAddSingleton<ExportDesk>();
        builder.Services.TryAddSingleton<ActAtDesk>();
        builder.Services.TryAddSingleton<ActOnMany>();
        builder.Services.TryAddSingleton<TableLease>();
        builder.Services.TryAddSingleton(_ => new SweepOptions(
            builder.Configuration.GetValue("Sweep:FirstPatience", SweepOptions.Default.FirstPatience),
            builder.Configuration.GetValue("Sweep:DeepQueue", SweepOptions.Default.DeepQueue)));
        builder.Services.TryAddSingleton<SweepOutbox>();
        builder.Services.TryAddSingleton<QueueWatch>();
        return builder;
    }
}
