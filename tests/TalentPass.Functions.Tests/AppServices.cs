using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Functions.Tests;

/// <summary>
/// One instance of the app without its host: the services as the app registers them, on real storage. Nothing runs until a
/// test calls it; several of these are several instances.
/// </summary>
internal static class AppServices
{
    /// <summary>Builds the app's services.</summary>
    /// <param name="storage">The storage account.</param>
    /// <param name="prefix">Goes before the names of tables, queues and containers.</param>
    /// <param name="time">The clock; the machine's where none is given.</param>
    /// <param name="faults">What goes wrong with storage calls; nothing where none is given.</param>
    /// <param name="masterKey">The master key; zeros where none is given.</param>
    /// <param name="replace">What the test has instead of the app's own.</param>
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
        }));
        replace?.Invoke(builder.Services);
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>The seeds' catalogue as if published: nothing is read from storage.</summary>
    public static IServiceCollection WithSeedCatalogue(this IServiceCollection services) => services
        .Replace(ServiceDescriptor.Singleton<CurrentCatalogue>(_ => ValueTask.FromResult(SeedCatalogue.Published)))
        .Replace(ServiceDescriptor.Singleton<ServiceOf>((service, _, _) => ValueTask.FromResult(SeedCatalogue.Published.Content.Service(service)!)));
}
