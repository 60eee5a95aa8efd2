namespace TalentPass.Core.Trust;

/// <summary>
/// What one verifier believes right now: the newest trust list it has seen. Remembers the highest sequence and
/// never goes back to an older list. Thread-safe; readers never wait.
/// </summary>
/// <param name="remembered">The highest sequence this verifier had seen before it was started again; 0 at its first start.</param>
public sealed class TrustBook(ulong remembered = 0)
{
    /// <summary>A verifier whose list was fetched longer ago than this does not go green.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private volatile Page? _page;

    private ulong _highest = remembered;

    /// <summary>The highest sequence seen: what to keep over a restart, so that nobody can hand out an older list then.</summary>
    public ulong HighestSequence => Interlocked.Read(ref _highest);

    /// <summary>The list in force, or null before the first one.</summary>
    public TrustList? Current => _page?.List;

    /// <summary>Takes a fetched list.</summary>
    /// <param name="bytes">The COSE message as fetched.</param>
    /// <param name="root">The root key this verifier was installed with.</param>
    /// <param name="now">When it was fetched.</param>
    /// <returns>Null when taken; else the problem of <see cref="TrustListCodec.Read"/>, or <c>older_sequence</c>.</returns>
    public string? Accept(ReadOnlySpan<byte> bytes, VerificationKey root, DateTimeOffset now)
    {
        var (list, problem) = TrustListCodec.Read(bytes, root);
        return list is null ? problem : Accept(list, now);
    }

    /// <summary>Takes a list that was built in this process, where there is nobody to sign it for.</summary>
    /// <returns>Null when taken; <c>older_sequence</c> when a newer one is in force, or was before.</returns>
    public string? Accept(TrustList list, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (list.Sequence < _highest || (list.Sequence == _page?.List.Sequence && list.IssuedAt < _page.List.IssuedAt))
            {
                return "older_sequence";
            }

            Interlocked.Exchange(ref _highest, list.Sequence);
            _page = new Page(list, now);
            return null;
        }
    }

    /// <summary>Whether a verifier with this book may go green: the list is in its time and was fetched recently.</summary>
    public bool IsFresh(DateTimeOffset now) =>
        _page is { } page && now <= page.List.ExpiresAt && now - page.FetchedAt <= MaxAge;

    private sealed record Page(TrustList List, DateTimeOffset FetchedAt);
}
