using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Settings;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Storage;

/// <summary>Registers storage clients, sealing, time and randomness.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds storage, from <c>TalentPassStorage</c> (a connection string), or from <c>TalentPassStorage:tableServiceUri</c>,
    /// <c>:queueServiceUri</c> and <c>:blobServiceUri</c> with the app's identity. Adds the master key from
    /// <c>KeyRing:Key</c> or <c>KeyRing:KeyFile</c>, and the keys before it from <c>KeyRing:FormerKeys</c>.
    /// </summary>
    public static IHostApplicationBuilder AddStorage(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(RandomSource.System);
        var connection = builder.Configuration.GetSection("TalentPassStorage");
        services.TryAddSingleton(_ => Credential(connection));
        services.TryAddSingleton(provider => Options(connection, builder.Configuration.GetSection("Storage"), provider));
        services.TryAddSingleton<StorageClients>();
        services.TryAddSingleton<TalentsTable>();
        services.TryAddSingleton(provider => Key(builder.Configuration, provider.GetRequiredService<RandomSource>()));
        services.TryAddSingleton<FieldSealer>();
        services.TryAddSingleton<RowSeal>();
        services.TryAddSingleton<BlindIndex>();
        services.TryAddSingleton<LaterWrites>();
        services.TryAddSingleton<DayLooks>();
        services.TryAddSingleton<LookRows>();
        services.TryAddSingleton<AuditTrail>();
        services.AddSettingsCheck(provider => StorageMistakes.Find(provider, builder.Environment.IsProduction()));
        services.AddStartStep("storage", StartStepRegistration.PrepareStorage);
        services.AddSingleton<StartSteps>();
        services.AddSingleton(provider => new Unattended(provider.GetRequiredService<StartSteps>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<StartSteps>());
        return builder;
    }

    private static StorageOptions Options(IConfigurationSection connection, IConfigurationSection limits, IServiceProvider services) => new()
    {
        OperationLimit = limits.GetValue("OperationLimit", StorageOptions.Usual.OperationLimit),
        NetworkTimeout = limits.GetValue("AttemptLimit", StorageOptions.Usual.NetworkTimeout),
        ConnectionString = connection.Value,
        TableServiceUri = connection.GetValue<Uri>("tableServiceUri"),
        QueueServiceUri = connection.GetValue<Uri>("queueServiceUri"),
        BlobServiceUri = connection.GetValue<Uri>("blobServiceUri"),
        Credential = connection.Value is { Length: > 0 } ? null : services.GetRequiredService<TokenCredential>(),
        Audience = connection["audience"],
        Transport = services.GetService<HttpPipelineTransport>(),
        NamePrefix = connection["namePrefix"] ?? "",
    };

    // The names are those of the queue triggers' identity-based connections, because triggers and app read the same section.
    private static TokenCredential Credential(IConfigurationSection connection) => connection["credential"] switch
    {
        "managedidentity" => new ManagedIdentityCredential(connection["clientId"] is { Length: > 0 } id
            ? ManagedIdentityId.FromUserAssignedClientId(id)
            : ManagedIdentityId.SystemAssigned),
        _ => new DefaultAzureCredential(),
    };

    private static MasterKey Key(IConfiguration configuration, RandomSource random) =>
        Present(configuration, random).After(MasterKey.FormerFromBase64(configuration["KeyRing:FormerKeys"] ?? ""));

    private static MasterKey Present(IConfiguration configuration, RandomSource random) =>
        configuration["KeyRing:Key"] is { Length: > 0 } text ? MasterKey.FromBase64(text)
        : configuration["KeyRing:KeyFile"] is { Length: > 0 } path ? MasterKey.FromFile(path, random)
        : throw new InvalidOperationException("No master key: set KeyRing:Key (32 bytes, base64) or KeyRing:KeyFile (a path).");
}
