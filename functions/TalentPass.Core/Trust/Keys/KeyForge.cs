using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Trust.Keys;

/// <summary>
/// Makes the keys of the ring and decrypts their private parts. Only this class, and the signing keys that it returns, hold a
/// private part in plain form.
/// </summary>
/// <param name="sealing">Encrypts the private parts.</param>
/// <param name="random">Random source for symmetric keys. P-256 keys come from the operating system.</param>
public sealed class KeyForge(KeySealing sealing, RandomSource random)
{
    /// <summary>The length of a symmetric key in bytes (AES-256).</summary>
    public const int SymmetricKeySize = 32;

    /// <summary>Makes the ordered key, with its private part sealed.</summary>
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

    /// <summary>Decrypts a signing key. Null when none of the configured master keys sealed it.</summary>
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

    /// <summary>Decrypts a symmetric key. Null when none of the configured master keys sealed it.</summary>
    public byte[]? OpenSymmetric(RingKey key) => sealing.Open(key.SealedPrivate.Span, key.Name);
}
