using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Passes.Cards;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Passes;

/// <summary>Registers passes.</summary>
public static class PassRegistration
{
    /// <summary>Adds issuing, showing, freezing and revoking passes, and their printed cards.</summary>
    public static IHostApplicationBuilder AddPasses(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWireJson(PassesWireJson.Default);
        services.AddWireJson(CardsWireJson.Default);
        services.TryAddSingleton<TalentRows>();
        services.TryAddSingleton<TalentStore>();
        services.TryAddSingleton<PassStore>();
        services.TryAddSingleton<RecentPasses>();
        services.TryAddSingleton<PresentPasses>();
        services.TryAddSingleton<StatusIndexes>();
        services.TryAddSingleton<StatusBell>();
        services.TryAddSingleton<IssuePass>();
        services.TryAddSingleton<ReadPass>();
        services.TryAddSingleton<ChangePass>();
        services.TryAddSingleton<BindDeviceKey>();
        services.TryAddSingleton<CardStore>();
        services.TryAddSingleton<IssueCard>();
        services.TryAddSingleton<ReadCards>();
        services.TryAddSingleton<RevokeCard>();
        services.TryAddSingleton<PublishStatusLists>();
        return builder;
    }
}
