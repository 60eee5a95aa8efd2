using System.Collections.Concurrent;
using System.Globalization;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>What a verifier's lists say about a credential.</summary>
public enum StatusAnswer
{
    /// <summary>Good.</summary>
    Valid,

    /// <summary>Revoked, or a value this version does not know.</summary>
    Invalid,

    /// <summary>Frozen.</summary>
    Suspended,

    /// <summary>The list is missing or too old.</summary>
    Unknown,
}

/// <summary>
/// The status lists one verifier has at hand. A credential's index names the list in its upper bits
/// (<c>index / 2^17</c>) and the entry in the lower 17. Thread-safe.
/// </summary>
/// <param name="trust">Says which keys may sign which city's lists, and where they are.</param>
public sealed class StatusBook(TrustBook trust)
{
    private readonly ConcurrentDictionary<(int City, int List), StatusListToken> _lists = new();

    /// <summary>The URL of one of a city's lists; null when the trust list names none.</summary>
    public string? UrlOf(int city, int list) =>
        trust.Current?.StatusUrls.TryGetValue(city, out var start) == true
            ? start + list.ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>Takes a fetched list.</summary>
    /// <param name="city">Whose list was asked for (GB/T 2260).</param>
    /// <param name="list">The list's number.</param>
    /// <param name="bytes">The COSE message as fetched.</param>
    /// <param name="now">When it was fetched.</param>
    /// <returns>
    /// Null when taken; else <c>template</c>, <c>unknown_kid</c>, <c>scope</c> (another city's key, or one that
    /// signs no status lists), <c>signature</c>, <c>subject</c> (a list for another place), <c>expired</c> or
    /// <c>older</c>.
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

    /// <summary>Asks about one credential. Allocates nothing.</summary>
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
