namespace TalentPass.Core.Files;

/// <summary>
/// A stream of pages. A page is made when all bytes of the page before it have been read, so only one page is in memory.
/// </summary>
/// <param name="next">Makes the next page, which may be empty; null when there is none.</param>
public sealed class PagedStream(Func<CancellationToken, Task<ReadOnlyMemory<byte>?>> next) : ForwardStream
{
    private ReadOnlyMemory<byte>? _page = ReadOnlyMemory<byte>.Empty;

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_page is { IsEmpty: true })
        {
            _page = await next(cancellationToken);
        }

        if (_page is not { } page)
        {
            return 0;
        }

        var read = Math.Min(page.Length, buffer.Length);
        page[..read].CopyTo(buffer);
        _page = page[read..];
        return read;
    }
}
