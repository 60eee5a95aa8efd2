using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>
/// The trust list that one verifier uses now: the newest it has seen. The book remembers the highest sequence number and never
/// accepts an older list. Thread-safe; reading does not lock.
/// </summary>
/// <param name="remembered">The highest sequence number before the last restart; 0 at the first start.</param>
public sealed class TrustBook(ulong remembered = 0)
{
    /// <summary>
    /// The oldest list, by its signing time, with which a verifier shows green. The server signs the list again every hour.
    /// </summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);

    private readonly Lock _lock = new();
    private volatile TrustList? _list;

    private ulong _highest = remembered;

    /// <summary>
    /// The highest sequence number seen. A verifier stores it across a restart, so that nobody can give it an older list then.
    /// </summary>
    public ulong HighestSequence => Interlocked.Read(ref _highest);

    /// <summary>The list in use; null before the first one.</summary>
    public TrustList? Current => _list;

    /// <summary>Verifies a fetched list and puts it in use.</summary>
    /// <param name="bytes">The COSE message as fetched.</param>
    /// <param name="root">The root key from the installation of this verifier.</param>
    /// <returns>
    /// Null when the list is in use now. Else the problem of <see cref="TrustListCodec.Read"/>, or <c>older_sequence</c>.
    /// </returns>
    public string? Accept(ReadOnlySpan<byte> bytes, VerificationKey root)
    {
        var (list, problem) = TrustListCodec.Read(bytes, root);
        return list is null ? problem : Accept(list);
    }

    /// <summary>Puts a list in use that this process made itself. Such a list needs no signature.</summary>
    /// <returns>Null when the list is in use now; <c>older_sequence</c> when this book has seen a newer one.</returns>
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
    /// Whether a verifier with this list may show green: the list has not expired and was signed at most 24 hours ago. The time
    /// of the fetch does not count, because an attacker on the network can deliver an old list as if it were new.
    /// </summary>
    public bool IsFresh(DateTimeOffset now) => _list is { } list && now <= list.ExpiresAt && now - list.IssuedAt <= MaxAge;
}
