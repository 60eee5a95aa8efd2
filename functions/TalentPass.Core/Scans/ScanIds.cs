using System.Buffers.Binary;
using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>Whose code was scanned; it decides where the scan is recorded.</summary>
public enum ScanSource
{
    /// <summary>Of a pass of ours: recorded in the talent's shard, beside the pass.</summary>
    Own = 0,

    /// <summary>Nobody's: recorded in the log of unknown codes.</summary>
    Unknown = 1,

    /// <summary>Of a partner city's pass: recorded among those.</summary>
    Partner = 2,
}

/// <summary>What a scan's id leads to.</summary>
/// <param name="Kind">Where the scan is recorded.</param>
/// <param name="TalentId">Whose; null unless it is beside a pass.</param>
/// <param name="Prefix">How the last part of the row's key begins: ten hex digits.</param>
public sealed record ScanRef(ScanSource Kind, string? TalentId, string Prefix);

/// <summary>
/// Makes and reads the ids of scans: one AES-256 block over what leads to the row, so that no look-up table is needed and
/// an outsider learns nothing from an id. 26 base32 characters.
/// </summary>
public sealed class ScanIds : IDisposable
{
    private const int PrefixBytes = 5;
    private const int Characters = 26;
    private static readonly DateTimeOffset _epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Aes _aes = Aes.Create();

    /// <summary>Ids of one deployment; the key derives from its first master key.</summary>
    public ScanIds(MasterKey key) => _aes.Key = key.DerivePermanent("scan-id");

    /// <summary>The id of a scan.</summary>
    /// <param name="spot">Where it is recorded.</param>
    /// <param name="at">When it happened.</param>
    public string Of(ScanKeys spot, DateTimeOffset at)
    {
        Span<byte> block = stackalloc byte[16];
        block.Clear();
        if (spot.Origin is { } origin && Base32.TryDecode(origin.TalentId, out var talent))
        {
            BinaryPrimitives.WriteUInt64BigEndian(block, talent << 24);
        }

        Convert.FromHexString(spot.Call.AsSpan(0, PrefixBytes * 2), block[5..10], out _, out _);
        // Two scans of one credential share the prefix; the hash tells their ids apart.
        SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(spot.Call)).AsSpan(0, 3).CopyTo(block[10..]);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], (uint)block[12] << 24 | (uint)spot.Place << 22 | (uint)(at - _epoch).TotalHours & 0x3FFFFF);
        _aes.EncryptEcb(block, block, PaddingMode.None);
        return Base32.Encode(block);
    }

    /// <summary>Reads an id; null when it is none. A made-up id leads to a row that is not there.</summary>
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
        // 26 characters are 130 bits: twelve, twelve and two, the last two bits empty.
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
