using System.Collections.Frozen;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>Which keys a verifier of one city believes, for what and until when. Immutable.</summary>
public sealed class TrustList
{
    /// <summary>A list may be used for at most this long after it was issued.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromDays(7);

    private readonly FrozenDictionary<uint, VerificationKey> _keys;

    private TrustList(
        int city,
        ulong sequence,
        DateTimeOffset issuedAt,
        DateTimeOffset expiresAt,
        IReadOnlyList<VerificationKey> keys,
        IReadOnlyList<CityMap> maps,
        IReadOnlyDictionary<int, string> statusUrls)
    {
        City = city;
        Sequence = sequence;
        IssuedAt = issuedAt;
        ExpiresAt = expiresAt;
        Keys = keys;
        Maps = maps;
        StatusUrls = statusUrls;
        _keys = keys.ToFrozenDictionary(key => key.Kid.Value);
    }

    /// <summary>The city whose verifiers use the list (GB/T 2260).</summary>
    public int City { get; }

    /// <summary>Grows with every change; a verifier never goes back.</summary>
    public ulong Sequence { get; }

    /// <summary>When the list was signed.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>After this a verifier shows amber at best.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Every believed key, ascending by id.</summary>
    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>The partner cities' mappings, ascending by city.</summary>
    public IReadOnlyList<CityMap> Maps { get; }

    /// <summary>City → where its status lists are (a URL that ends before the list's number).</summary>
    public IReadOnlyDictionary<int, string> StatusUrls { get; }

    /// <summary>
    /// Puts a list together, or names what is wrong with it: <c>lifetime</c>, <c>duplicate_kid</c>,
    /// <c>duplicate_map</c>, <c>bad_key</c> (no point of the curve, or a time that ends before it begins),
    /// <c>scope</c> (a key that would speak for a city not its own), <c>status_url</c>.
    /// </summary>
    public static (TrustList? List, string? Problem) Create(
        int city,
        ulong sequence,
        DateTimeOffset issuedAt,
        DateTimeOffset expiresAt,
        IEnumerable<VerificationKey> keys,
        IEnumerable<CityMap> maps,
        IReadOnlyDictionary<int, string> statusUrls)
    {
        var sortedKeys = keys.OrderBy(key => key.Kid.Value).ToArray();
        var sortedMaps = maps.OrderBy(map => map.City).ToArray();
        var problem =
            expiresAt <= issuedAt || expiresAt - issuedAt > MaxLife ? "lifetime"
            : sortedKeys.DistinctBy(key => key.Kid).Count() != sortedKeys.Length ? "duplicate_kid"
            : sortedMaps.DistinctBy(map => map.City).Count() != sortedMaps.Length ? "duplicate_map"
            : sortedKeys.Any(key => key.Algorithm == Es256.Algorithm && !key.IsUsable) ? "bad_key"
            : sortedKeys.Any(key => key.NotAfter <= key.NotBefore) ? "bad_key"
            : sortedMaps.Any(map => map.City == city) ? "scope"
            : !sortedKeys.All(key => InScope(key, city, sortedMaps)) ? "scope"
            : statusUrls.Values.Any(url => !Uri.IsWellFormedUriString(url, UriKind.Absolute)) ? "status_url"
            : null;
        return problem is null
            ? (new TrustList(city, sequence, issuedAt, expiresAt, sortedKeys, sortedMaps, statusUrls), null)
            : (null, problem);
    }

    /// <summary>The key with this id, or null. Allocates nothing.</summary>
    public VerificationKey? Find(Kid kid) => _keys.GetValueOrDefault(kid.Value);

    // A key speaks for the city in its id: ours without a mapping, a partner's with that partner's.
    private static bool InScope(VerificationKey key, int city, CityMap[] maps) =>
        key.Map is null
            ? key.Kid.City == city
            : key.Kid.City == key.Map.City && Array.IndexOf(maps, key.Map) >= 0;
}
