using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Core.Storage;

/// <summary>Where the tables, queues and blobs are, and the timeouts and retries of calls to them.</summary>
public sealed class StorageOptions
{
    /// <summary>The options without any setting.</summary>
    public static StorageOptions Usual { get; } = new();

    /// <summary>
    /// A connection string (for local runs and tests). Without it the three URIs and <see cref="Credential"/> must be set.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>The table endpoint, e.g. <c>https://x.table.core.windows.net</c> or its Azure China form.</summary>
    public Uri? TableServiceUri { get; set; }

    /// <summary>The queue endpoint.</summary>
    public Uri? QueueServiceUri { get; set; }

    /// <summary>The blob endpoint.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>The identity that signs in to the endpoints.</summary>
    public TokenCredential? Credential { get; set; }

    /// <summary>
    /// The audience of the identity's tokens; null stands for <c>https://storage.azure.com</c>, which storage accepts in every
    /// Azure cloud.
    /// </summary>
    public string? Audience { get; set; }

    /// <summary>A prefix of every table, queue and container name: lower-case letters and digits. Empty in production.</summary>
    public string NamePrefix { get; set; } = "";

    /// <summary>
    /// The longest time that one HTTP operation waits for storage, all its calls and their retries together. See
    /// <see cref="StorageDeadline"/>.
    /// </summary>
    public TimeSpan OperationLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The timeout of one attempt. The SDK's own 100 s would let a user wait for minutes. Short enough that a second attempt fits
    /// into <see cref="OperationLimit"/>.
    /// </summary>
    public TimeSpan NetworkTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The most retries of a failed call; a call to a blob is retried once.</summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// The timeout of one attempt to write a piece of a file (4 MiB) or to read on. An upload has no limit in all, because it
    /// lasts as long as its sender takes; so it waits for storage at most twice this time for each piece.
    /// </summary>
    public TimeSpan BlobTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The pause before the first retry. The pause doubles with each retry.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The HTTP transport; null stands for the SDK's own. Tests set it.</summary>
    public HttpPipelineTransport? Transport { get; set; }
}
