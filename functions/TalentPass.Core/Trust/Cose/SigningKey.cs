using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>A private key with its id. Many threads may sign with it at the same time.</summary>
/// <param name="kid">The key's id.</param>
/// <param name="key">A P-256 private key. This object owns it from now on and disposes of it.</param>
public sealed class SigningKey(Kid kid, ECDsa key) : IDisposable
{
    /// <summary>The key's id.</summary>
    public Kid Kid { get; } = kid;

    /// <summary>The public key in uncompressed form, 65 bytes.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; } = Es256.Export(key);

    /// <summary>
    /// The key pair for libraries that sign themselves. This object still owns it; the caller must not dispose of it.
    /// </summary>
    public ECDsa Pair => key;

    /// <summary>Makes a new key from the random source of the operating system.</summary>
    public static SigningKey Create(Kid kid) => new(kid, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Signs a SHA-256 hash and writes 64 bytes.</summary>
    public void Sign(ReadOnlySpan<byte> hash, Span<byte> signature) => Es256.Sign(key, hash, signature);

    /// <summary>Makes the entry of the public key for a trust list.</summary>
    public VerificationKey Publish(DateTimeOffset notBefore, DateTimeOffset notAfter, KeyUses uses, CityMap? map = null) =>
        new(Kid, Es256.Algorithm, PublicKey, notBefore, notAfter, uses, map);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
