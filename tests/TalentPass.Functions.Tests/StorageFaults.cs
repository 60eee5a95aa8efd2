using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Functions.Tests;

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

/// <summary>The SDK's own way to storage, on which a test decides what goes wrong at each call, retries included.</summary>
/// <param name="next">From the call (method and path) to its fault.</param>
public sealed class StorageFaults(Func<string, StorageFault> next) : HttpPipelineTransport
{
    private readonly HttpClientTransport _way = HttpClientTransport.Shared;

    /// <summary>One fault at the k-th call (from 1) made from now on.</summary>
    public static StorageFaults At(int k, StorageFault fault)
    {
        var calls = 0;
        return new StorageFaults(_ => Interlocked.Increment(ref calls) == k ? fault : StorageFault.None);
    }

    public override Request CreateRequest() => _way.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The app's storage calls are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var call = $"{message.Request.Method} {message.Request.Uri.Path}";
        var fault = next(call);
        Fail(fault == StorageFault.Before, fault == StorageFault.NoConnection, call);
        await _way.ProcessAsync(message);
        Fail(fault == StorageFault.After, fault == StorageFault.AnswerLost, call);
    }

    private static void Fail(bool dies, bool lost, string call)
    {
        if (dies)
        {
            throw new StorageCrashException(call);
        }

        if (lost)
        {
            throw new IOException($"Injected: nothing came back from {call}.");
        }
    }
}

/// <summary>Stands for the death of the process: never retried, never translated.</summary>
/// <param name="call">The call it happened at.</param>
public sealed class StorageCrashException(string call) : Exception($"Injected crash at {call}.");
