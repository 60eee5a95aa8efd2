using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// A signed message of the form COSE_Sign1 (RFC 9052, 4.2) with ES256. Trust lists and status lists have this form. The
/// algorithm must stand in the protected header, and only there.
/// </summary>
internal readonly ref struct CoseSign1
{
    private const int AlgorithmLabel = 1;
    private const int ContentTypeLabel = 3;
    private const int KidLabel = 4;
    private const int TypeLabel = 16;

    private CoseSign1(
        ReadOnlySpan<byte> header, ReadOnlySpan<byte> kid, ReadOnlySpan<byte> type, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> signature)
    {
        Protected = header;
        KidBytes = kid;
        Type = type;
        Payload = payload;
        Signature = signature;
    }

    /// <summary>The bytes of the protected header; the signature covers them.</summary>
    public ReadOnlySpan<byte> Protected { get; }

    /// <summary>The key id from the protected or the unprotected header; empty when the message has none.</summary>
    public ReadOnlySpan<byte> KidBytes { get; }

    /// <summary>The media type from the protected header (RFC 9596), in UTF-8; empty when the message has none.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>The bytes of the payload; the signature covers them.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>The signature: r and s, together 64 bytes.</summary>
    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>Signs a payload.</summary>
    /// <param name="key">The key that signs. Its id goes into the protected header.</param>
    /// <param name="payload">The bytes to sign.</param>
    /// <param name="type">The media type for the protected header; empty for none.</param>
    /// <param name="external">The external data that the signature covers; empty for none.</param>
    public static byte[] Sign(SigningKey key, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> type, ReadOnlySpan<byte> external = default)
    {
        Span<byte> header = stackalloc byte[32 + type.Length];
        var writer = new CborWriter(header);
        writer.Map(type.IsEmpty ? 2 : 3);
        writer.UInt(AlgorithmLabel);
        writer.Int(Es256.Algorithm);
        writer.UInt(KidLabel);
        Span<byte> kid = stackalloc byte[Kid.Size];
        key.Kid.Write(kid);
        writer.Bytes(kid);
        if (!type.IsEmpty)
        {
            writer.UInt(TypeLabel);
            writer.Text(type);
        }

        header = header[..writer.Written];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(header, external, payload, hash);
        Span<byte> signature = stackalloc byte[Es256.SignatureSize];
        key.Sign(hash, signature);

        var bytes = new byte[header.Length + payload.Length + Es256.SignatureSize + 32];
        var message = new CborWriter(bytes);
        message.Tag(18);
        message.Array(4);
        message.Bytes(header);
        message.Map(0);
        message.Bytes(payload);
        message.Bytes(signature);
        return bytes[..message.Written];
    }

    /// <summary>
    /// Reads the parts of a message; it does not verify the signature. False when the message is not a COSE_Sign1 in
    /// deterministic form, when the protected header does not name ES256, or when the unprotected header holds anything but a
    /// key id.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool tagged, out CoseSign1 message)
    {
        message = default;
        var reader = new CborReader(bytes);
        if ((tagged && !reader.Tag(18))
            || !reader.Array(4, out var members) || members != 4
            || !reader.Bytes(out var header)
            || !TryReadProtected(header, out var kid, out var type)
            || !reader.Map(1, out var open)
            || (open == 1 && !(reader.UInt(KidLabel, out var label) && label == KidLabel && kid.IsEmpty && reader.Bytes(out kid)))
            || !reader.Bytes(out var payload)
            || !reader.Bytes(out var signature) || signature.Length != Es256.SignatureSize
            || !reader.AtEnd)
        {
            return false;
        }

        message = new CoseSign1(header, kid, type, payload, signature);
        return true;
    }

    /// <summary>
    /// Computes the hash to sign: that of the Sig_structure <c>["Signature1", protected, external, payload]</c> (RFC 9052,
    /// 4.4).
    /// </summary>
    public static void Hash(
        ReadOnlySpan<byte> header, ReadOnlySpan<byte> external, ReadOnlySpan<byte> payload, Span<byte> hash)
    {
        var size = 32 + header.Length + external.Length + payload.Length;
        Span<byte> structure = size <= 512 ? stackalloc byte[512] : new byte[size];
        var writer = new CborWriter(structure);
        writer.Array(4);
        writer.Text("Signature1"u8);
        writer.Bytes(header);
        writer.Bytes(external);
        writer.Bytes(payload);
        SHA256.HashData(structure[..writer.Written], hash);
    }

    /// <summary>Whether the signature of this message verifies with the key.</summary>
    public bool IsSignedBy(VerificationKey key, ReadOnlySpan<byte> external = default)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(Protected, external, Payload, hash);
        return key.Verifies(hash, Signature);
    }

    private static bool TryReadProtected(ReadOnlySpan<byte> header, out ReadOnlySpan<byte> kid, out ReadOnlySpan<byte> type)
    {
        kid = default;
        type = default;
        var reader = new CborReader(header);
        if (!reader.Map(4, out var pairs))
        {
            return false;
        }

        // The labels must be in ascending order, so a label cannot come twice. The algorithm has the smallest label: it must
        // be first.
        var last = 0UL;
        for (var i = 0; i < pairs; i++)
        {
            if (!reader.UInt(TypeLabel, out var label) || label <= last || (i == 0 && label != AlgorithmLabel))
            {
                return false;
            }

            last = label;
            var read = label switch
            {
                AlgorithmLabel => reader.Int(out var algorithm) && algorithm == Es256.Algorithm,
                ContentTypeLabel => reader.UInt(ushort.MaxValue, out _),
                KidLabel => reader.Bytes(out kid),
                TypeLabel => reader.Text(out type),
                _ => false,
            };
            if (!read)
            {
                return false;
            }
        }

        return pairs > 0 && reader.AtEnd;
    }
}
