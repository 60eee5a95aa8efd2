using Microsoft.AspNetCore.Http;
using TalentPass.Core.Files;

namespace TalentPass.Functions.Http;

/// <summary>
/// The body of a request, counted while it is read. What goes wrong is the sender's fault, so it is told apart from a failure
/// of storage, which throws the same exceptions.
/// </summary>
/// <param name="sent">The body as the server hands it over.</param>
/// <param name="limit">The most bytes; a longer body throws <see cref="BodyTooLargeException"/>.</param>
internal sealed class RequestBody(Stream sent, long limit) : ForwardStream
{
    private long _read;

    /// <inheritdoc />
    /// <exception cref="BadHttpRequestException">The body is malformed, ended too early, or its sender has left.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await sent.ReadAsync(buffer, cancellationToken);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new BodyTooLargeException();
        }
        catch (Exception broken) when (broken is IOException and not BadHttpRequestException
            || (broken is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new BadHttpRequestException("The body ended too early or is malformed.", broken);
        }

        _read += read;
        return _read <= limit ? read : throw new BodyTooLargeException();
    }
}

/// <summary>A body is larger than its operation allows.</summary>
internal sealed class BodyTooLargeException : Exception;
