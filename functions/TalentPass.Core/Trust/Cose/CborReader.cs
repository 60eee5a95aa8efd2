using System.Buffers.Binary;
using System.Text.Unicode;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// Reads the part of CBOR (RFC 8949) that signed lists are made of, and only in its deterministic form: a longer
/// integer than needed, an indefinite length, a float, or a length beyond the input answers false. It never
/// recurses and never allocates; the caller asks for what the format has at this place.
/// </summary>
internal ref struct CborReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Whether nothing follows.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>An unsigned integer, not above <paramref name="max"/>.</summary>
    public bool UInt(ulong max, out ulong value) => Head(0, out value) && value <= max;

    /// <summary>An integer of either sign that fits 63 bits.</summary>
    public bool Int(out long value)
    {
        value = 0;
        if (AtEnd)
        {
            return false;
        }

        var negative = _bytes[Position] >> 5 == 1;
        if (!Head(negative ? 1 : 0, out var magnitude) || magnitude > long.MaxValue)
        {
            return false;
        }

        value = negative ? -1 - (long)magnitude : (long)magnitude;
        return true;
    }

    /// <summary>A byte string.</summary>
    public bool Bytes(out ReadOnlySpan<byte> value) => String(2, out value);

    /// <summary>A text string, as valid UTF-8.</summary>
    public bool Text(out ReadOnlySpan<byte> utf8) => String(3, out utf8) && Utf8.IsValid(utf8);

    /// <summary>Exactly this text string.</summary>
    public bool Text(scoped ReadOnlySpan<byte> expected) => Text(out var utf8) && utf8.SequenceEqual(expected);

    /// <summary>The head of an array with at most <paramref name="max"/> members.</summary>
    public bool Array(int max, out int count) => Count(4, max, out count);

    /// <summary>The head of a map with at most <paramref name="max"/> pairs.</summary>
    public bool Map(int max, out int count) => Count(5, max, out count);

    /// <summary>Exactly this tag.</summary>
    public bool Tag(ulong expected) => Head(6, out var tag) && tag == expected;

    /// <summary>The null value; where something else stands, nothing is read.</summary>
    public bool Null()
    {
        if (AtEnd || _bytes[Position] != 0xF6)
        {
            return false;
        }

        Position++;
        return true;
    }

    private bool Count(int major, int max, out int count)
    {
        count = 0;
        if (!Head(major, out var value) || value > (ulong)max)
        {
            return false;
        }

        count = (int)value;
        return true;
    }

    private bool String(int major, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!Head(major, out var length) || length > (ulong)(_bytes.Length - Position))
        {
            return false;
        }

        value = _bytes.Slice(Position, (int)length);
        Position += (int)length;
        return true;
    }

    private bool Head(int major, out ulong value)
    {
        value = 0;
        if (AtEnd || _bytes[Position] >> 5 != major)
        {
            return false;
        }

        var info = _bytes[Position] & 31;
        var rest = _bytes[(Position + 1)..];
        switch (info)
        {
            case < 24:
                value = (ulong)info;
                Position += 1;
                return true;
            case 24 when rest.Length >= 1:
                value = rest[0];
                Position += 2;
                return value >= 24;
            case 25 when rest.Length >= 2:
                value = BinaryPrimitives.ReadUInt16BigEndian(rest);
                Position += 3;
                return value > byte.MaxValue;
            case 26 when rest.Length >= 4:
                value = BinaryPrimitives.ReadUInt32BigEndian(rest);
                Position += 5;
                return value > ushort.MaxValue;
            case 27 when rest.Length >= 8:
                value = BinaryPrimitives.ReadUInt64BigEndian(rest);
                Position += 9;
                return value > uint.MaxValue;
            default:
                return false;
        }
    }
}
