using System.IO.Compression;

namespace TalentPass.Core.Trust.Lists;

/// <summary>The standing of one credential (Token Status List, section 7.1).</summary>
public enum StatusValue : byte
{
    /// <summary>Good.</summary>
    Valid = 0,

    /// <summary>Revoked for good.</summary>
    Invalid = 1,

    /// <summary>Frozen for now.</summary>
    Suspended = 2,
}

/// <summary>
/// A list of statuses, a few bits each, the first entry in the lowest bits of the first byte
/// (draft-ietf-oauth-status-list, section 4.1).
/// </summary>
public sealed class StatusList
{
    /// <summary>The entries of one of our own lists: enough that an index hides in the crowd.</summary>
    public const int Capacity = 1 << 17;

    /// <summary>The most bytes a foreign list may inflate to, so that 1 kB cannot become 1 GB.</summary>
    public const int MaxInflatedBytes = 1 << 20;

    private readonly byte[] _bytes;

    private StatusList(int bits, byte[] bytes)
    {
        Bits = bits;
        _bytes = bytes;
    }

    /// <summary>Bits an entry, 1 or 2.</summary>
    public int Bits { get; }

    /// <summary>The number of entries.</summary>
    public int Count => _bytes.Length * (8 / Bits);

    /// <summary>A list of valid entries.</summary>
    /// <param name="bits">1 or 2.</param>
    /// <param name="count">The number of entries, a multiple of 8.</param>
    public static StatusList Create(int bits = 2, int count = Capacity)
    {
        if (bits is not (1 or 2) || count <= 0 || count % 8 != 0 || count / 8 * bits > MaxInflatedBytes)
        {
            throw new ArgumentOutOfRangeException(nameof(count));
        }

        return new StatusList(bits, new byte[count / 8 * bits]);
    }

    /// <summary>A list from its bytes as <see cref="ToArray"/> gave them.</summary>
    public static StatusList Load(int bits, byte[] bytes) => new(bits, bytes);

    /// <summary>Reads the <c>lst</c> member. Null when it is no zlib stream (RFC 1950) or grows beyond the limit.</summary>
    public static StatusList? Inflate(int bits, ReadOnlySpan<byte> compressed)
    {
        if (bits is not (1 or 2))
        {
            return null;
        }

        using var input = new MemoryStream(compressed.ToArray(), writable: false);
        using var zlib = new ZLibStream(input, CompressionMode.Decompress);
        using var output = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            int read;
            while ((read = zlib.Read(buffer)) > 0)
            {
                if (output.Length + read > MaxInflatedBytes)
                {
                    return null;
                }

                output.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return output.Length == 0 ? null : new StatusList(bits, output.ToArray());
    }

    /// <summary>The <c>lst</c> member.</summary>
    public byte[] Deflate()
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(_bytes);
        }

        return output.ToArray();
    }

    /// <summary>The entries as they lie in memory.</summary>
    public byte[] ToArray() => [.. _bytes];

    /// <summary>The raw value of an entry, 0–3; null beyond the end.</summary>
    public int? Raw(int index)
    {
        var perByte = 8 / Bits;
        return (uint)index >= (uint)Count
            ? null
            : _bytes[index / perByte] >> index % perByte * Bits & (1 << Bits) - 1;
    }

    /// <summary>Sets an entry.</summary>
    public void Set(int index, StatusValue value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((int)value, 1 << Bits, nameof(value));
        var perByte = 8 / Bits;
        var shift = index % perByte * Bits;
        var mask = ((1 << Bits) - 1) << shift;
        _bytes[index / perByte] = (byte)(_bytes[index / perByte] & ~mask | (int)value << shift);
    }
}
