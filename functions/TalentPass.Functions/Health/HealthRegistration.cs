using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Health;

/// <summary>Registers the health endpoints and the checks of readiness.</summary>
public static class HealthRegistration
{
    /// <summary>Adds <c>/health/live</c> and <c>/health/ready</c>. Ready checks the start steps, storage and the keys.</summary>
    public static IHostApplicationBuilder AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(HealthJson.Default);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddReadiness("start", services => services.GetRequiredService<StartSteps>().ProbeAsync);
        builder.Services.AddReadiness("storage", services => cancel => FindInStorageAsync(services, cancel));
        builder.Services.AddReadiness("keys", services => async cancel =>
        {
            await services.GetRequiredService<ISessionKeys>().CurrentAsync(cancel);
            return [];
        });
        return builder;
    }

    /// <summary>Adds a check that must pass before the app is ready.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The check's name in the answer, lower case.</param>
    /// <param name="probe">Returns what is missing. It is cancelled after three seconds.</param>
    public static IServiceCollection AddReadiness(this IServiceCollection services, string name, Func<IServiceProvider, ReadinessProbe> probe) =>
        services.AddSingleton(provider => new ReadinessCheck(name, probe(provider)));

    private static async Task<IReadOnlyList<string>> FindInStorageAsync(IServiceProvider services, CancellationToken cancel)
    {
        var missing = await StorageLayout.MissingAsync(services.GetRequiredService<StorageClients>(), cancel);
        return [.. missing.Select(name => $"missing:{name}")];
    }
}
