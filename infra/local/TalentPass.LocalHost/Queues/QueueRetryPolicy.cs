using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.LocalHost.Queues;

/// <summary>
/// Retries a call to a queue once. The SDK waits as long as <c>Retry-After</c> of storage says, even minutes, and a listener that
/// waits sees no message of a storage that is back long since.
/// </summary>
internal sealed class QueueRetryPolicy() : RetryPolicy(maxRetries: 1)
{
    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        !(exception is null && message.HasResponse && message.Response.Headers.Contains("Retry-After")) && await base.ShouldRetryAsync(message, exception);
}
