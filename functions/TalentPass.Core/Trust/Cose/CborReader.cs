using System.Buffers.Binary;
using System.Text.Unicode;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// Reads the part of CBOR (RFC 8949) that our signed lists use, in the deterministic form only. The caller asks for the type
/// that the format has at this place. A method returns false for another type, an integer that is longer than necessary, an
/// indefinite length, a float, or a length beyond the input. The reader never recurses and never allocates memory.
/// </summary>
internal ref struct CborReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Whether all bytes are read.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>Reads an unsigned integer. False when it is above <paramref name="max"/>.</summary>
    public bool UInt(ulong max, out ulong value) => Head(0, out value) && value <= max;

    /// <summary>Reads a positive or negative integer. False when it does not fit in a signed 64-bit integer.</summary>
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

    /// <summary>Reads a byte string.</summary>
    public bool Bytes(out ReadOnlySpan<byte> value) => String(2, out value);

    /// <summary>Reads a text string. False when it is not valid UTF-8.</summary>
    public bool Text(out ReadOnlySpan<byte> utf8) => String(3, out utf8) && Utf8.IsValid(utf8);

    /// <summary>Reads a text string. False when it is not exactly the expected text.</summary>
    public bool Text(scoped ReadOnlySpan<byte> expected) => Text(out var utf8) && utf8.SequenceEqual(expected);

    /// <summary>
    /// Reads the head of an array. False when it has more than <paramref name="max"/> members. The members follow.
    /// </summary>
    public bool Array(int max, out int count) => Count(4, max, out count);

    /// <summary>Reads the head of a map. False when it has more than <paramref name="max"/> pairs. The pairs follow.</summary>
    public bool Map(int max, out int count) => Count(5, max, out count);

    /// <summary>Reads a tag. False when it is not the expected tag. The tagged value follows.</summary>
    public bool Tag(ulong expected) => Head(6, out var tag) && tag == expected;

    /// <summary>
    /// Reads the null value. When another value stands here, the answer is false and the position does not move.
    /// </summary>
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
