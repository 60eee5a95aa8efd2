using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>ES256: ECDSA on P-256 with SHA-256, signatures as r‖s of exactly 64 bytes (RFC 9053, 2.1).</summary>
public static class Es256
{
    /// <summary>The COSE algorithm number (RFC 9053).</summary>
    public const int Algorithm = -7;

    /// <summary>The length of a signature.</summary>
    public const int SignatureSize = 64;

    /// <summary>The length of an uncompressed public key: 04‖x‖y (SEC 1, 2.3.3).</summary>
    public const int PublicKeySize = 65;

    /// <summary>
    /// Imports an uncompressed public key. Null when it is no point of the curve. Costs about three verifications,
    /// so keep the result: it may verify on many threads at once (a test holds it to that).
    /// </summary>
    public static ECDsa? Import(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == PublicKeySize && publicKey[0] == 0x04
            ? Import(new ECPoint { X = publicKey[1..33].ToArray(), Y = publicKey[33..].ToArray() })
            : null;

    /// <summary>Imports a compressed public key. Null when it is no point of the curve.</summary>
    public static ECDsa? ImportCompressed(ReadOnlySpan<byte> publicKey) =>
        CompressedPoint.TryExpand(publicKey, out var point) ? Import(point) : null;

    /// <summary>The uncompressed public key, 65 bytes.</summary>
    public static byte[] Export(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [0x04, .. point.X!, .. point.Y!];
    }

    /// <summary>Whether the signature holds; anything but 64 bytes does not.</summary>
    public static bool Verify(ECDsa key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        signature.Length == SignatureSize
        && key.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Signs into a span of 64 bytes.</summary>
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
            // The platform checks that the point lies on the curve.
            return null;
        }
    }
}
