using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Keys;

/// <summary>
/// Encrypts private keys for storage: AES-256-GCM with a key that is derived from the master key in the configuration. The name
/// of the ring key is bound into the result, so one row cannot be used in place of another. Format: version 1 (1 byte), id of the
/// encrypting key (4), nonce (12), ciphertext, tag (16).
/// </summary>
public sealed class KeySealing
{
    private const byte Version = 1;
    private const int IdSize = 4;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeadSize = 1 + IdSize + NonceSize;

    private readonly RandomSource _random;
    private readonly (byte[] Id, byte[] Key)[] _keys;

    /// <summary>Derives the encrypting keys.</summary>
    /// <param name="keys">
    /// The deployment's master key, then former ones. The first key encrypts; decryption tries all of them.
    /// </param>
    /// <param name="random">Random source for nonces.</param>
    public KeySealing(IReadOnlyList<MasterKey> keys, RandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count, nameof(keys));
        _random = random;
        _keys = [.. keys.Select(key => (key.Derive("key-ring-id", IdSize), key.Derive("key-ring")))];
    }

    /// <summary>Encrypts a private part.</summary>
    /// <param name="plain">PKCS #8 or a symmetric key.</param>
    /// <param name="name">The ring key's name.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, string name)
    {
        var (id, key) = _keys[0];
        var box = new byte[HeadSize + plain.Length + TagSize];
        box[0] = Version;
        id.CopyTo(box, 1);
        var nonce = box.AsSpan(1 + IdSize, NonceSize);
        _random.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(HeadSize, plain.Length), box.AsSpan(HeadSize + plain.Length), Encoding.UTF8.GetBytes(name));
        return box;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made.</summary>
    /// <returns>
    /// The private part. Null when none of our keys encrypted it, when it was changed, or when it belongs to another name.
    /// </returns>
    public byte[]? Open(ReadOnlySpan<byte> box, string name)
    {
        if (box.Length < HeadSize + TagSize || box[0] != Version)
        {
            return null;
        }

        foreach (var (id, key) in _keys)
        {
            if (!box.Slice(1, IdSize).SequenceEqual(id))
            {
                continue;
            }

            var plain = new byte[box.Length - HeadSize - TagSize];
            using var aes = new AesGcm(key, TagSize);
            try
            {
                aes.Decrypt(
                    box.Slice(1 + IdSize, NonceSize), box[HeadSize..^TagSize], box[^TagSize..], plain, Encoding.UTF8.GetBytes(name));
                return plain;
            }
            catch (AuthenticationTagMismatchException)
            {
                return null;
            }
        }

        return null;
    }
}
