using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Lists;

/// <summary>
/// Encodes and signs trust lists, and reads them. A list is a COSE_Sign1 message, signed by the city's root key. Its payload is
/// the CBOR map
/// <c>{seq, iat, exp, keys: [[kid, alg, pub, nbf, naf, use, map]], maps: {city: [[tier, tier]…], [[bit, bit]…]}, statusUrls: {city: url}}</c>
/// in exactly this order. Times are seconds since 1970; <c>map</c> is a city code or null.
/// </summary>
public static class TrustListCodec
{
    /// <summary>The largest list that a verifier reads: 256 KiB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The media type of a list. The protected header carries it too.</summary>
    public const string ContentType = "application/talentpass-trust+cose";

    private static ReadOnlySpan<byte> MediaType => "application/talentpass-trust+cose"u8;

    /// <summary>Signs a list with the root key.</summary>
    public static byte[] Sign(TrustList list, SigningKey root) => CoseSign1.Sign(root, Encode(list), MediaType);

    /// <summary>Verifies the root's signature and reads the list.</summary>
    /// <param name="bytes">The COSE message.</param>
    /// <param name="root">The root key from the verifier's installation. The id of this key names the city.</param>
    /// <returns>
    /// The list, or the problem: <c>too_long</c>, <c>template</c> (another form), <c>unknown_kid</c> (another root key),
    /// <c>signature</c>, or a problem of <see cref="TrustList.Create"/>.
    /// </returns>
    public static (TrustList? List, string? Problem) Read(ReadOnlySpan<byte> bytes, VerificationKey root)
    {
        if (bytes.Length > MaxBytes)
        {
            return (null, "too_long");
        }

        if (!CoseSign1.TryRead(bytes, tagged: true, out var message)
            || !message.Type.SequenceEqual(MediaType)
            || message.KidBytes.Length != Kid.Size)
        {
            return (null, "template");
        }

        if (Kid.Read(message.KidBytes) != root.Kid)
        {
            return (null, "unknown_kid");
        }

        return !message.IsSignedBy(root) ? (null, "signature") : TrustListReader.Decode(message.Payload, root.Kid.City);
    }

    /// <summary>
    /// A SHA-256 hash of the list without its sequence number and times. It shows whether the content has changed.
    /// </summary>
    internal static string ContentOf(TrustList list) => Convert.ToHexStringLower(SHA256.HashData(Encode(list, withTimes: false)));

    private static byte[] Encode(TrustList list, bool withTimes = true)
    {
        var bytes = new byte[MaxBytes];
        var writer = new CborWriter(bytes);
        writer.Map(6);
        writer.Text("seq"u8);
        writer.UInt(withTimes ? list.Sequence : 0);
        writer.Text("iat"u8);
        writer.UInt(withTimes ? (ulong)list.IssuedAt.ToUnixTimeSeconds() : 0);
        writer.Text("exp"u8);
        writer.UInt(withTimes ? (ulong)list.ExpiresAt.ToUnixTimeSeconds() : 0);
        writer.Text("keys"u8);
        writer.Array(list.Keys.Count);
        Span<byte> kid = stackalloc byte[Kid.Size];
        foreach (var key in list.Keys)
        {
            writer.Array(7);
            key.Kid.Write(kid);
            writer.Bytes(kid);
            writer.Int(key.Algorithm);
            writer.Bytes(key.PublicKey.Span);
            writer.UInt((ulong)key.NotBefore.ToUnixTimeSeconds());
            writer.UInt((ulong)key.NotAfter.ToUnixTimeSeconds());
            writer.UInt((ulong)key.Uses);
            if (key.Map is null)
            {
                writer.Null();
            }
            else
            {
                writer.UInt((ulong)key.Map.City);
            }
        }

        writer.Text("maps"u8);
        writer.Map(list.Maps.Count);
        foreach (var map in list.Maps)
        {
            writer.UInt((ulong)map.City);
            writer.Array(2);
            WritePairs(ref writer, [.. map.Tiers]);
            WritePairs(ref writer, [.. map.Entitlements]);
        }

        writer.Text("statusUrls"u8);
        writer.Map(list.StatusUrls.Count);
        foreach (var (city, url) in list.StatusUrls.OrderBy(pair => pair.Key))
        {
            writer.UInt((ulong)city);
            writer.Text(Encoding.UTF8.GetBytes(url));
        }

        return bytes[..writer.Written];
    }

    private static void WritePairs(ref CborWriter writer, KeyValuePair<byte, byte>[] pairs)
    {
        writer.Array(pairs.Length);
        foreach (var (theirs, ours) in pairs)
        {
            writer.Array(2);
            writer.UInt(theirs);
            writer.UInt(ours);
        }
    }
}
