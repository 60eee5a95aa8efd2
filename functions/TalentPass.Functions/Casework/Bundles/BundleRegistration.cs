using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Casework.Bundles;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Bundles;

/// <summary>Registers bundles.</summary>
public static class BundleRegistration
{
    /// <summary>Adds filing and reading of bundles.</summary>
    public static IHostApplicationBuilder AddBundles(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(BundlesWireJson.Default);
        builder.Services.TryAddSingleton<BundleStore>();
        builder.Services.TryAddSingleton<BundleProgress>();
        builder.Services.TryAddSingleton<SubmitBundle>();
        builder.Services.TryAddSingleton<ReadBundle>();
        return builder;
    }
}
