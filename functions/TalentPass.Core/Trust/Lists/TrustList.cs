using System.Collections.Frozen;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>The keys that the verifiers of one city trust, what each key may sign, and until when. Immutable.</summary>
public sealed class TrustList
{
    /// <summary>The longest time from the issue of a list to its expiry.</summary>
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

    /// <summary>The city whose verifiers use this list (GB/T 2260).</summary>
    public int City { get; }

    /// <summary>The sequence number. It grows with every change; a verifier never accepts a smaller one.</summary>
    public ulong Sequence { get; }

    /// <summary>When the list was signed.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>When the list expires. Afterwards a verifier shows amber at best.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>All trusted keys, sorted by id.</summary>
    public IReadOnlyList<VerificationKey> Keys { get; }

    /// <summary>The translation tables of the partner cities, sorted by city.</summary>
    public IReadOnlyList<CityMap> Maps { get; }

    /// <summary>City → the start of the URLs of its status lists. The number of a list follows this text.</summary>
    public IReadOnlyDictionary<int, string> StatusUrls { get; }

    /// <summary>
    /// Makes a list, or returns what is wrong: <c>lifetime</c> (expires before its issue or more than <see cref="MaxLife"/>
    /// later), <c>duplicate_kid</c>, <c>duplicate_map</c>, <c>bad_key</c> (not a point of the curve, or its time ends before it
    /// begins), <c>scope</c> (a key for a city that its id does not name, or a map for our own city), <c>status_url</c> (not a
    /// URL).
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

    // A key may sign only for the city in its id. Our own keys have no map; a partner's key has the map of that partner.
    private static bool InScope(VerificationKey key, int city, CityMap[] maps) =>
        key.Map is null
            ? key.Kid.City == city
            : key.Kid.City == key.Map.City && Array.IndexOf(maps, key.Map) >= 0;
}
