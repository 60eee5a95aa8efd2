using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Core.Storage;

/// <summary>Where the tables, queues and blobs are and how patient we are with them.</summary>
public sealed class StorageOptions
{
    /// <summary>A connection string (local runs and tests); otherwise the three URIs with <see cref="Credential"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The table endpoint, e.g. <c>https://x.table.core.windows.net</c> or its Azure China form.</summary>
    public Uri? TableServiceUri { get; set; }

    /// <summary>The queue endpoint.</summary>
    public Uri? QueueServiceUri { get; set; }

    /// <summary>The blob endpoint.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>The identity for the endpoints.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>Whom the identity's tokens are for; null is <c>https://storage.azure.com</c>, which every cloud's storage takes.</summary>
    public string? Audience { get; set; }

    /// <summary>Goes before every table, queue and container name; lower-case letters and digits, empty in production.</summary>
    public string NamePrefix { get; set; } = "";

    /// <summary>How long one call may take; the SDK's own 100 s would hold a user for minutes.</summary>
    public TimeSpan NetworkTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a failed call is repeated.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>The first pause between repetitions; doubles.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How calls travel; null is the SDK's own way.</summary>
    public HttpPipelineTransport? Transport { get; set; }
}
