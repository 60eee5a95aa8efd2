using System.Buffers.Text;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Values of the Authorization header that nobody should send.</summary>
internal static class OddTokens
{
    private static readonly string[] _headers =
    [
        """{"alg":"ES256","kid":null}""", """{"alg":"ES256"}""", """{"alg":"none"}""", """{"alg":null,"kid":"1"}""", """{"alg":256,"kid":1}""",
        """{"alg":["ES256"],"kid":["x"]}""", """{"alg":"HS256","kid":"x","typ":"at+jwt"}""", """{"alg":"RS256","kid":"../../etc/passwd","typ":"JWT"}""",
        """{"alg":"ES256","kid":"\ud800"}""", """{"alg":"ES256","kid":"a\u0000b"}""", """{"alg":"ES256","kid":"x","crit":["exp"]}""", """{"alg":"ES256","alg":"none","kid":"x"}""",
        """{"alg":"ES256","kid":{"kid":{"kid":1}}}""", """{"alg":"ES256","kid":"x","zip":"DEF"}""", """{"alg":"dir","enc":"A256GCM"}""", """{"alg":"ES256","kid":"x","b64":false,"jwk":{}}""",
        "[]", "null", "{", "", "1e400", """{"alg":"ES256","kid":1e400}""", "\u0000", "人才",
    ];

    private static readonly string[] _payloads =
    [
        """{"sub":"office","roles":["office"],"exp":4102444800}""", """{"sub":null,"exp":null}""", """{"exp":1e400,"nbf":-1e400}""", """{"exp":"soon","roles":"office"}""",
        """{"exp":9223372036854775807,"iat":-9223372036854775808}""", """{"iss":["a","b"],"aud":{"a":1},"roles":[[],{}]}""", "[]", "null", "", "{",
        """{"sub":"\ud800","department":"\u0000"}""",
    ];

    private static readonly string[] _whole =
    [
        "Bearer", "Bearer ", "Bearer  ", "Bearer .", "Bearer ..", "Bearer ...", "Bearer a.b.c", "Bearer a.b.c.d.e", "Basic b2ZmaWNlOm9mZmljZQ==", "Bearer \t", "bearer", "Bearer 人才.人才.人才",
        "Bearer =.=.=", "Bearer a b c", "Bearer,Bearer", "Negotiate", "Bearer \"x\"", "Bearer %00", ",", "DPoP x",
    ];

    /// <summary>An Authorization header.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="token">A genuine token, parts of which are used.</param>
    public static string Make(RandomSource random, string token)
    {
        var parts = token.Split('.');
        return random.Next(10) switch
        {
            0 or 1 => random.Pick(_whole),
            2 or 3 or 4 => $"Bearer {Encode(random.Pick(_headers))}.{Encode(random.Pick(_payloads))}.{random.Pick((string[])["", "AA", parts[^1], Encode("sig")])}",
            5 => $"Bearer {Encode(random.Pick(_headers))}.{parts[1 % parts.Length]}.{parts[^1]}",
            6 => $"Bearer {parts[0]}.{Encode(random.Pick(_payloads))}.{parts[^1]}",
            7 => $"Bearer {Flip(random, token)}",
            8 => $"Bearer {Encode($$"""{"alg":"ES256","kid":"{{token}}"}""")}.{Encode(token)}.{token}",
            _ => $"Bearer {random.Pick((string[])[new string('a', 8000), string.Join('.', Enumerable.Repeat("a", 4000)), Encode($$"""{"alg":{{string.Concat(Enumerable.Repeat("[", 3000))}}"""), new string('x', 40_000), token + token])}",
        };
    }

    private static string Flip(RandomSource random, string token)
    {
        var at = random.Next(token.Length);
        return random.Next(3) switch
        {
            0 => token[..at],
            1 => token[..at] + random.Pick((string[])["A", "_", "=", "+", " ", "é"]) + token[(at + 1)..],
            _ => token.Insert(at, "."),
        };
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
