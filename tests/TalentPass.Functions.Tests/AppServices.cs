using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Functions.Tests;

/// <summary>
/// One app instance without its host: the services that the app registers, on real storage. Nothing runs until a test calls it.
/// A test builds several of them to have several instances.
/// </summary>
internal static class AppServices
{
    /// <summary>Builds the app's services.</summary>
    /// <param name="storage">The storage account.</param>
    /// <param name="prefix">The prefix of the names of tables, queues and containers.</param>
    /// <param name="time">The clock; null for the machine's clock.</param>
    /// <param name="faults">The faults of storage calls; null for no faults.</param>
    /// <param name="masterKey">The master key; null for a key of zeros.</param>
    /// <param name="replace">Replaces services of the app with the test's own.</param>
    public static ServiceProvider Build(
        string storage,
        string prefix = "",
        TimeProvider? time = null,
        StorageFaults? faults = null,
        byte[]? masterKey = null,
        Action<IServiceCollection>? replace = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["KeyRing:Key"] = Convert.ToBase64String(masterKey ?? new byte[MasterKey.Length]),
            ["Seeds:Path"] = Path.Combine(AppContext.BaseDirectory, "seeds"),
        });
        builder.AddTalentPass();
        builder.Services.Replace(ServiceDescriptor.Singleton(time ?? TimeProvider.System));
        builder.Services.Replace(ServiceDescriptor.Singleton(new StorageOptions
        {
            ConnectionString = storage,
            NamePrefix = prefix,
            Transport = faults,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            // On a busy machine storage is slow, and these tests are about something else.
            NetworkTimeout = TimeSpan.FromSeconds(30),
        }));
        replace?.Invoke(builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Uses the seed catalogue as the published one. The catalogue is not read from storage.</summary>
    public static IServiceCollection WithSeedCatalogue(this IServiceCollection services) => services
        .Replace(ServiceDescriptor.Singleton<CurrentCatalogue>(_ => ValueTask.FromResult(SeedCatalogue.Published)))
        .Replace(ServiceDescriptor.Singleton<ServiceOf>((service, _, _) => ValueTask.FromResult(SeedCatalogue.Published.Content.Service(service)!)));
}
