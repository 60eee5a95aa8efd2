namespace Microsoft.Azure.Functions.Worker;

/// <summary>Asks the Azure host to run a failed function again after a fixed delay. The local host ignores it.</summary>
/// <param name="maxRetryCount">How many times; −1 means without limit.</param>
/// <param name="delayInterval">The delay, <c>hh:mm:ss</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FixedDelayRetryAttribute(int maxRetryCount, string delayInterval) : Attribute
{
    /// <summary>How many times; −1 means without limit.</summary>
    internal int MaxRetryCount { get; } = maxRetryCount;

    /// <summary>The delay, <c>hh:mm:ss</c>.</summary>
    public string DelayInterval { get; } = delayInterval;
}
