using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>A public key as the trust list states it. The imported form is kept; sharing it between threads is safe.</summary>
public sealed class VerificationKey
{
    private readonly ECDsa? _imported;

    /// <summary>Takes the list's statement.</summary>
    /// <param name="kid">The key's id; its city is the only one the key can speak for.</param>
    /// <param name="algorithm">COSE algorithm number; only ES256 (-7) verifies anything.</param>
    /// <param name="publicKey">Uncompressed point, 65 bytes.</param>
    /// <param name="notBefore">First second the key counts.</param>
    /// <param name="notAfter">Last second the key counts.</param>
    /// <param name="uses">What it may sign.</param>
    /// <param name="map">How a partner city's tiers and entitlements read here; null for our own city.</param>
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

    /// <summary>COSE algorithm number.</summary>
    public int Algorithm { get; }

    /// <summary>Uncompressed point, 65 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>First second the key counts.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>Last second the key counts.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>What it may sign.</summary>
    public KeyUses Uses { get; }

    /// <summary>How a partner city's tiers and entitlements read here; null for our own city.</summary>
    public CityMap? Map { get; }

    /// <summary>Whether the public key is a point of P-256 for ES256.</summary>
    public bool IsUsable => _imported is not null;

    /// <summary>Whether the key signed the hash.</summary>
    public bool Verifies(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) =>
        _imported is not null && Es256.Verify(_imported, hash, signature);
}
