using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Backup;
using TalentPass.Core.Storage;
using TalentPass.Functions.Settings;

namespace TalentPass.Functions.Backup;

/// <summary>Registers the nightly copy.</summary>
public static class BackupRegistration
{
    private const string Address = "Backup:blobServiceUri";

    /// <summary>
    /// Adds the copy to the account at <c>Backup:blobServiceUri</c>, with the identity of <c>TalentPassStorage</c>. Without this
    /// setting, no copies are made.
    /// </summary>
    public static IHostApplicationBuilder AddBackup(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(services => new BackUp(
            services.GetRequiredService<StorageClients>(),
            services.GetService<CopyContainers>() ?? Containers(builder.Configuration, services),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<BackUp>>()));
        builder.Services.AddSettingsCheck(_ => Mistakes(builder.Configuration[Address]));
        return builder;
    }

    private static CopyContainers? Containers(IConfiguration settings, IServiceProvider services)
    {
        if (settings[Address] is not { Length: > 0 } address)
        {
            return null;
        }

        var options = new BlobClientOptions();
        if (services.GetService<HttpPipelineTransport>() is { } transport)
        {
            options.Transport = transport;
        }

        return CopyContainers.Of(new BlobServiceClient(new Uri(address), services.GetRequiredService<TokenCredential>(), options));
    }

    private static IEnumerable<string> Mistakes(string? address) =>
        string.IsNullOrEmpty(address) || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps)
            ? []
            : [$"{Address.Replace(":", "__", StringComparison.Ordinal)} must be an https address: an identity's token must not travel in the clear."];
}
