using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>Makes ring keys and opens them again; the only place where a private part is in the clear.</summary>
/// <param name="sealing">Seals the private parts.</param>
/// <param name="random">Where symmetric keys come from; P-256 keys come from the operating system.</param>
public sealed class KeyForge(KeySealing sealing, RandomSource random)
{
    /// <summary>The length of a symmetric key in bytes (AES-256).</summary>
    public const int SymmetricKeySize = 32;

    /// <summary>Makes what was ordered.</summary>
    public RingKey Make(KeyOrder order, DateTimeOffset now)
    {
        byte[] publicKey = [];
        byte[] plain;
        if (order.Use == RingUse.Code)
        {
            plain = random.Bytes(SymmetricKeySize);
        }
        else
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            publicKey = Es256.Export(key);
            plain = key.ExportPkcs8PrivateKey();
        }

        var made = new RingKey(
            order.Use, order.Number, now, order.NotBefore, order.SignUntil, order.NotAfter, publicKey, default);
        made = made with { SealedPrivate = sealing.Seal(plain, made.Name) };
        CryptographicOperations.ZeroMemory(plain);
        return made;
    }

    /// <summary>Opens a signing key; null when the configured key-encryption key is not the one that sealed it.</summary>
    public SigningKey? OpenSigner(RingKey key, int city)
    {
        var plain = sealing.Open(key.SealedPrivate.Span, key.Name);
        if (plain is null)
        {
            return null;
        }

        var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(plain, out _);
        CryptographicOperations.ZeroMemory(plain);
        return new SigningKey(key.KidOf(city), ecdsa);
    }

    /// <summary>Opens a symmetric key; null when the configured key-encryption key is not the one that sealed it.</summary>
    public byte[]? OpenSymmetric(RingKey key) => sealing.Open(key.SealedPrivate.Span, key.Name);
}
