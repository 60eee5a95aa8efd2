using Microsoft.Extensions.Hosting;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Health;

/// <summary>Registers the health endpoints.</summary>
public static class HealthRegistration
{
    /// <summary>Adds <c>/health/live</c>.</summary>
    public static IHostApplicationBuilder AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(HealthJson.Default);
        return builder;
    }
}
