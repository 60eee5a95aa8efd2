using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Desks;

/// <summary>Registers the desks and the delivery of requests to them.</summary>
public static class DeskRegistration
{
    /// <summary>Adds the desks and their queues.</summary>
    public static IHostApplicationBuilder AddDesks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(DesksWireJson.Default);
        builder.Services.AddWireJson(DeadLettersWireJson.Default);
        builder.Services.TryAddSingleton<DeadLetters>();
        builder.Services.AddWireJson(DeskToolsWireJson.Default);
        builder.Services.AddWireJson(DeskStaffWireJson.Default);
        builder.Services.TryAddSingleton<DeskStaff>();
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
        return builder;
    }
}
