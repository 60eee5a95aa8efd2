using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Seals (encrypts and authenticates) personal fields at rest (PIPL 51) with AES-256-GCM and a random nonce of 12 bytes. The
/// place of the field is the associated data, so a sealed value cannot be opened in another row or field. Values that were
/// sealed under former master keys can still be opened. Thread-safe.
/// </summary>
public sealed class FieldSealer : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    // The first key seals and opens. The later keys only open values that were sealed under former master keys.
    private readonly AesGcm[] _keys;
    private readonly Lock _gate = new();
    private readonly RandomSource _random;

    /// <summary>Creates a sealer with keys derived from the master key and its former keys.</summary>
    public FieldSealer(MasterKey key, RandomSource random)
    {
        _keys = [.. key.All.Select(each => new AesGcm(each.Derive("seal"), TagLength))];
        _random = random;
    }

    /// <summary>Seals text. The result is 29 bytes longer than the text in UTF-8: version, nonce and tag.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The place of the value, e.g. <c>7k2m9qxw|0|name</c>. Opening needs the same place.</param>
    public byte[] Seal(string text, string place) => Seal(Encoding.UTF8.GetBytes(text), place);

    /// <summary>Seals bytes. The result is 29 bytes longer.</summary>
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
    /// <exception cref="CryptographicException">The value was changed or moved, or its key is unknown.</exception>
    public string Open(byte[] sealedBytes, string place) => Encoding.UTF8.GetString(OpenBytes(sealedBytes, place));

    /// <summary>Opens sealed bytes.</summary>
    /// <exception cref="CryptographicException">The value was changed or moved, or its key is unknown.</exception>
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
                    // A former key may have sealed the value: try the next key.
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
