using System.Buffers.Binary;
using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Passes.Codec;

/// <summary>Which pass a code came from.</summary>
/// <param name="TalentId">Eight base32 characters.</param>
/// <param name="PassOrdinal">Which of the talent's passes, counted from 1.</param>
public readonly record struct CodeOrigin(string TalentId, ushort PassOrdinal);

/// <summary>
/// Makes and opens code ids: one AES-256 block over talent id (40 bits), pass ordinal (16), zero (24) and
/// fresh randomness (48). Minting therefore writes nothing, a scan looks nothing up, and two ids of one pass share
/// no bit an outsider could use. The zero bits notice a wrong key in all but one of 16.7 million cases; 48 random
/// bits leave one chance in 28 billion that a showing repeats any one of the last 10,000 scanned codes of a pass.
/// </summary>
public sealed class CodeCipher : IDisposable
{
    /// <summary>The length of a key in bytes.</summary>
    public const int KeySize = KeyForge.SymmetricKeySize;

    private readonly Aes[] _keys;

    /// <summary>Takes the server's keys.</summary>
    /// <param name="keys">AES-256 keys, newest first: the first encrypts, all are tried at opening.</param>
    public CodeCipher(IReadOnlyList<byte[]> keys)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keys.Count, nameof(keys));
        _keys = [.. keys.Select(Open)];
    }

    /// <summary>A fresh id for a pass. Costs one AES block.</summary>
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

    /// <summary>The pass behind an id; false when no key of ours made it.</summary>
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
