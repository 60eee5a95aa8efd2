using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>
/// Writes the public keys as a JWK set (RFC 7517). Beside the registered members, each key has <c>nbf</c> and <c>exp</c> (seconds
/// since 1970) and <c>tp_use</c> (what it signs: the letters of the profiles, and <c>status</c>).
/// </summary>
public static class KeySetDocument
{
    /// <summary>Writes the keys in the given order, as UTF-8 JSON. Keys that are not usable are left out.</summary>
    public static byte[] Render(IEnumerable<VerificationKey> keys)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("keys");
        foreach (var key in keys.Where(key => key.IsUsable))
        {
            var point = key.PublicKey.Span;
            json.WriteStartObject();
            json.WriteString("kty", "EC");
            json.WriteString("crv", "P-256");
            json.WriteString("x", Base64Url.EncodeToString(point[1..33]));
            json.WriteString("y", Base64Url.EncodeToString(point[33..]));
            json.WriteString("kid", key.Kid.ToString());
            json.WriteString("alg", "ES256");
            json.WriteString("use", "sig");
            json.WriteNumber("nbf", key.NotBefore.ToUnixTimeSeconds());
            json.WriteNumber("exp", key.NotAfter.ToUnixTimeSeconds());
            json.WriteStartArray("tp_use");
            foreach (var (use, letter) in Letters)
            {
                if (key.Uses.HasFlag(use))
                {
                    json.WriteStringValue(letter);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Makes the uncompressed point from two base64url coordinates. Null when they are not 32 bytes each.</summary>
    public static byte[]? Point(string x, string y)
    {
        Span<byte> point = stackalloc byte[Es256.PublicKeySize];
        point[0] = 0x04;
        return Read(x, point[1..33]) && Read(y, point[33..]) ? point.ToArray() : null;

        static bool Read(string text, Span<byte> coordinate) =>
            text.Length == 43 && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, coordinate, out var written) && written == 32;
    }

    /// <summary>The uses that the names of <c>tp_use</c> stand for. Unknown names are ignored.</summary>
    public static KeyUses UsesOf(IEnumerable<string> names) =>
        names.Aggregate(KeyUses.None, (uses, name) => uses | Letters.FirstOrDefault(pair => pair.Letter == name).Use);

    private static readonly (KeyUses Use, string Letter)[] Letters =
        [(KeyUses.Show, "S"), (KeyUses.Holder, "H"), (KeyUses.Card, "P"), (KeyUses.Status, "status")];
}
