using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Scans;
using TalentPass.Core.Talents.Guests;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Scans;

/// <summary>Registers scans.</summary>
public static class ScanRegistration
{
    /// <summary>Adds scanning and scanners.</summary>
    public static IHostApplicationBuilder AddScans(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWireJson(ScansWireJson.Default);
        services.AddWireJson(DevicesWireJson.Default);
        services.AddWireJson(LookUpsWireJson.Default);
        services.TryAddSingleton<ScanIds>();
        services.TryAddSingleton<ScanLog>();
        services.TryAddSingleton<FoldScans>();
        services.TryAddSingleton<ScanStore>();
        services.TryAddSingleton<DeviceStore>();
        services.TryAddSingleton<ManageDevices>();
        services.TryAddSingleton<ScanJudge>();
        services.TryAddSingleton<ScanCode>();
        services.TryAddSingleton<LookUpTalent>();
        services.TryAddSingleton<ReadScan>();
        services.TryAddSingleton<GuestStore>();
        services.TryAddSingleton<FindGuest>();
        services.TryAddSingleton<WhoFiles>();
        return builder;
    }
}
