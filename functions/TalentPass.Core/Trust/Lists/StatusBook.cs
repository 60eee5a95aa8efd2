using System.Collections.Concurrent;
using System.Globalization;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>What the status lists of a verifier say about a credential.</summary>
public enum StatusAnswer
{
    /// <summary>The list says valid.</summary>
    Valid,

    /// <summary>The list says invalid (revoked), or it has a value that this version does not know.</summary>
    Invalid,

    /// <summary>The list says suspended (frozen).</summary>
    Suspended,

    /// <summary>The verifier does not have the list, or the list is too old or too short.</summary>
    Unknown,
}

/// <summary>
/// The status lists that one verifier has fetched. The upper bits of a credential's index are the number of the list
/// (<c>index / 2^17</c>); the lower 17 bits are the entry in that list. Thread-safe.
/// </summary>
/// <param name="trust">The trust list: which keys may sign the lists of which city, and the URLs of the lists.</param>
public sealed class StatusBook(TrustBook trust)
{
    private readonly ConcurrentDictionary<(int City, int List), StatusListToken> _lists = new();

    /// <summary>The URL of one list of a city; null when the trust list has no URL for this city.</summary>
    public string? UrlOf(int city, int list) =>
        trust.Current?.StatusUrls.TryGetValue(city, out var start) == true
            ? start + list.ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>Verifies a fetched list and keeps it.</summary>
    /// <param name="city">The city whose list the verifier asked for (GB/T 2260).</param>
    /// <param name="list">The list's number.</param>
    /// <param name="bytes">The COSE message as fetched.</param>
    /// <param name="now">When the list was fetched.</param>
    /// <returns>
    /// Null when the list is kept. Else the problem: <c>template</c> (the bytes are no such list), <c>unknown_kid</c>,
    /// <c>scope</c> (the key is another city's, may not sign status lists, or is not valid at this time), <c>signature</c>,
    /// <c>subject</c> (the list belongs to another URL), <c>expired</c>, or <c>older</c> (a newer list is already here).
    /// </returns>
    public string? Accept(int city, int list, ReadOnlySpan<byte> bytes, DateTimeOffset now)
    {
        var token = StatusListToken.Read(bytes, out var kid);
        if (token is null || kid.Length != Kid.Size)
        {
            return "template";
        }

        if (trust.Current?.Find(Kid.Read(kid)) is not { } key)
        {
            return "unknown_kid";
        }

        var problem =
            key.Kid.City != city || !key.Uses.HasFlag(KeyUses.Status) ? "scope"
            : now < key.NotBefore - PassProfiles.ClockSkew || now > key.NotAfter ? "scope"
            : !StatusListToken.IsSignedBy(bytes, key) ? "signature"
            : token.Subject != UrlOf(city, list) ? "subject"
            : token.ExpiresAt < now ? "expired"
            : null;
        if (problem is not null)
        {
            return problem;
        }

        var kept = _lists.AddOrUpdate((city, list), token, (_, old) => old.IssuedAt > token.IssuedAt ? old : token);
        return ReferenceEquals(kept, token) ? null : "older";
    }

    /// <summary>
    /// The status of one credential. <see cref="StatusAnswer.Unknown"/> when the list has expired or was signed more than 24
    /// hours ago. Allocates nothing.
    /// </summary>
    public StatusAnswer Look(int city, uint index, DateTimeOffset now)
    {
        if (!_lists.TryGetValue((city, (int)(index / StatusList.Capacity)), out var token)
            || now > token.ExpiresAt
            || now - token.IssuedAt > TrustBook.MaxAge
            || token.List.Raw((int)(index % StatusList.Capacity)) is not { } raw)
        {
            return StatusAnswer.Unknown;
        }

        return (StatusValue)raw switch
        {
            StatusValue.Valid => StatusAnswer.Valid,
            StatusValue.Suspended => StatusAnswer.Suspended,
            _ => StatusAnswer.Invalid,
        };
    }
}
