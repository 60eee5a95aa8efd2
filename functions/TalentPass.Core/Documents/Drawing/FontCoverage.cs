using System.Buffers.Binary;

namespace TalentPass.Core.Documents.Drawing;

/// <summary>The characters that a TrueType font has, read from its table <c>cmap</c>, format 12 (ISO/IEC 14496-22).</summary>
internal sealed class FontCoverage
{
    private const int TableRecord = 16;
    private const int FirstTable = 12;
    private const int AllPlanes = 12;
    private readonly (uint First, uint Last)[] _ranges;

    private FontCoverage((uint First, uint Last)[] ranges) => _ranges = ranges;

    /// <summary>Whether the font has a character.</summary>
    public bool Has(int character)
    {
        var (low, high) = (0, _ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (character < _ranges[middle].First)
            {
                high = middle - 1;
            }
            else if (character > _ranges[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the characters of a font.</summary>
    /// <exception cref="InvalidDataException">The font has no such table.</exception>
    public static FontCoverage Read(ReadOnlySpan<byte> font)
    {
        var cmap = font[Find(font, "cmap"u8)..];
        for (var each = 0; each < BinaryPrimitives.ReadUInt16BigEndian(cmap[2..]); each++)
        {
            var table = cmap[(int)BinaryPrimitives.ReadUInt32BigEndian(cmap[(8 + each * 8)..])..];
            if (BinaryPrimitives.ReadUInt16BigEndian(table) == AllPlanes)
            {
                return new FontCoverage(Ranges(table));
            }
        }

        throw new InvalidDataException("The font does not say which characters of all planes it has.");
    }

    private static (uint First, uint Last)[] Ranges(ReadOnlySpan<byte> table)
    {
        var ranges = new (uint First, uint Last)[BinaryPrimitives.ReadUInt32BigEndian(table[12..])];
        for (var each = 0; each < ranges.Length; each++)
        {
            var group = table[(16 + each * 12)..];
            ranges[each] = (BinaryPrimitives.ReadUInt32BigEndian(group), BinaryPrimitives.ReadUInt32BigEndian(group[4..]));
        }

        return ranges;
    }

    private static int Find(ReadOnlySpan<byte> font, ReadOnlySpan<byte> tag)
    {
        for (var each = 0; each < BinaryPrimitives.ReadUInt16BigEndian(font[4..]); each++)
        {
            var record = font[(FirstTable + each * TableRecord)..];
            if (record.StartsWith(tag))
            {
                return (int)BinaryPrimitives.ReadUInt32BigEndian(record[8..]);
            }
        }

        throw new InvalidDataException("The font has no table of characters.");
    }
}
