using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace TalentPass.Core.Trust;

/// <summary>
/// The public keys as a JWK set (RFC 7517) for peers on the web. Beside the registered members, each key states
/// <c>nbf</c> and <c>exp</c> (seconds since 1970) and <c>tp_use</c>, the profiles it signs.
/// </summary>
public static class KeySetDocument
{
    /// <summary>Renders the keys in the order given, as UTF-8 JSON.</summary>
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

    private static readonly (KeyUses Use, string Letter)[] Letters =
        [(KeyUses.Show, "S"), (KeyUses.Holder, "H"), (KeyUses.Card, "P"), (KeyUses.Status, "status")];
}
