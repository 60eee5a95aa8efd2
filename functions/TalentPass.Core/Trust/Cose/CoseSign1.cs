using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// COSE_Sign1 (RFC 9052, 4.2) with ES256, as trust lists and status lists use it. The algorithm has to be in the
/// protected header and nowhere else.
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

    /// <summary>The protected header as signed.</summary>
    public ReadOnlySpan<byte> Protected { get; }

    /// <summary>The key id, from either header; empty when there is none.</summary>
    public ReadOnlySpan<byte> KidBytes { get; }

    /// <summary>The protected media type (RFC 9596), UTF-8; empty when there is none.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>The payload as signed.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>The signature, r‖s.</summary>
    public ReadOnlySpan<byte> Signature { get; }

    /// <summary>Signs a payload.</summary>
    /// <param name="key">Whose id goes into the protected header.</param>
    /// <param name="payload">What is signed.</param>
    /// <param name="type">Media type for the protected header; empty for none.</param>
    public static byte[] Sign(SigningKey key, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> type)
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
        Hash(header, [], payload, hash);
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
    /// Takes a message apart. False for anything but a definite, shortest-form COSE_Sign1 whose protected header
    /// says ES256 and whose unprotected header holds at most a key id.
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

    /// <summary>Hashes the Sig_structure <c>["Signature1", protected, external, payload]</c> (RFC 9052, 4.4).</summary>
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

    /// <summary>Whether the key signed this message.</summary>
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

        // Labels in ascending order, so none can come twice; the algorithm's is the smallest and has to be there.
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
