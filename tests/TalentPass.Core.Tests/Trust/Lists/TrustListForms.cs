using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using static TalentPass.Core.Tests.Trust.Cose.CborItems;

namespace TalentPass.Core.Tests.Trust.Lists;

/// <summary>Payloads of trust lists that the root key may sign: valid payloads, and payloads with exactly one fault.</summary>
internal static class TrustListForms
{
    private const int Ours = PassCity.Ningbo;
    private const int Theirs = PassCity.Zhoushan;
    private static readonly byte[] _null = [0xF6];
    private static readonly byte[] _none = [0x80];
    private static readonly byte[] _empty = [0xA0];

    // CBOR heads that announce more pairs or members than a list may have. Nothing follows a head, so only the number is
    // wrong.
    private static readonly byte[] _pairs257 = [0xB9, 0x01, 0x01];
    private static readonly byte[] _members25 = [0x98, 0x19];
    private static readonly byte[] _members1025 = [0x99, 0x04, 0x01];

    public static IReadOnlyList<(string Name, string? Problem, byte[] Payload)> All { get; } =
    [
        ("an empty list", null, List()),
        ("a key, a city and a place", null, List(keys: Array(Key()), maps: Map(City()), urls: Map(Url()))),
        ("a partner's key", null, List(keys: Array(Key(city: Theirs, map: UInt(Theirs))), maps: Map(City()))),
        ("the least algorithm", null, List(keys: Array(Key(algorithm: Int(short.MinValue))))),
        ("the greatest algorithm", null, List(keys: Array(Key(algorithm: Int(short.MaxValue))))),
        ("the last tier and the last bit", null, List(maps: Map(City(tiers: Array(Pair(23, 23)), bits: Array(Pair(15, 15)))))),
        ("a bit that means nothing here", null, List(maps: Map(City(bits: Array(Pair(0, CityMap.Nothing)))))),
        ("no map", "template", UInt(1)),
        ("nothing", "template", []),
        ("five members announced, six there", "template", [0xA5, .. List()[1..]]),
        ("seven members announced", "template", [0xA7, .. List()[1..]]),
        ("another key for the number", "template", List(seqKey: "sez")),
        ("a number in words", "template", List(seq: Text("1"))),
        ("another key for the issue", "template", List(iatKey: "ist")),
        ("an issue beyond 2106", "template", List(issued: UInt(1UL << 32))),
        ("another key for the end", "template", List(expKey: "end")),
        ("an end beyond 2106", "template", List(expires: UInt(1UL << 32))),
        ("another key for the keys", "template", List(keysKey: "key")),
        ("keys that are no array", "template", List(keys: _empty)),
        ("more keys than allowed", "template", List(keys: _members1025)),
        ("another key for the maps", "template", List(mapsKey: "map")),
        ("maps that are no map", "template", List(maps: _none)),
        ("more cities than allowed", "template", List(maps: _pairs257)),
        ("another key for the places", "template", List(urlsKey: "urls")),
        ("places that are no map", "template", List(urls: _none)),
        ("more places than allowed", "template", List(urls: _pairs257)),
        ("more behind the end", "template", [.. List(), 0]),
        ("less than announced", "template", List()[..^1]),

        ("a key of six members announced, seven there", "template", List(keys: Array([0x86, .. Key()[1..]]))),
        ("a key of eight members announced", "template", List(keys: Array([0x88, .. Key()[1..]]))),
        ("a key id of five bytes", "template", List(keys: Array(Key(kid: [0x33, 0x02, 0x00, 0x30, 0x00])))),
        ("a key id of three bytes", "template", List(keys: Array(Key(kid: [0x33, 0x02, 0x00])))),
        ("an algorithm below 16 bits", "template", List(keys: Array(Key(algorithm: Int(short.MinValue - 1))))),
        ("an algorithm above 16 bits", "template", List(keys: Array(Key(algorithm: Int(short.MaxValue + 1))))),
        ("an algorithm in words", "template", List(keys: Array(Key(algorithm: Text("ES256"))))),
        ("a point that is no byte string", "template", List(keys: Array(Key(point: Text("point"))))),
        ("a beginning beyond 2106", "template", List(keys: Array(Key(notBefore: UInt(1UL << 32))))),
        ("a key's end beyond 2106", "template", List(keys: Array(Key(notAfter: UInt(1UL << 32))))),
        ("a use nobody knows", "template", List(keys: Array(Key(uses: UInt(16))))),
        ("a use nobody knows and nothing behind it", "template", List(keys: Array(Key(uses: UInt(16), map: [])))),
        ("a key of a city of seven digits", "template", List(keys: Array(Key(map: UInt(1_000_000))))),
        ("a key of a city in words", "template", List(keys: Array(Key(map: Text("city"))))),
        ("a key of a city without a map", "scope", List(keys: Array(Key(city: Theirs, map: UInt(Theirs))))),

        ("a city of seven digits", "template", List(maps: Map(City(code: 1_000_000)))),
        ("one table announced, two there", "template", List(maps: Map([.. UInt(Theirs), 0x81, .. _none, .. _none]))),
        ("one table", "template", List(maps: Map([.. UInt(Theirs), .. Array(_none)]))),
        ("a city twice", "template", List(maps: Map(City(), City()))),
        ("tiers that are no array", "template", List(maps: Map(City(tiers: _empty)))),
        ("more tiers than there are", "template", List(maps: Map(City(tiers: _members25)))),
        ("a pair of one announced, two there", "template", List(maps: Map(City(tiers: Array([0x81, 1, 1]))))),
        ("a pair of three", "template", List(maps: Map(City(tiers: Array(Array(UInt(1), UInt(1), UInt(1))))))),
        ("a tier of theirs above 23", "template", List(maps: Map(City(tiers: Array(Pair(24, 1)))))),
        ("a tier of ours above 23", "template", List(maps: Map(City(tiers: Array(Pair(1, 24)))))),
        ("a tier twice", "template", List(maps: Map(City(tiers: Array(Pair(1, 1), Pair(1, 2)))))),
        ("a bit of theirs above 15", "template", List(maps: Map(City(bits: Array(Pair(16, 1)))))),
        ("a bit of ours above 15", "template", List(maps: Map(City(bits: Array(Pair(1, 16)))))),
        ("a bit of ours just below nothing", "template", List(maps: Map(City(bits: Array(Pair(1, 254)))))),
        ("a bit of ours above nothing", "template", List(maps: Map(City(bits: Array(Pair(1, 256)))))),
        ("a map of our own city", "scope", List(maps: Map(City(code: Ours)))),

        ("a place of a city of seven digits", "template", List(urls: Map(Url(city: 1_000_000)))),
        ("a place that is no text", "template", List(urls: Map([.. UInt(Ours), .. Bytes([1])]))),
        ("a place twice", "template", List(urls: Map(Url(), Url()))),
        ("a place that is no address", "status_url", List(urls: Map(Url(url: "status")))),
    ];

    private static byte[] List(
        string seqKey = "seq", byte[]? seq = null,
        string iatKey = "iat", byte[]? issued = null,
        string expKey = "exp", byte[]? expires = null,
        string keysKey = "keys", byte[]? keys = null,
        string mapsKey = "maps", byte[]? maps = null,
        string urlsKey = "statusUrls", byte[]? urls = null) => Map(
            [.. Text(seqKey), .. seq ?? UInt(1)],
            [.. Text(iatKey), .. issued ?? Time(0)],
            [.. Text(expKey), .. expires ?? Time(24)],
            [.. Text(keysKey), .. keys ?? _none],
            [.. Text(mapsKey), .. maps ?? _empty],
            [.. Text(urlsKey), .. urls ?? _empty]);

    // The key of an algorithm that we do not use (-35, ES384), so the point does not have to be on our curve.
    private static byte[] Key(
        int city = Ours, byte[]? kid = null, byte[]? algorithm = null, byte[]? point = null, byte[]? notBefore = null, byte[]? notAfter = null, byte[]? uses = null, byte[]? map = null) => Array(
            Bytes(kid ?? Forgery.BigEndian(new Kid(city, 0x30).Value)),
            algorithm ?? Int(-35),
            point ?? Bytes([4]),
            notBefore ?? Time(0),
            notAfter ?? Time(1),
            uses ?? UInt(15),
            map ?? _null);

    private static byte[] City(ulong code = Theirs, byte[]? tiers = null, byte[]? bits = null) => [.. UInt(code), .. Array(tiers ?? _none, bits ?? _none)];

    private static byte[] Pair(ulong theirs, ulong ours) => Array(UInt(theirs), UInt(ours));

    private static byte[] Url(ulong city = Ours, string url = "https://ningbo.example/status/") => [.. UInt(city), .. Text(url)];

    private static byte[] Time(int hours) => UInt((ulong)PassCity.Now.AddHours(hours).ToUnixTimeSeconds());
}
