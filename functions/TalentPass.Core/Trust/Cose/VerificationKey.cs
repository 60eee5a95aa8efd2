using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>A public key as a trust list states it. The imported key is kept. Many threads may use it at the same time.</summary>
public sealed class VerificationKey
{
    private readonly ECDsa? _imported;

    /// <summary>Takes what the trust list states about the key.</summary>
    /// <param name="kid">The key's id. The key can sign only for the city in this id.</param>
    /// <param name="algorithm">The COSE algorithm number. Only a key for ES256 (-7) verifies signatures.</param>
    /// <param name="publicKey">The uncompressed point, 65 bytes.</param>
    /// <param name="notBefore">The first second in which the key is valid.</param>
    /// <param name="notAfter">The last second in which the key is valid.</param>
    /// <param name="uses">What the key may sign.</param>
    /// <param name="map">Translates the tiers and entitlements of a partner city; null for a key of our own city.</param>
    public VerificationKey(
        Kid kid,
        int algorithm,
        ReadOnlyMemory<byte> publicKey,
        DateTimeOffset notBefore,
        DateTimeOffset notAfter,
        KeyUses uses,
        CityMap? map = null)
    {
        Kid = kid;
        Algorithm = algorithm;
        PublicKey = publicKey;
        NotBefore = notBefore;
        NotAfter = notAfter;
        Uses = uses;
        Map = map;
        _imported = algorithm == Es256.Algorithm ? Es256.Import(publicKey.Span) : null;
    }

    /// <summary>The key's id.</summary>
    public Kid Kid { get; }

    /// <summary>The COSE algorithm number.</summary>
    public int Algorithm { get; }

    /// <summary>The uncompressed point, 65 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The first second in which the key is valid.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The last second in which the key is valid.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>What the key may sign.</summary>
    public KeyUses Uses { get; }

    /// <summary>Translates the tiers and entitlements of a partner city; null for a key of our own city.</summary>
    public CityMap? Map { get; }

    /// <summary>Whether the key is for ES256 and its public key is a point of P-256.</summary>
    public bool IsUsable => _imported is not null;

    /// <summary>Whether the signature of this hash verifies. False for a key that is not usable.</summary>
    public bool Verifies(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        _imported is not null && Es256.Verify(_imported, hash, signature);
}
