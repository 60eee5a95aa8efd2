using System.Globalization;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Bytes that break the rules of HTTP/1.1, or that end in the middle.</summary>
internal static class BrokenWire
{
    private static readonly string[] _chunks =
    [
        "FFFFFFFF\r\n{}\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n", "7FFFFFFFFFFFFFFF\r\n{}", "-1\r\n{}\r\n0\r\n\r\n", "zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}", "2\r\n{}0\r\n\r\n", "1\r\n{}\r\n0\r\n\r\n", "\r\n\r\n", "2;odd=\"\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n", "2\n{}\n0\n\n", "0\r\nX-Trailer: a\r\nContent-Length: 5\r\n\r\n", "00000000000000000000002\r\n{}\r\n0\r\n\r\n",
    ];

    private static readonly string[] _lines =
    [
        "GET / HTTP/1.1", "GET  / HTTP/1.1", "GET /health/live HTTP/9.9", "GET /health/live", "get /health/live HTTP/1.1", "G\0T / HTTP/1.1", "GET http://evil.example/health/live HTTP/1.1", "GET //health//live HTTP/1.1", "OPTIONS * HTTP/1.1",
        "CONNECT evil.example:443 HTTP/1.1", "PRI * HTTP/2.0", "GET /\u0001 HTTP/1.1", "GET health/live HTTP/1.1", "GET /api/v1/%00 HTTP/1.1", "GET /api/v1/../../etc/passwd HTTP/1.1", "\u0016\u0003\u0001", "GET /人才 HTTP/1.1",
    ];

    /// <summary>The bytes, what the client does then, and what is wrong with them.</summary>
    public static (byte[] Bytes, AfterSending Then, string Oddity) Make(RandomSource random, RequestDraft draft)
    {
        var body = draft.Body ?? "{}"u8.ToArray();
        switch (random.Next(9))
        {
            case 0 or 1:
                var chunks = random.Pick(_chunks);
                return ([.. draft.Head("Transfer-Encoding: chunked"), .. Encoding.ASCII.GetBytes(chunks)], AfterSending.HangUp, $"chunks {chunks.ReplaceLineEndings("|")}");
            case 2:
                return ([.. draft.Head(RequestDraft.Length(body.Length)), .. body.AsSpan(0, body.Length / 2)], random.Chance(50) ? AfterSending.HangUp : AfterSending.Reset, "a body cut in the middle");
            case 3:
                var length = random.Pick((string[])["-1", "1e3", "99999999999999999999", "5, 5", "0x10", "", "+2", "9223372036854775807", "1"]);
                return ([.. draft.Head($"Content-Length: {length}"), .. body], AfterSending.HangUp, $"Content-Length: {length}");
            case 4:
                return ([.. draft.Head(RequestDraft.Length(body.Length), RequestDraft.Length(body.Length + random.Next(2))), .. body], AfterSending.HangUp, "two Content-Length");
            case 5:
                return ([.. draft.Head(RequestDraft.Length(body.Length), "Transfer-Encoding: chunked"), .. body], AfterSending.HangUp, "Content-Length and chunks");
            case 6:
                var line = random.Pick(_lines);
                return (Encoding.UTF8.GetBytes($"{line}\r\nHost: localhost\r\n\r\n"), AfterSending.HangUp, $"line {line}");
            case 7:
                return ([.. draft.Head("Transfer-Encoding: chunked"), .. Chunked(body)], AfterSending.Read, "good chunks");
            default:
                var whole = draft.Bytes();
                return (whole[..random.Next(Math.Min(whole.Length, 600))], random.Chance(50) ? AfterSending.HangUp : AfterSending.Reset, "a request cut anywhere");
        }
    }

    private static byte[] Chunked(byte[] body)
    {
        var bytes = new List<byte>();
        foreach (var piece in body.Chunk(1000))
        {
            bytes.AddRange(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{piece.Length:x}\r\n")));
            bytes.AddRange(piece);
            bytes.AddRange("\r\n"u8);
        }

        return [.. bytes, .. "0\r\n\r\n"u8];
    }
}
