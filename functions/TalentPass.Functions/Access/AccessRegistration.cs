using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Access;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Access;

/// <summary>Registers the access log: who read the data of which talent.</summary>
public static class AccessRegistration
{
    /// <summary>Adds the services that read the access log.</summary>
    public static IHostApplicationBuilder AddAccess(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(AccessWireJson.Default);
        builder.Services.TryAddSingleton<AccessLog>();
        return builder;
    }
}
