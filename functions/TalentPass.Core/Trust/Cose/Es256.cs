using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>ES256: ECDSA on P-256 with SHA-256. A signature is r and s, exactly 64 bytes (RFC 9053, 2.1).</summary>
public static class Es256
{
    /// <summary>The COSE algorithm number (RFC 9053).</summary>
    public const int Algorithm = -7;

    /// <summary>The length of a signature in bytes.</summary>
    public const int SignatureSize = 64;

    /// <summary>The length of an uncompressed public key in bytes: 04, x, y (SEC 1, 2.3.3).</summary>
    public const int PublicKeySize = 65;

    /// <summary>
    /// Imports an uncompressed public key. Null when the bytes are not a point of the curve. An import costs about as much as
    /// three verifications, so keep the result. Many threads may verify with it at the same time (a test checks this).
    /// </summary>
    public static ECDsa? Import(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == PublicKeySize && publicKey[0] == 0x04
            ? Import(new ECPoint { X = publicKey[1..33].ToArray(), Y = publicKey[33..].ToArray() })
            : null;

    /// <summary>Imports a compressed public key, 33 bytes. Null when the bytes are not a point of the curve.</summary>
    public static ECDsa? ImportCompressed(ReadOnlySpan<byte> publicKey) =>
        CompressedPoint.TryExpand(publicKey, out var point) ? Import(point) : null;

    /// <summary>Exports the public key in uncompressed form, 65 bytes.</summary>
    public static byte[] Export(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. point.X!, .. point.Y!];
    }

    /// <summary>Whether the signature verifies. False when it is not 64 bytes long.</summary>
    public static bool Verify(ECDsa key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSize
        && key.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Signs a SHA-256 hash and writes 64 bytes. Throws when the key is not on P-256.</summary>
    public static void Sign(ECDsa key, ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        var signed = key.TrySignHash(
            hash, signature[..SignatureSize], DSASignatureFormat.IeeeP1363FixedFieldConcatenation, out var written);
        if (!signed || written != SignatureSize)
        {
            throw new CryptographicException("The key is not on P-256.");
        }
    }

    private static ECDsa? Import(ECPoint point)
    {
        try
        {
            return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
        }
        catch (CryptographicException)
        {
            // The platform checks that the point is on the curve, and throws when it is not.
            return null;
        }
    }
}
