namespace Microsoft.Azure.Functions.Worker;

/// <summary>Asks the Azure host to run a failed function again with growing delays. The local host ignores it.</summary>
/// <param name="maxRetryCount">How many times; −1 means without limit.</param>
/// <param name="minimumInterval">The first delay, <c>hh:mm:ss</c>.</param>
/// <param name="maximumInterval">The longest delay, <c>hh:mm:ss</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval) : Attribute
{
    /// <summary>How many times; −1 means without limit.</summary>
    internal int MaxRetryCount { get; } = maxRetryCount;

    /// <summary>The first delay, <c>hh:mm:ss</c>.</summary>
    public string MinimumInterval { get; } = minimumInterval;

    /// <summary>The longest delay, <c>hh:mm:ss</c>.</summary>
    public string MaximumInterval { get; } = maximumInterval;
}
