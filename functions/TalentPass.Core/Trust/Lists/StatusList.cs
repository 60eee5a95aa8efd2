using System.IO.Compression;

namespace TalentPass.Core.Trust.Lists;

/// <summary>The status of one credential (draft-ietf-oauth-status-list, section 7.1).</summary>
public enum StatusValue : byte
{
    /// <summary>The credential is good.</summary>
    Valid = 0,

    /// <summary>The credential is revoked, permanently.</summary>
    Invalid = 1,

    /// <summary>The credential is frozen and may become valid again.</summary>
    Suspended = 2,
}

/// <summary>
/// A list of statuses with one or two bits each. The first entry is in the lowest bits of the first byte
/// (draft-ietf-oauth-status-list, section 4.1).
/// </summary>
public sealed class StatusList
{
    /// <summary>
    /// The number of entries in each of our own lists: 131,072. A verifier fetches the whole list, so the fetch does not show
    /// whose credential it checks.
    /// </summary>
    public const int Capacity = 1 << 17;

    /// <summary>The largest size of a foreign list after decompression: 1 MiB. The limit stops decompression bombs.</summary>
    public const int MaxInflatedBytes = 1 << 20;

    private readonly byte[] _bytes;

    private StatusList(int bits, byte[] bytes)
    {
        Bits = bits;
        _bytes = bytes;
    }

    /// <summary>Bits per entry: 1 or 2.</summary>
    public int Bits { get; }

    /// <summary>The number of entries.</summary>
    public int Count => _bytes.Length * (8 / Bits);

    /// <summary>
    /// Makes a list in which every entry is valid. Throws when it would be larger than <see cref="MaxInflatedBytes"/>.
    /// </summary>
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

    /// <summary>Makes a list from the bytes that <see cref="ToArray"/> gave.</summary>
    public static StatusList Load(int bits, byte[] bytes) => new(bits, bytes);

    /// <summary>
    /// Decompresses the <c>lst</c> member. Null when the bytes are no zlib stream (RFC 1950), when the result is empty or larger
    /// than <see cref="MaxInflatedBytes"/>, or when an entry has neither 1 nor 2 bits.
    /// </summary>
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

    /// <summary>Compresses the entries into the <c>lst</c> member (zlib, RFC 1950).</summary>
    public byte[] Deflate()
    {
        using var output = new MemoryStream();
        using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(_bytes);
        }

        return output.ToArray();
    }

    /// <summary>A copy of the entries, not compressed.</summary>
    public byte[] ToArray() => [.. _bytes];

    /// <summary>The value of an entry, 0–3; null when the list has no such entry.</summary>
    public int? Raw(int index)
    {
        var perByte = 8 / Bits;
        return (uint)index >= (uint)Count
            ? null
            : _bytes[index / perByte] >> index % perByte * Bits & (1 << Bits) - 1;
    }

    /// <summary>Sets an entry. Throws when the list has no such entry, or when its bits cannot hold the value.</summary>
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
