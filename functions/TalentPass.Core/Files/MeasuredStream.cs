using System.Security.Cryptography;

namespace TalentPass.Core.Files;

/// <summary>
/// A stream over an upload that counts the bytes, computes their SHA-256 and enforces a limit while it is read. So an upload is
/// never in memory as a whole.
/// </summary>
/// <param name="sent">The upload.</param>
/// <param name="limit">The most bytes; a longer upload throws <see cref="TooLongException"/>.</param>
internal sealed class MeasuredStream(Stream sent, long limit) : ForwardStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ReadOnlyMemory<byte> _head;

    /// <summary>The number of bytes read so far.</summary>
    public long Count { get; private set; }

    /// <summary>The SHA-256 of the bytes read so far, in hex.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Returns the first bytes, at most this many, and keeps them for the first read. To be called once, before it.</summary>
    /// <exception cref="BrokenUploadException">The upload ended too early or is malformed.</exception>
    public async Task<ReadOnlyMemory<byte>> PeekAsync(int most, CancellationToken cancel)
    {
        var (head, length) = (new byte[most], 0);
        while (length < most && await PassOnAsync(head.AsMemory(length), cancel) is > 0 and var read)
        {
            length += read;
        }

        return _head = head.AsMemory(0, length);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        if (_head.Length > 0)
        {
            read = Math.Min(_head.Length, buffer.Length);
            _head[..read].CopyTo(buffer);
            _head = _head[read..];
        }
        else
        {
            read = await PassOnAsync(buffer, cancellationToken);
        }

        Count += read;
        if (Count > limit)
        {
            throw new TooLongException();
        }

        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    // Translates errors of the sender, so that they are not taken for errors of storage.
    private async ValueTask<int> PassOnAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            return await sent.ReadAsync(buffer, cancel);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            throw new BrokenUploadException(broken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>An upload that cannot be accepted because of its sender, not because of storage.</summary>
internal abstract class UploadException(Exception? inner) : Exception(null, inner);

/// <summary>The upload is longer than allowed.</summary>
internal sealed class TooLongException() : UploadException(null);

/// <summary>The upload ended too early, or it is not valid multipart content.</summary>
internal sealed class BrokenUploadException(Exception inner) : UploadException(inner);
