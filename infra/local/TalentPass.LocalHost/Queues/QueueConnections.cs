using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TalentPass.LocalHost.Queues;

/// <summary>Finds the queue service for the connection name of a trigger.</summary>
internal sealed class QueueConnections(IConfiguration settings, IServiceProvider services, LocalHostOptions options)
{
    /// <summary>
    /// Returns the service of a connection. The connection is a setting <c>NAME</c> or <c>AzureWebJobsNAME</c>, also under
    /// <c>ConnectionStrings</c>. It holds a connection string, or it has <c>NAME__queueServiceUri</c>, which is called with
    /// the app's <see cref="TokenCredential"/>.
    /// </summary>
    /// <exception cref="LocalSetupException">There is no such setting, or no credential for it.</exception>
    public QueueServiceClient Find(string function, string connection)
    {
        // Messages are decoded in this host, so that a message that cannot be decoded is set aside and does not fail its
        // whole batch.
        var client = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None };
        // The SDK's own limits would keep a stop waiting for minutes when storage does not answer.
        (client.Retry.NetworkTimeout, client.RetryPolicy) = (TimeSpan.FromSeconds(5), new QueueRetryPolicy());
        options.ConfigureQueues?.Invoke(client);
        foreach (var name in (string[])["AzureWebJobs" + connection, connection])
        {
            foreach (var section in (IConfigurationSection[])[settings.GetSection("ConnectionStrings").GetSection(name), settings.GetSection(name)])
            {
                if (section.Value is { Length: > 0 } connectionString)
                    return new QueueServiceClient(connectionString, client);
                if (section["queueServiceUri"] is { Length: > 0 } uri)
                    return new QueueServiceClient(new Uri(uri), Credential(connection), client);
            }
        }
        throw new LocalSetupException($"Function {function} needs the storage connection {connection}; set {connection} to a connection string, or {connection}__queueServiceUri to the service's address.");
    }

    private TokenCredential Credential(string connection) => services.GetService<TokenCredential>()
        ?? throw new LocalSetupException($"The storage connection {connection} names a service address, which needs a credential; register a TokenCredential or set {connection} to a connection string.");
}
