using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Keys;

/// <summary>
/// Seals private keys for storage: AES-256-GCM under a key-encryption key that comes from configuration, bound to
/// the ring key's name so that no row can stand in for another. Format: version 1, KEK id (4 bytes), nonce (12),
/// ciphertext, tag (16).
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

    /// <summary>Takes the key-encryption keys.</summary>
    /// <param name="keys">The deployment's master key, and former ones after it: the first seals, all may open.</param>
    /// <param name="random">Where nonces come from.</param>
    public KeySealing(IReadOnlyList<MasterKey> keys, RandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count, nameof(keys));
        _random = random;
        _keys = [.. keys.Select(key => (key.Derive("key-ring-id", IdSize), key.Derive("key-ring")))];
    }

    /// <summary>Seals a private part.</summary>
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

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <returns>The private part; null when no key of ours sealed it, it was changed, or it belongs to another name.</returns>
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
