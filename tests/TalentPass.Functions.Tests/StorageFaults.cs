using Azure.Core;
using Azure.Core.Pipeline;

namespace TalentPass.Functions.Tests;

/// <summary>The fault that a test injects into one storage call.</summary>
public enum StorageFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>The process crashes before the call is sent.</summary>
    Before,

    /// <summary>The process crashes after the server has answered.</summary>
    After,

    /// <summary>The server has done the call, but the answer is lost. The SDK retries.</summary>
    AnswerLost,

    /// <summary>There is no connection. The SDK retries.</summary>
    NoConnection,
}

/// <summary>
/// The SDK's HTTP transport to storage. A test decides which fault each call gets. Every retry of the SDK is a call of its own.
/// </summary>
/// <param name="next">Returns the fault for a call, which is given by method and path.</param>
public sealed class StorageFaults(Func<string, StorageFault> next) : HttpPipelineTransport
{
    private readonly HttpClientTransport _way = HttpClientTransport.Shared;

    /// <summary>Injects one fault at the k-th call from now on; the first call is 1.</summary>
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

/// <summary>
/// Simulates a crash of the process. The SDK does not retry it, and the app does not turn it into another error.
/// </summary>
/// <param name="call">The call at which the crash happened.</param>
public sealed class StorageCrashException(string call) : Exception($"Injected crash at {call}.");
