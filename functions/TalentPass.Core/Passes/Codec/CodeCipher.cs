using System.Buffers.Binary;
using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Passes.Codec;

/// <summary>The pass from which a code comes.</summary>
/// <param name="TalentId">Eight base32 characters.</param>
/// <param name="PassOrdinal">The number of the pass among the talent's passes, counted from 1.</param>
public readonly record struct CodeOrigin(string TalentId, ushort PassOrdinal);

/// <summary>
/// Makes the ids of codes and decrypts them. An id is one AES-256 block over talent id (40 bits), pass ordinal (16 bits), zeros
/// (24 bits) and fresh random bits (48). So minting a code writes nothing to storage, and a scan needs no lookup to find the
/// pass. Outsiders cannot see that two ids belong to the same pass. The zero bits detect a wrong key in all but one of 16.7
/// million cases. With 48 random bits, the chance that a code repeats one of the last 10,000 scanned codes of a pass is one
/// in 28 billion.
/// </summary>
public sealed class CodeCipher : IDisposable
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeySize = KeyForge.SymmetricKeySize;

    private readonly Aes[] _keys;

    /// <summary>Takes the server's keys.</summary>
    /// <param name="keys">AES-256 keys, newest first. The first key encrypts; decryption tries all of them.</param>
    public CodeCipher(IReadOnlyList<byte[]> keys)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count, nameof(keys));
        _keys = [.. keys.Select(Open)];
    }

    /// <summary>Makes a new id for a code of a pass. The cost is one AES block.</summary>
    public CodeId Encrypt(CodeOrigin origin, RandomSource random)
    {
        if (origin.TalentId.Length != 8 || !Base32.TryDecode(origin.TalentId, out var talent))
        {
            throw new ArgumentException("A talent id has eight base32 characters.", nameof(origin));
        }

        Span<byte> block = stackalloc byte[CodeId.Size];
        BinaryPrimitives.WriteUInt64BigEndian(block, talent << 24 | (ulong)origin.PassOrdinal << 8);
        block[8] = block[9] = 0;
        random.Fill(block[10..]);
        _keys[0].EncryptEcb(block, block, PaddingMode.None);
        return CodeId.Read(block);
    }

    /// <summary>Decrypts an id to its pass. False when none of our keys made the id.</summary>
    public bool TryDecrypt(CodeId id, out CodeOrigin origin)
    {
        Span<byte> sealedBlock = stackalloc byte[CodeId.Size];
        Span<byte> block = stackalloc byte[CodeId.Size];
        id.Write(sealedBlock);
        foreach (var key in _keys)
        {
            key.DecryptEcb(sealedBlock, block, PaddingMode.None);
            var head = BinaryPrimitives.ReadUInt64BigEndian(block);
            if ((byte)head == 0 && block[8] == 0 && block[9] == 0)
            {
                origin = new CodeOrigin(Base32.Encode(head >> 24, 8), (ushort)(head >> 8));
                return true;
            }
        }

        origin = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_keys, key => key.Dispose());

    private static Aes Open(byte[] key)
    {
        if (key.Length != KeySize)
        {
            throw new ArgumentException("A code key has 32 bytes.", nameof(key));
        }

        var aes = Aes.Create();
        aes.Key = key;
        return aes;
    }
}
