using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Seals (encrypts and authenticates) personal fields at rest (PIPL 51) with AES-256-GCM and a random nonce of 12 bytes. The
/// place of the field is the associated data, so a sealed value cannot be opened in another row or field. Values that were
/// sealed under former master keys can still be opened. Thread-safe, and no call waits for another.
/// </summary>
public sealed class FieldSealer : IDisposable
{
    private const byte Version = 1;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    // The first key seals and opens. The later keys only open values that were sealed under former master keys.
    private readonly Ciphers[] _keys;
    private readonly RandomSource _random;

    /// <summary>Creates a sealer with keys derived from the master key and its former keys.</summary>
    public FieldSealer(MasterKey key, RandomSource random)
    {
        _keys = [.. key.All.Select(each => new Ciphers(each.Derive("seal")))];
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
        var cipher = _keys[0].Take();
        cipher.Encrypt(nonce, plain, body, sealedBytes.AsSpan(^TagLength), Encoding.UTF8.GetBytes(place));
        _keys[0].Return(cipher);
        return sealedBytes;
    }

    /// <summary>Opens sealed text.</summary>
    /// <exception cref="CryptographicException">The value was changed or moved, or its key is unknown.</exception>
    public string Open(byte[] sealedBytes, string place) => Encoding.UTF8.GetString(OpenBytes(sealedBytes, place));

    /// <summary>Opens sealed bytes.</summary>
    /// <exception cref="CryptographicException">The value was changed or moved, or its key is unknown.</exception>
    public byte[] OpenBytes(byte[] sealedBytes, string place)
    {
        if (sealedBytes is not { Length: >= 1 + NonceLength + TagLength } || sealedBytes[0] != Version)
        {
            throw new CryptographicException("Not a sealed field.");
        }

        var plain = new byte[sealedBytes.Length - 1 - NonceLength - TagLength];
        var bound = Encoding.UTF8.GetBytes(place);
        for (var index = 0; ; index++)
        {
            var cipher = _keys[index].Take();
            try
            {
                cipher.Decrypt(
                    sealedBytes.AsSpan(1, NonceLength), sealedBytes.AsSpan(1 + NonceLength, plain.Length), sealedBytes.AsSpan(^TagLength), plain, bound);
                return plain;
            }
            catch (AuthenticationTagMismatchException) when (index + 1 < _keys.Length)
            {
                // A former key may have sealed the value: try the next key.
            }
            finally
            {
                _keys[index].Return(cipher);
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

    // An AesGcm serves one call at a time, and a new one costs more than a short text. So each key has as many as there were ever
    // calls at the same moment.
    private sealed class Ciphers(byte[] key) : IDisposable
    {
        private readonly ConcurrentBag<AesGcm> _idle = [];

        public AesGcm Take() => _idle.TryTake(out var cipher) ? cipher : new AesGcm(key, TagLength);

        public void Return(AesGcm cipher) => _idle.Add(cipher);

        public void Dispose()
        {
            while (_idle.TryTake(out var cipher))
            {
                cipher.Dispose();
            }
        }
    }
}
