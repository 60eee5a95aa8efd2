using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>
/// What one verifier believes right now: the newest trust list it has seen. Remembers the highest sequence and
/// never goes back to an older list. Thread-safe; readers never wait.
/// </summary>
/// <param name="remembered">The highest sequence this verifier had seen before it was started again; 0 at its first start.</param>
public sealed class TrustBook(ulong remembered = 0)
{
    /// <summary>A verifier whose list was signed longer ago than this does not go green; lists are signed again every hour.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private volatile TrustList? _list;

    private ulong _highest = remembered;

    /// <summary>The highest sequence seen: what to keep over a restart, so that nobody can hand out an older list then.</summary>
    public ulong HighestSequence => Interlocked.Read(ref _highest);

    /// <summary>The list in force, or null before the first one.</summary>
    public TrustList? Current => _list;

    /// <summary>Takes a fetched list.</summary>
    /// <param name="bytes">The COSE message as fetched.</param>
    /// <param name="root">The root key this verifier was installed with.</param>
    /// <returns>Null when taken; else the problem of <see cref="TrustListCodec.Read"/>, or <c>older_sequence</c>.</returns>
    public string? Accept(ReadOnlySpan<byte> bytes, VerificationKey root)
    {
        var (list, problem) = TrustListCodec.Read(bytes, root);
        return list is null ? problem : Accept(list);
    }

    /// <summary>Takes a list that was built in this process, where there is nobody to sign it for.</summary>
    /// <returns>Null when taken; <c>older_sequence</c> when a newer one is in force, or was before.</returns>
    public string? Accept(TrustList list)
    {
        lock (_lock)
        {
            if (list.Sequence < _highest || (list.Sequence == _list?.Sequence && list.IssuedAt < _list.IssuedAt))
            {
                return "older_sequence";
            }

            Interlocked.Exchange(ref _highest, list.Sequence);
            _list = list;
            return null;
        }
    }

    /// <summary>
    /// Whether a verifier with this book may go green: the list is in its time and was signed within a day. When it was
    /// fetched says nothing: whoever is in between can hand out one of last week.
    /// </summary>
    public bool IsFresh(DateTimeOffset now) => _list is { } list && now <= list.ExpiresAt && now - list.IssuedAt <= MaxAge;
}
