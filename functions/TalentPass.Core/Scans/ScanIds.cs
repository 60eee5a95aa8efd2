using System.Buffers.Binary;
using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>To whom a scanned code belongs. This decides where the scan is recorded.</summary>
public enum ScanSource
{
    /// <summary>To a pass of ours. The scan is recorded in the talent's shard, beside the pass.</summary>
    Own = 0,

    /// <summary>To nobody we know. The scan is recorded in the log of unknown codes.</summary>
    Unknown = 1,

    /// <summary>To a pass of a partner city. The scan is recorded among the scans of partners' codes.</summary>
    Partner = 2,
}

/// <summary>The place of a scan's row, read from the scan's id.</summary>
/// <param name="Kind">To whom the code belongs.</param>
/// <param name="TalentId">The talent; null when the pass is not ours.</param>
/// <param name="Prefix">The first ten hex digits of the last part of the row key.</param>
public sealed record ScanRef(ScanSource Kind, string? TalentId, string Prefix);

/// <summary>
/// Makes and reads the ids of scans. An id is one AES-256 block over the place of the row, so no lookup table is needed, and an
/// outsider learns nothing from an id. 26 base32 characters.
/// </summary>
public sealed class ScanIds : IDisposable
{
    private const int PrefixBytes = 5;
    private const int Characters = 26;
    private static readonly DateTimeOffset _epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Aes _aes = Aes.Create();

    /// <summary>The ids of one deployment. The key is derived from the deployment's first master key.</summary>
    public ScanIds(MasterKey key) => _aes.Key = key.DerivePermanent("scan-id");

    /// <summary>Makes the id of a scan.</summary>
    /// <param name="spot">The place of its rows.</param>
    /// <param name="at">When the scan happened.</param>
    public string Of(ScanKeys spot, DateTimeOffset at)
    {
        Span<byte> block = stackalloc byte[16];
        block.Clear();
        if (spot.Origin is { } origin && Base32.TryDecode(origin.TalentId, out var talent))
        {
            BinaryPrimitives.WriteUInt64BigEndian(block, talent << 24);
        }

        Convert.FromHexString(spot.Call.AsSpan(0, PrefixBytes * 2), block[5..10], out _, out _);
        // Two scans of the same credential have the same prefix. The hash makes their ids different.
        SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(spot.Call)).AsSpan(0, 3).CopyTo(block[10..]);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], (uint)block[12] << 24 | (uint)spot.Place << 22 | (uint)(at - _epoch).TotalHours & 0x3FFFFF);
        _aes.EncryptEcb(block, block, PaddingMode.None);
        return Base32.Encode(block);
    }

    /// <summary>
    /// Reads an id. Null when the text does not have the form of an id. An invented id leads to a row that does not exist.
    /// </summary>
    public ScanRef? Parse(string id)
    {
        Span<byte> block = stackalloc byte[16];
        if (id.Length != Characters || !TryDecode(id, block))
        {
            return null;
        }

        _aes.DecryptEcb(block, block, PaddingMode.None);
        var tail = BinaryPrimitives.ReadUInt32BigEndian(block[12..]);
        var kind = (ScanSource)(tail >> 22 & 3);
        var talentId = kind == ScanSource.Own ? Base32.Encode(BinaryPrimitives.ReadUInt64BigEndian(block) >> 24, 8) : null;
        return new ScanRef(kind, talentId, Convert.ToHexStringLower(block[5..10]));
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    private static bool TryDecode(string id, Span<byte> block)
    {
        // 26 characters hold 130 bits, read as 12, 12 and 2 characters. The last two bits are zero.
        if (!Base32.TryDecode(id.AsSpan(0, 12), out var first)
            || !Base32.TryDecode(id.AsSpan(12, 12), out var second)
            || !Base32.TryDecode(id.AsSpan(24), out var third)
            || (third & 3) != 0)
        {
            return false;
        }

        var bits = (UInt128)first << 68 | (UInt128)second << 8 | third >> 2;
        BinaryPrimitives.WriteUInt128BigEndian(block, bits);
        return true;
    }
}
