using System.Buffers.Binary;
using System.Security.Cryptography;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Passes.Verifying;

/// <summary>
/// Builds codes byte by byte. A test can change one thing and still sign the result correctly. If the verifier refuses the
/// code, this one change is the reason.
/// </summary>
internal static class Forgery
{
    public static readonly byte[] ShowTail = [0x82, 0x03, 0x19, 0x2A, 0x05];
    public static readonly byte[] NoHeader = [0xA0];

    public static uint Seconds(TimeSpan fromNow) => (uint)(PassCity.Now + fromNow).ToUnixTimeSeconds();

    public static byte[] Header(Kid kid) => [0xA2, 0x01, 0x26, 0x04, 0x44, .. BigEndian(kid.Value)];

    public static byte[] Payload(uint? issued = null, uint? expires = null, byte[]? tail = null, byte[]? id = null) =>
    [
        0xA4,
        0x04, 0x1A, .. BigEndian(expires ?? Seconds(TimeSpan.FromSeconds(60))),
        0x06, 0x1A, .. BigEndian(issued ?? Seconds(TimeSpan.Zero)),
        0x07, 0x50, .. id ?? new byte[16],
        0x3A, 0x00, 0x01, 0x00, 0x00, .. tail ?? ShowTail,
    ];

    public static byte[] CardTail(uint index) => [0x83, 0x03, 0x19, 0x2A, 0x05, 0x1A, .. BigEndian(index)];

    public static byte[] HolderTail(uint index, byte[] deviceKey) =>
        [0x84, 0x03, 0x19, 0x2A, 0x05, 0x1A, .. BigEndian(index), 0x58, 0x21, .. deviceKey];

    /// <summary>Makes a correctly signed message with the given header and payload, which may be invalid.</summary>
    public static byte[] Signed(SigningKey key, byte[] header, byte[] payload, bool tagged = true, byte[]? open = null)
    {
        var hash = new byte[32];
        CoseSign1.Hash(header, [], payload, hash);
        var signature = new byte[64];
        key.Sign(hash, signature);
        return [.. tagged ? new byte[] { 0xD2 } : [], 0x84, .. String(header), .. open ?? NoHeader, .. String(payload), .. String(signature)];
    }

    public static byte[] Signed(SigningKey key, byte[] payload) => Signed(key, Header(key.Kid), payload);

    /// <summary>Makes an H code. The phone signs the given inner code and time without any check.</summary>
    public static byte[] Held(byte[] inner, uint time, ECDsa device, byte[]? context = null)
    {
        byte[] payload = [0x82, .. String(inner), 0x1A, .. BigEndian(time)];
        var hash = new byte[32];
        CoseSign1.Hash([0xA1, 0x01, 0x26], context ?? "TP1H"u8, payload, hash);
        var signature = new byte[64];
        Es256.Sign(device, hash, signature);
        return [0x83, .. inner, 0x1A, .. BigEndian(time), .. String(signature)];
    }

    public static byte[] String(byte[] bytes) => bytes.Length < 24
        ? [(byte)(0x40 | bytes.Length), .. bytes]
        : [0x58, (byte)bytes.Length, .. bytes];

    public static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>Returns a copy of the bytes in which the first occurrence of <paramref name="old"/> is replaced.</summary>
    /// <exception cref="ArgumentException">The bytes do not contain <paramref name="old"/>.</exception>
    public static byte[] Replace(byte[] bytes, byte[] old, byte[] fresh)
    {
        var at = bytes.AsSpan().IndexOf(old);
        return at < 0
            ? throw new ArgumentException("Nothing to replace.", nameof(old))
            : [.. bytes[..at], .. fresh, .. bytes[(at + old.Length)..]];
    }

    /// <summary>Replaces the signature (r, s) by (r, n−s), which ECDSA also accepts for the same message.</summary>
    public static byte[] MirrorSignature(byte[] code)
    {
        var order = System.Numerics.BigInteger.Parse(
            "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
            System.Globalization.NumberStyles.AllowHexSpecifier,
            System.Globalization.CultureInfo.InvariantCulture);
        var mirrored = order - new System.Numerics.BigInteger(code.AsSpan(^32), isUnsigned: true, isBigEndian: true);
        var bytes = mirrored.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. code[..^32], .. new byte[32 - bytes.Length], .. bytes];
    }

    public static string Text(byte[] code) => PassText.From(code);

    /// <summary>Does the same as <see cref="Text"/>, also for codes that are longer than any genuine code.</summary>
    public static string LongText(byte[] code)
    {
        var text = new char[Base45.EncodedLength(code.Length)];
        Base45.Encode(code, text);
        return PassText.Prefix + new string(text);
    }
}
