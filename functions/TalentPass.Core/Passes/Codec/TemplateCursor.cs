using System.Buffers.Binary;

namespace TalentPass.Core.Passes.Codec;

/// <summary>
/// A position in a code while it is compared with the form of its profile. A method returns false when the bytes at this
/// position do not have the form.
/// </summary>
internal ref struct TemplateCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Whether all bytes are read.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>Moves past one byte that must have this value.</summary>
    public bool Skip(byte expected)
    {
        if (Position >= _bytes.Length || _bytes[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Moves past bytes that must have these values.</summary>
    public bool Skip(scoped ReadOnlySpan<byte> expected)
    {
        if (!_bytes[Position..].StartsWith(expected))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    /// <summary>Reads <paramref name="length"/> bytes.</summary>
    public bool Take(int length, out ReadOnlySpan<byte> taken)
    {
        if (_bytes.Length - Position < length)
        {
            taken = default;
            return false;
        }

        taken = _bytes.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>
    /// Returns <paramref name="length"/> bytes that begin <paramref name="back"/> bytes before the position. Empty when they run
    /// past the end.
    /// </summary>
    public readonly ReadOnlySpan<byte> Behind(int back, int length) =>
        Position - back + length <= _bytes.Length ? _bytes.Slice(Position - back, length) : default;

    /// <summary>
    /// Reads seconds since 1970, an integer of four bytes. False for smaller values, which have a shorter form.
    /// </summary>
    public bool Time(out uint seconds)
    {
        seconds = 0;
        if (!Skip(0x1A) || !Take(4, out var digits))
        {
            return false;
        }

        seconds = BinaryPrimitives.ReadUInt32BigEndian(digits);
        return seconds > ushort.MaxValue;
    }

    /// <summary>Reads an unsigned integer in its shortest form. False when it is above <paramref name="max"/>.</summary>
    public bool Number(uint max, out uint value)
    {
        value = 0;
        if (!Take(1, out var head))
        {
            return false;
        }

        var least = 0u;
        if (head[0] < 24)
        {
            value = head[0];
        }
        else if (head[0] == 0x18 && Take(1, out var one))
        {
            (value, least) = (one[0], 24);
        }
        else if (head[0] == 0x19 && Take(2, out var two))
        {
            (value, least) = (BinaryPrimitives.ReadUInt16BigEndian(two), 0x100);
        }
        else if (head[0] == 0x1A && Take(4, out var four))
        {
            (value, least) = (BinaryPrimitives.ReadUInt32BigEndian(four), 0x10000);
        }
        else
        {
            return false;
        }

        return value >= least && value <= max;
    }

    /// <summary>
    /// Whether a protected header starts here that begins with <c>1: alg</c> and names another algorithm than ES256 (-7).
    /// </summary>
    public readonly bool NamesOtherAlgorithm()
    {
        var rest = _bytes[Position..];
        return rest.Length > 3 && rest[0] is >= 0x43 and <= 0x57 && rest[1] is >= 0xA1 and <= 0xA3
            && rest[2] == 0x01 && rest[3] != 0x26;
    }
}
