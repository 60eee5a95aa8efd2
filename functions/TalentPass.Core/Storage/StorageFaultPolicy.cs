using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// A pipeline policy of all storage clients that recognises failures of the way to storage where they happen: no connection, no
/// answer in time, an answer that breaks off, no token. Elsewhere an <see cref="IOException"/> may as well come from a client
/// that sends a body. An answer without <c>x-ms-request-id</c> is not from storage: a proxy's page must not pass for an empty
/// list, nor its 404 for a row that does not exist.
/// </summary>
internal sealed class StorageFaultPolicy : HttpPipelinePolicy
{
    private const string Signature = "x-ms-request-id";

    /// <inheritdoc />
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Storage calls are asynchronous.");

    /// <inheritdoc />
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var cancel = message.CancellationToken;
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && IsOfTheWay(fault))
        {
            throw StorageException.Unreachable(fault);
        }

        if (message.Response.Status < 500 && !message.Response.Headers.Contains(Signature))
        {
            throw StorageException.Unreadable(new InvalidDataException($"Status {message.Response.Status} without {Signature}."));
        }
    }

    // The SDK throws an aggregate after several attempts, and a cancellation when an attempt timed out.
    private static bool IsOfTheWay(Exception fault) => fault switch
    {
        AggregateException all => all.InnerExceptions.All(IsOfTheWay),
        RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException => true,
        OperationCanceledException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };
}
