using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Seals personal fields at rest (PIPL 51): AES-256-GCM, a fresh nonce each time, bound to its place so that a sealed
/// value cannot be moved to another row or field. Opens under former master keys too.
/// </summary>
public sealed class FieldSealer : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    // The first seals; those after it open what was sealed before the master key changed.
    private readonly AesGcm[] _keys;
    private readonly Lock _gate = new();
    private readonly RandomSource _random;

    /// <summary>Seals under the deployment's master key.</summary>
    public FieldSealer(MasterKey key, RandomSource random)
    {
        _keys = [.. key.All.Select(each => new AesGcm(each.Derive("seal"), TagLength))];
        _random = random;
    }

    /// <summary>Seals text. The result is 29 bytes longer than its UTF-8.</summary>
    /// <param name="text">What to seal.</param>
    /// <param name="place">Where it will stand, e.g. <c>7k2m9qxw|0|name</c>; needed again to open.</param>
    public byte[] Seal(string text, string place) => Seal(Encoding.UTF8.GetBytes(text), place);

    /// <summary>Seals bytes.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, string place)
    {
        var sealedBytes = new byte[1 + NonceLength + plain.Length + TagLength];
        sealedBytes[0] = Version;
        var nonce = sealedBytes.AsSpan(1, NonceLength);
        _random.Fill(nonce);
        var body = sealedBytes.AsSpan(1 + NonceLength, plain.Length);
        lock (_gate)
        {
            _keys[0].Encrypt(nonce, plain, body, sealedBytes.AsSpan(^TagLength), Encoding.UTF8.GetBytes(place));
        }

        return sealedBytes;
    }

    /// <summary>Opens sealed text.</summary>
    /// <exception cref="CryptographicException">Tampered with, moved, or sealed under another key.</exception>
    public string Open(byte[] sealedBytes, string place) => Encoding.UTF8.GetString(OpenBytes(sealedBytes, place));

    /// <summary>Opens sealed bytes.</summary>
    /// <exception cref="CryptographicException">Tampered with, moved, or sealed under another key.</exception>
    public byte[] OpenBytes(byte[] sealedBytes, string place)
    {
        if (sealedBytes.Length < 1 + NonceLength + TagLength || sealedBytes[0] != Version)
        {
            throw new CryptographicException("Not a sealed field.");
        }

        var plain = new byte[sealedBytes.Length - 1 - NonceLength - TagLength];
        var bound = Encoding.UTF8.GetBytes(place);
        lock (_gate)
        {
            for (var index = 0; ; index++)
            {
                try
                {
                    _keys[index].Decrypt(
                        sealedBytes.AsSpan(1, NonceLength), sealedBytes.AsSpan(1 + NonceLength, plain.Length), sealedBytes.AsSpan(^TagLength), plain, bound);
                    return plain;
                }
                catch (AuthenticationTagMismatchException) when (index + 1 < _keys.Length)
                {
                    // Perhaps a former key sealed it.
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var key in _keys)
        {
            key.Dispose();
        }
    }
}
