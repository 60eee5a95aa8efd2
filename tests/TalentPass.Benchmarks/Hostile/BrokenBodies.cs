using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Bodies made wrong: their values, their members, their text and their bytes.</summary>
internal static class BrokenBodies
{
    private const int Most = 300 * 1024;

    // Values that a writer of JSON would not write stand for a marker until the text is made.
    private const string Marker = "@raw@";
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] _values =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "-1e400", "1e-400", "99999999999999999999999999999999", "9223372036854775808", "2147483648", "\"\"", "\" \"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ufeff\"",
        "[]", "{}", "[[]]", "[null]", "{\"a\":{}}", "\"2026-02-30\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"2026-11-26T25:00:00Z\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"../..\"", "\"a/b\"", "\"' or 1 eq 1\"", "\"🎓\"",
        "\"\\u202e\"", "NaN", "Infinity", "-", "01", "+1", "0x10", "'a'", "undefined", "\"\t\"", "\"\\x\"", "1e99999999999",
    ];

    /// <summary>The bytes of a body of which something is wrong.</summary>
    public static byte[] Make(RandomSource random, JsonNode? body)
    {
        body ??= new JsonObject { ["a"] = 1 };
        return random.Next(10) switch
        {
            < 4 => Encoding.UTF8.GetBytes(WithValue(random, body)),
            4 or 5 => Encoding.UTF8.GetBytes(WithMembers(random, body)),
            6 or 7 => Bytes(random, Text(body)),
            _ => Encoding.UTF8.GetBytes(Odd(random, Text(body))),
        };
    }

    /// <summary>A body as JSON text.</summary>
    public static string Text(JsonNode body) => body.ToJsonString(_plain);

    private static string WithValue(RandomSource random, JsonNode body)
    {
        var places = new List<(JsonNode Parent, object Key)>();
        Collect(body, places);
        if (places.Count == 0)
        {
            return random.Pick(_values);
        }

        var (parent, key) = random.Pick(places);
        if (parent is JsonObject members)
        {
            members[(string)key] = Marker;
        }
        else
        {
            parent[(int)key] = Marker;
        }

        var value = random.Next(12) switch
        {
            0 => "\"" + new string('x', random.Pick((int[])[51, 201, 2001, 33_000, 250_000])) + "\"",
            1 => Deep(random),
            2 => "\"" + string.Concat(Enumerable.Repeat("\\u4eba", random.Pick((int[])[64, 65, 1001, 40_000]))) + "\"",
            3 => new string('9', random.Pick((int[])[20, 400, 100_000])),
            4 => "[" + string.Join(',', Enumerable.Repeat("\"x\"", random.Pick((int[])[51, 1000, 60_000]))) + "]",
            _ => random.Pick(_values),
        };
        return Text(body).Replace($"\"{Marker}\"", value, StringComparison.Ordinal);
    }

    private static string WithMembers(RandomSource random, JsonNode body)
    {
        if (body is not JsonObject { Count: > 0 } members)
        {
            return "{\"odd\":1}";
        }

        var name = random.Pick(members.Select(static each => each.Key).ToList());
        var text = Text(body);
        switch (random.Next(5))
        {
            case 0:
                members.Remove(name);
                return Text(body);
            case 1:
                return $"{{\"{name}\":{random.Pick(_values)},{text[1..]}";
            case 2:
                members[random.Pick((string[])["odd", "__proto__", "$type", "", "人才", name.ToUpperInvariant(), name + " ", "a/b~c"])] = 1;
                return Text(body);
            case 3:
                return $"{{\"\\ud800\":1,{text[1..]}";
            default:
                return $"{{{string.Join(',', Enumerable.Range(0, 3000).Select(static i => $"\"u{i}\":1"))},{text[1..]}";
        }
    }

    private static string Odd(RandomSource random, string text) => random.Next(12) switch
    {
        0 => "",
        1 => "null",
        2 => Deep(random),
        3 => text[..(text.Length / 2)],
        4 => text + text,
        5 => text + ",",
        6 => "[" + text + "]",
        7 => "/* odd */" + text,
        8 => new string(' ', random.Pick((int[])[1000, 250_000, Most])) + text,
        9 => "a=b&c=d",
        10 => "\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
        _ => text.Replace("\"", "'", StringComparison.Ordinal),
    };

    private static byte[] Bytes(RandomSource random, string text) => random.Next(8) switch
    {
        0 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        1 => Encoding.Unicode.GetBytes(text),
        2 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        3 => [.. Encoding.UTF8.GetBytes(text), 0],
        4 => [.. Encoding.UTF8.GetBytes(text[..(text.Length / 2)]), 0xC0, 0xAF, 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes(text[(text.Length / 2)..])],
        5 => GZip(Encoding.UTF8.GetBytes(text)),
        6 => random.Bytes(random.Pick((int[])[1, 100, 5000, Most])),
        _ => new byte[random.Pick((int[])[1, 1000, 256 * 1024, (256 * 1024) + 1])],
    };

    private static string Deep(RandomSource random)
    {
        var (open, depth) = (random.Pick((string[])["[", "{\"a\":"]), random.Pick((int[])[33, 65, 1000, 40_000]));
        return string.Concat(Enumerable.Repeat(open, depth)) + (random.Chance(50) ? "1" + new string(open == "[" ? ']' : '}', depth) : "");
    }

    private static byte[] GZip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return stream.ToArray();
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, object Key)> places)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    places.Add((node, name));
                    Collect(value, places);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    places.Add((node, i));
                    Collect(items[i], places);
                }

                break;
        }
    }
}
