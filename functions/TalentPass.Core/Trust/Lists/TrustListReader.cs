using System.Text;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>Reads the payload that <see cref="TrustListCodec"/> describes, after the root's signature was verified.</summary>
internal static class TrustListReader
{
    private const int MaxKeys = 1024;
    private const int MaxCities = 256;

    /// <summary>The list, or the problem: <c>template</c>, or a problem of <see cref="TrustList.Create"/>.</summary>
    public static (TrustList? List, string? Problem) Decode(ReadOnlySpan<byte> payload, int city)
    {
        var reader = new CborReader(payload);
        if (!reader.Map(6, out var pairs) || pairs != 6
            || !reader.Text("seq"u8) || !reader.UInt(long.MaxValue, out var sequence)
            || !reader.Text("iat"u8) || !reader.UInt(uint.MaxValue, out var issued)
            || !reader.Text("exp"u8) || !reader.UInt(uint.MaxValue, out var expires)
            || !reader.Text("keys"u8) || !reader.Array(MaxKeys, out var keyCount))
        {
            return (null, "template");
        }

        var stated = new List<Stated>();
        for (var i = 0; i < keyCount; i++)
        {
            if (!TryReadKey(ref reader, out var key))
            {
                return (null, "template");
            }

            stated.Add(key);
        }

        var maps = new Dictionary<int, CityMap>();
        if (!reader.Text("maps"u8) || !TryReadMaps(ref reader, maps)
            || !reader.Text("statusUrls"u8) || !TryReadUrls(ref reader, out var urls) || !reader.AtEnd)
        {
            return (null, "template");
        }

        if (stated.Any(key => key.City is { } named && !maps.ContainsKey(named)))
        {
            return (null, "scope");
        }

        return TrustList.Create(
            city,
            sequence,
            DateTimeOffset.FromUnixTimeSeconds((long)issued),
            DateTimeOffset.FromUnixTimeSeconds((long)expires),
            stated.Select(key => key.Resolve(maps)),
            maps.Values,
            urls);
    }

    private static bool TryReadKey(ref CborReader reader, out Stated key)
    {
        key = default;
        if (!reader.Array(7, out var members) || members != 7
            || !reader.Bytes(out var kid) || kid.Length != Kid.Size
            || !reader.Int(out var algorithm) || algorithm is < short.MinValue or > short.MaxValue
            || !reader.Bytes(out var publicKey)
            || !reader.UInt(uint.MaxValue, out var notBefore)
            || !reader.UInt(uint.MaxValue, out var notAfter)
            || !reader.UInt((ulong)(KeyUses.Show | KeyUses.Holder | KeyUses.Card | KeyUses.Status), out var uses))
        {
            return false;
        }

        int? city = null;
        if (!reader.Null())
        {
            if (!reader.UInt(999999, out var named))
            {
                return false;
            }

            city = (int)named;
        }

        key = new Stated(Kid.Read(kid), (int)algorithm, publicKey.ToArray(), (long)notBefore, (long)notAfter, (KeyUses)uses, city);
        return true;
    }

    private static bool TryReadMaps(ref CborReader reader, Dictionary<int, CityMap> maps)
    {
        if (!reader.Map(MaxCities, out var count))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!reader.UInt(999999, out var city)
                || !reader.Array(2, out var tables) || tables != 2
                || !TryReadPairs(ref reader, 23, 23, out var tiers)
                || !TryReadPairs(ref reader, 15, CityMap.Nothing, out var entitlements)
                || entitlements.Values.Any(bit => bit is > 15 and not CityMap.Nothing)
                || !maps.TryAdd((int)city, new CityMap((int)city, tiers, entitlements)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadUrls(ref CborReader reader, out Dictionary<int, string> urls)
    {
        urls = [];
        if (!reader.Map(MaxCities, out var count))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!reader.UInt(999999, out var city) || !reader.Text(out var url)
                || !urls.TryAdd((int)city, Encoding.UTF8.GetString(url)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadPairs(ref CborReader reader, byte maxTheirs, byte maxOurs, out Dictionary<byte, byte> pairs)
    {
        pairs = [];
        if (!reader.Array(24, out var count))
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!reader.Array(2, out var members) || members != 2
                || !reader.UInt(maxTheirs, out var theirs) || !reader.UInt(maxOurs, out var ours)
                || !pairs.TryAdd((byte)theirs, (byte)ours))
            {
                return false;
            }
        }

        return true;
    }

    private readonly record struct Stated(
        Kid Kid, int Algorithm, byte[] PublicKey, long NotBefore, long NotAfter, KeyUses Uses, int? City)
    {
        public VerificationKey Resolve(Dictionary<int, CityMap> maps) => new(
            Kid,
            Algorithm,
            PublicKey,
            DateTimeOffset.FromUnixTimeSeconds(NotBefore),
            DateTimeOffset.FromUnixTimeSeconds(NotAfter),
            Uses,
            City is { } city ? maps[city] : null);
    }
}
