using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Headers with values that nobody should send.</summary>
internal static class OddHeaders
{
    private static readonly (string Name, string[] Values)[] _all =
    [
        ("Idempotency-Key", ["", " ", "a b", "人才", new string('k', 128), new string('k', 129), "same", "same", "same", "\"quoted\"", "a,b", "é", "\t"]),
        ("If-Match", ["*", "\"stale\"", "W/\"weak\"", "stale", "\"", "\"\"", "\"a\", \"b\", *", "\"人才\"", "W/", ",", "\"a\"\"b\""]),
        ("If-None-Match", ["*", "\"a\", *", "W/", "\"", ",,,", "\"人才\""]),
        ("If-Modified-Since", ["never", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"]),
        ("Accept-Language", ["en", "zh-CN", "*", "en;q=2", "en;q=", ";;;,,,", "en;q=0", "x-" + new string('a', 300), "人才", "zh;q=1e400", string.Join(',', Enumerable.Repeat("en;q=0.1", 500))]),
        ("Accept", ["*", "application/xml", "text/html;q=x", "", "人才"]),
        ("Accept-Encoding", ["br;q=2", "gzip;q=0, *;q=0", "identity;q=0", ",,,", "br, gzip, zstd;q=NaN"]),
        ("Range", ["bytes=0-0", "bytes=5-1", "bytes=-1", "bytes=999999999999999999999-", "items=0-1", "bytes=0-0,1-1,2-2", "bytes="]),
        ("traceparent", ["", "00-0-0-0", "00-00000000000000000000000000000000-0000000000000000-00", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", new string('0', 3000), "人才"]),
        ("tracestate", [new string('t', 600), "a=b=c,,=", "人才"]),
        ("baggage", [string.Join(',', Enumerable.Repeat("a=b", 300)), "%ff"]),
        ("Expect", ["100-continue", "200-ok", ""]),
        ("X-HTTP-Method-Override", ["DELETE", "PUT", "odd"]),
        ("X-Forwarded-For", ["not an address", "::1", "1.2.3.4, 5.6.7.8, " + new string('9', 200), "[::", ""]),
        ("X-Forwarded-Proto", ["https", "https, http", "odd://"]),
        ("X-Forwarded-Host", ["evil.example", "人才", "a b"]),
        ("X-Original-URL", ["/health/live"]),
        ("Content-Encoding", ["gzip", "br", "deflate", "identity", "gzip, gzip", "odd", ""]),
        ("Content-Type", ["", "application/json; charset=utf-16", "application/json; charset=odd", "text/plain", "application/xml", "application/json, text/plain", "application/json;;;=", "multipart/form-data", "multipart/form-data; boundary=", "application/JSON", "*/*", "人才", "application/x-www-form-urlencoded"]),
        ("Cookie", ["a=b; token=" + new string('c', 4000), "=;=;", "人才=码"]),
        ("Authorization", ["Bearer second", ""]),
        ("Origin", ["null", "https://evil.example", "人才"]),
        ("Access-Control-Request-Method", ["DELETE"]),
        ("Upgrade", ["h2c", "websocket"]),
        ("Host", ["", "evil.example", "a b", "localhost:99999", "人才"]),
        ("Connection", ["close", "keep-alive, Authorization", "upgrade"]),
        ("Date", ["yesterday"]),
        ("X-Odd", [new string('o', 12_000), "\u0001", "a\tb", "é"]),
    ];

    /// <summary>One odd header, or many of them.</summary>
    public static IEnumerable<(string Name, string Value)> Make(RandomSource random)
    {
        if (random.Chance(4))
        {
            var many = random.Pick((int[])[50, 90, 101, 300]);
            return Enumerable.Range(0, many).Select(i => ($"X-Many-{i}", "v"));
        }

        var (name, values) = random.Pick(_all);
        return [(name, random.Pick(values))];
    }
}
