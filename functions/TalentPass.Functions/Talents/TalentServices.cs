using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Talents;

/// <summary>Registers talents.</summary>
public static class TalentServices
{
    /// <summary>Adds recording, statuses and search of talents.</summary>
    public static IHostApplicationBuilder AddTalents(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWireJson(TalentsWireJson.Default);
        services.TryAddSingleton<TalentRows>();
        services.TryAddSingleton<TalentStore>();
        services.TryAddSingleton<TalentLookup>();
        services.TryAddSingleton<RegistrationKeys>();
        services.TryAddSingleton<RegisterTalent>();
        services.TryAddSingleton<StatusBell>();
        services.TryAddSingleton<ChangeStatuses>();
        services.TryAddSingleton<ReadTalents>();
        return builder;
    }
}
