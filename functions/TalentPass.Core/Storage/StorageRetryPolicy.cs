using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Core.Storage;

/// <summary>
/// The retries of all storage clients. The SDK waits as long as <c>Retry-After</c> of storage says, even minutes. This policy
/// does not: our caller is told to come again instead.
/// </summary>
/// <param name="most">The most retries of a call.</param>
/// <param name="delay">The pause before the first retry; it doubles with each retry.</param>
internal sealed class StorageRetryPolicy(int most, TimeSpan delay) : RetryPolicy(most, DelayStrategy.CreateExponentialDelayStrategy(delay))
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        (exception is not null || !message.HasResponse || MayWait(message.Response)) && await base.ShouldRetryAsync(message, exception);

    private static bool MayWait(Azure.Response response) =>
        !response.Headers.TryGetValue("Retry-After", out var text) || (int.TryParse(text, out var seconds) && TimeSpan.FromSeconds(seconds) <= _longestPause);
}
