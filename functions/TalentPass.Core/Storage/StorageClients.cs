using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace TalentPass.Core.Storage;

/// <summary>Makes the SDK's clients. All of them retry in the same way, recognise failures where they happen, and count their calls.</summary>
public sealed class StorageClients
{
    private readonly StorageOptions _options;

    /// <summary>Creates clients for the storage that the options name.</summary>
    /// <exception cref="InvalidOperationException">Neither a connection string nor endpoints with a credential are set.</exception>
    public StorageClients(StorageOptions options)
    {
        _options = options;
        var tableOptions = Configure(new TableClientOptions());
        var queueOptions = Configure(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        var blobOptions = Configure(new BlobClientOptions());
        blobOptions.Retry.NetworkTimeout = options.BlobTimeout;
        blobOptions.RetryPolicy = new StorageRetryPolicy(Math.Min(1, options.MaxRetries), options.RetryDelay);
        // Messages in poison queues may hold any text, so they are read and written without base64 decoding.
        var rawOptions = Configure(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        if (options.Audience is { Length: > 0 } audience)
        {
            (tableOptions.Audience, queueOptions.Audience, rawOptions.Audience, blobOptions.Audience) = (audience, audience, audience, audience);
        }

        (Tables, Queues, RawQueues, Blobs) = options switch
        {
            { ConnectionString: { Length: > 0 } text } =>
                (new TableServiceClient(text, tableOptions), new QueueServiceClient(text, queueOptions), new QueueServiceClient(text, rawOptions), new BlobServiceClient(text, blobOptions)),
            { TableServiceUri: { } tables, QueueServiceUri: { } queues, BlobServiceUri: { } blobs, Credential: { } credential } => (
                new TableServiceClient(tables, credential, tableOptions),
                new QueueServiceClient(queues, credential, queueOptions),
                new QueueServiceClient(queues, credential, rawOptions),
                new BlobServiceClient(blobs, credential, blobOptions)),
            _ => throw new InvalidOperationException(
                "Storage is not configured: set TalentPassStorage to a connection string, or TalentPassStorage__tableServiceUri, TalentPassStorage__queueServiceUri and TalentPassStorage__blobServiceUri."),
        };
    }

    /// <summary>What stands before the names of tables, queues and containers.</summary>
    internal string NamePrefix => _options.NamePrefix;

    /// <summary>The table service.</summary>
    public TableServiceClient Tables { get; }

    /// <summary>The queue service.</summary>
    public QueueServiceClient Queues { get; }

    /// <summary>The queue service, for messages without base64 encoding or decoding.</summary>
    public QueueServiceClient RawQueues { get; }

    /// <summary>A queue by its name, for messages without base64 encoding or decoding.</summary>
    public QueueClient RawQueue(string name) => RawQueues.GetQueueClient(_options.NamePrefix + name);

    /// <summary>The blob service.</summary>
    public BlobServiceClient Blobs { get; }

    /// <summary>A container by its name in <see cref="StorageLayout"/>.</summary>
    public BlobContainerClient Container(string name) => Blobs.GetBlobContainerClient(_options.NamePrefix + name);

    /// <summary>A table by its name in <see cref="StorageLayout"/>.</summary>
    public Table Table(string name) => new(Tables.GetTableClient(_options.NamePrefix + name));

    /// <summary>A queue by its name in <see cref="StorageLayout"/>.</summary>
    public QueueClient Queue(string name) => Queues.GetQueueClient(_options.NamePrefix + name);

    private T Configure<T>(T options)
        where T : ClientOptions
    {
        options.RetryPolicy = new StorageRetryPolicy(_options.MaxRetries, _options.RetryDelay);
        options.Retry.NetworkTimeout = _options.NetworkTimeout;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        if (_options.Transport is { } transport)
        {
            options.Transport = transport;
        }

        options.AddPolicy(new StorageFaultPolicy(), HttpPipelinePosition.PerCall);
        options.AddPolicy(new StorageCallPolicy(), HttpPipelinePosition.PerRetry);
        return options;
    }
}
