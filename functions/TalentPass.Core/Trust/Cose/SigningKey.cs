using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>A private key with its id. Signing on many threads at once is safe.</summary>
/// <param name="kid">The key's id.</param>
/// <param name="key">A P-256 private key; owned by this object from now on.</param>
public sealed class SigningKey(Kid kid, ECDsa key) : IDisposable
{
    /// <summary>The key's id.</summary>
    public Kid Kid { get; } = kid;

    /// <summary>The public part, uncompressed, 65 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; } = Es256.Export(key);

    /// <summary>The pair itself, for libraries that sign by themselves; it stays this object's.</summary>
    public ECDsa Pair => key;

    /// <summary>Makes a new key from the operating system's randomness.</summary>
    public static SigningKey Create(Kid kid) => new(kid, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Signs a SHA-256 hash into a span of 64 bytes.</summary>
    public void Sign(ReadOnlySpan<byte> hash, Span<byte> signature) => Es256.Sign(key, hash, signature);

    /// <summary>States the public part for a trust list.</summary>
    public VerificationKey Publish(DateTimeOffset notBefore, DateTimeOffset notAfter, KeyUses uses, CityMap? map = null) =>
        new(Kid, Es256.Algorithm, PublicKey, notBefore, notAfter, uses, map);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
