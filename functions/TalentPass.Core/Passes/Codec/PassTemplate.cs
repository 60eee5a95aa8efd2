using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Codec;

/// <summary>
/// Reads and writes the bytes of a TP1 code. The reader compares a code byte by byte with the one form that its profile allows.
/// It does not parse CBOR in general, so foreign input cannot nest, loop or claim a wrong length. Every integer must have its
/// shortest form (RFC 8949, 4.2.1), every length must be exact, and nothing may follow.
/// </summary>
public static class PassTemplate
{
    /// <summary>The largest S code in bytes.</summary>
    public const int MaxShowBytes = 122;

    /// <summary>The largest P code in bytes.</summary>
    public const int MaxCardBytes = 127;

    /// <summary>The largest stored credential of an H code in bytes.</summary>
    public const int MaxInnerBytes = 161;

    /// <summary>The largest H code in bytes.</summary>
    public const int MaxHolderBytes = 233;

    /// <summary>The largest payload in bytes, that of an H code.</summary>
    internal const int MaxPayloadBytes = 81;

    /// <summary>The length of the protected header <c>{1: -7, 4: kid}</c> in bytes.</summary>
    internal const int ProtectedBytes = 9;

    /// <summary>The length of an ES256 signature (r and s) in bytes.</summary>
    internal const int SignatureBytes = 64;

    // << { 1: -7 (ES256), 4: … >>, up to the bytes of the key id.
    private static ReadOnlySpan<byte> ProtectedHead => [0x49, 0xA2, 0x01, 0x26, 0x04, 0x44];

    // -65537, the key of the claim `tp`.
    private static ReadOnlySpan<byte> ClaimKey => [0x3A, 0x00, 0x01, 0x00, 0x00];

    /// <summary>Reads a code. It does not verify the signatures. A refusal allocates nothing.</summary>
    /// <param name="bytes">The code after Base45 decoding.</param>
    /// <param name="contents">What the code says. Use it only when the answer is <see cref="PassReason.Accepted"/>.</param>
    /// <returns>
    /// <see cref="PassReason.Accepted"/>; <see cref="PassReason.Algorithm"/> when the header names another algorithm than ES256;
    /// else <see cref="PassReason.Template"/>.
    /// </returns>
    public static PassReason Read(ReadOnlySpan<byte> bytes, out PassContents contents)
    {
        var read = default(PassContents);
        var cursor = new TemplateCursor(bytes);
        var reason = ReadCode(bytes, ref cursor, ref read);
        contents = read;
        return reason;
    }

    /// <summary>Writes the protected header, 9 bytes.</summary>
    internal static void WriteProtected(Kid kid, Span<byte> bytes)
    {
        ProtectedHead[1..].CopyTo(bytes);
        kid.Write(bytes[5..]);
    }

    /// <summary>Writes the payload.</summary>
    /// <returns>Its length.</returns>
    internal static int WritePayload(in PassContents contents, Span<byte> bytes)
    {
        var writer = new CborWriter(bytes);
        writer.Map(4);
        writer.UInt(4);
        writer.UInt(contents.ExpiresAt);
        writer.UInt(6);
        writer.UInt(contents.IssuedAt);
        writer.UInt(7);
        Span<byte> id = stackalloc byte[CodeId.Size];
        contents.Id.Write(id);
        writer.Bytes(id);
        writer.Int(-65537);
        writer.Array(contents.Profile switch { PassProfile.Show => 2, PassProfile.Card => 3, _ => 4 });
        writer.UInt(contents.Tier);
        writer.UInt(contents.Entitlements);
        if (contents.Profile != PassProfile.Show)
        {
            writer.UInt(contents.StatusIndex);
        }

        if (contents.Profile == PassProfile.Holder)
        {
            writer.Bytes(contents.DeviceKey);
        }

        return writer.Written;
    }

    /// <summary>Writes the code from protected header, payload and signature.</summary>
    /// <returns>The code's length.</returns>
    internal static int WriteSigned(
        bool tagged,
        ReadOnlySpan<byte> header,
        ReadOnlySpan<byte> payload,
        ReadOnlySpan<byte> signature,
        Span<byte> bytes)
    {
        var writer = new CborWriter(bytes);
        if (tagged)
        {
            writer.Tag(18);
        }

        writer.Array(4);
        writer.Bytes(header);
        writer.Map(0);
        writer.Bytes(payload);
        writer.Bytes(signature);
        return writer.Written;
    }

    private static PassReason ReadCode(ReadOnlySpan<byte> bytes, ref TemplateCursor cursor, ref PassContents contents)
    {
        if (cursor.Skip(0xD2))
        {
            var reason = ReadSigned(ref cursor, tagged: true, ref contents);
            return reason != PassReason.Accepted || cursor.AtEnd ? reason : PassReason.Template;
        }

        if (!cursor.Skip(0x83))
        {
            return PassReason.Template;
        }

        var inner = ReadSigned(ref cursor, tagged: false, ref contents);
        if (inner != PassReason.Accepted)
        {
            return inner;
        }

        contents.Inner = bytes[1..cursor.Position];
        if (!cursor.Time(out var time) || !cursor.Skip(0x58) || !cursor.Skip(0x40)
            || !cursor.Take(SignatureBytes, out var signature) || !cursor.AtEnd)
        {
            return PassReason.Template;
        }

        contents.HolderTime = time;
        contents.HolderSignature = signature;
        return PassReason.Accepted;
    }

    private static PassReason ReadSigned(ref TemplateCursor cursor, bool tagged, ref PassContents contents)
    {
        if (!cursor.Skip(0x84))
        {
            return PassReason.Template;
        }

        if (!cursor.Skip(ProtectedHead))
        {
            return cursor.NamesOtherAlgorithm() ? PassReason.Algorithm : PassReason.Template;
        }

        contents.Protected = cursor.Behind(ProtectedHead.Length - 1, ProtectedBytes);
        if (!cursor.Take(Kid.Size, out var kid)
            || !cursor.Skip(0xA0)
            || !cursor.Skip(0x58)
            || !cursor.Take(1, out var length)
            || !cursor.Take(length[0], out var payload)
            || !ReadPayload(payload, tagged, ref contents)
            || !cursor.Skip(0x58)
            || !cursor.Skip(0x40)
            || !cursor.Take(SignatureBytes, out var signature))
        {
            return PassReason.Template;
        }

        contents.Kid = Kid.Read(kid);
        contents.Payload = payload;
        contents.Signature = signature;
        return PassReason.Accepted;
    }

    private static bool ReadPayload(ReadOnlySpan<byte> payload, bool tagged, ref PassContents contents)
    {
        var cursor = new TemplateCursor(payload);
        if (!cursor.Skip(0xA4)
            || !cursor.Skip(0x04) || !cursor.Time(out var expires)
            || !cursor.Skip(0x06) || !cursor.Time(out var issued)
            || !cursor.Skip(0x07) || !cursor.Skip(0x50) || !cursor.Take(CodeId.Size, out var id)
            || !cursor.Skip(ClaimKey)
            || !cursor.Take(1, out var members)
            || !cursor.Number(23, out var tier)
            || !cursor.Number(ushort.MaxValue, out var entitlements))
        {
            return false;
        }

        contents.ExpiresAt = expires;
        contents.IssuedAt = issued;
        contents.Id = CodeId.Read(id);
        contents.Tier = (byte)tier;
        contents.Entitlements = (ushort)entitlements;
        switch (tagged, members[0])
        {
            case (true, 0x82):
                contents.Profile = PassProfile.Show;
                return cursor.AtEnd;
            case (true, 0x83) when cursor.Number(uint.MaxValue, out var index):
                contents.Profile = PassProfile.Card;
                contents.StatusIndex = index;
                return cursor.AtEnd;
            case (false, 0x84) when cursor.Number(uint.MaxValue, out var index)
                && cursor.Skip(0x58) && cursor.Skip(CompressedPoint.Size)
                && cursor.Take(CompressedPoint.Size, out var key) && key[0] is 0x02 or 0x03:
                contents.Profile = PassProfile.Holder;
                contents.StatusIndex = index;
                contents.DeviceKey = key;
                return cursor.AtEnd;
            default:
                return false;
        }
    }
}
