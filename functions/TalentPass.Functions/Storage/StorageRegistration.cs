using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Settings;

namespace TalentPass.Functions.Storage;

/// <summary>Registers storage clients, sealing, time and randomness.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds storage as configured: <c>TalentPassStorage</c> (a connection string) or
    /// <c>TalentPassStorage:tableServiceUri</c> and <c>:queueServiceUri</c> with the app's identity; the master key from
    /// <c>KeyRing:Key</c> or <c>KeyRing:KeyFile</c>.
    /// </summary>
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(RandomSource.System);
        services.TryAddSingleton(_ => Options(builder.Configuration));
        services.TryAddSingleton<StorageClients>();
        services.TryAddSingleton(provider => Key(builder.Configuration, provider.GetRequiredService<RandomSource>()));
        services.TryAddSingleton<FieldSealer>();
        services.TryAddSingleton<BlindIndex>();
        services.AddSettingsCheck(StorageMistakes.Find);
        services.AddStartStep(StartStepRegistration.PrepareStorage);
        services.AddHostedService<StartSteps>();
        return builder;
    }

    private static StorageOptions Options(IConfiguration configuration)
    {
        var section = configuration.GetSection("TalentPassStorage");
        var options = new StorageOptions
        {
            ConnectionString = section.Value,
            TableServiceUri = section.GetValue<Uri>("tableServiceUri"),
            QueueServiceUri = section.GetValue<Uri>("queueServiceUri"),
            NamePrefix = section["namePrefix"] ?? "",
        };
        options.Credential = options.TableServiceUri is null ? null : new DefaultAzureCredential();
        return options;
    }

    private static MasterKey Key(IConfiguration configuration, RandomSource random) =>
        configuration["KeyRing:Key"] is { Length: > 0 } text ? MasterKey.FromBase64(text)
        : configuration["KeyRing:KeyFile"] is { Length: > 0 } path ? MasterKey.FromFile(path, random)
        : throw new InvalidOperationException("No master key: set KeyRing:Key (32 bytes, base64) or KeyRing:KeyFile (a path).");
}
