using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Core.Storage;

/// <summary>
/// The one policy on every storage pipeline, at <see cref="HttpPipelinePosition.PerRetry"/>: counts the calls of the
/// operation at hand and lets tests put a fault at the k-th one.
/// </summary>
/// <param name="faults">What to do to a call; null outside tests.</param>
public sealed class StorageCallPolicy(StorageFaults? faults = null) : HttpPipelinePolicy
{
    /// <inheritdoc />
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        StorageCalls.Record(Describe(message.Request));
        ProcessNext(message, pipeline);
    }

    /// <inheritdoc />
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var call = Describe(message.Request);
        StorageCalls.Record(call);
        var fault = faults?.Next(call) ?? StorageFault.None;
        if (fault == StorageFault.Before)
        {
            throw new StorageCrashException(call);
        }

        if (fault == StorageFault.NoConnection)
        {
            throw new IOException("Injected: no connection.");
        }

        await ProcessNextAsync(message, pipeline);
        if (fault == StorageFault.After)
        {
            throw new StorageCrashException(call);
        }

        if (fault == StorageFault.AnswerLost)
        {
            throw new IOException("Injected: the answer was lost.");
        }
    }

    private static string Describe(Request request)
    {
        var path = request.Uri.Path.AsSpan().Trim('/');
        var parenthesis = path.IndexOf('(');
        return $"{request.Method} {(parenthesis < 0 ? path : path[..parenthesis])}";
    }
}

/// <summary>What a test does to one storage call.</summary>
public enum StorageFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The process dies before the call leaves.</summary>
    Before,

    /// <summary>The process dies after the server has answered.</summary>
    After,

    /// <summary>The server acted, the answer is lost on the way; the SDK retries.</summary>
    AnswerLost,

    /// <summary>No connection; the SDK retries.</summary>
    NoConnection,
}

/// <summary>Decides the fault of each storage call, for tests.</summary>
/// <param name="next">From the call's description to its fault.</param>
public sealed class StorageFaults(Func<string, StorageFault> next)
{
    /// <summary>The fault for this call.</summary>
    public StorageFault Next(string call) => next(call);

    /// <summary>One fault at the k-th call (from 1) made from now on.</summary>
    public static StorageFaults At(int k, StorageFault fault)
    {
        var calls = 0;
        return new StorageFaults(_ => Interlocked.Increment(ref calls) == k ? fault : StorageFault.None);
    }
}

/// <summary>Stands for the death of the process in fault tests: never retried, never translated.</summary>
/// <param name="call">The call it happened at.</param>
public sealed class StorageCrashException(string call) : Exception($"Injected crash at {call}.");
