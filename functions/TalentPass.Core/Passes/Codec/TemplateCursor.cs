using System.Buffers.Binary;

namespace TalentPass.Core.Passes.Codec;

/// <summary>A place in a code that is being compared with its template. A false answer means: it does not follow.</summary>
internal ref struct TemplateCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes compared so far.</summary>
    public int Position { get; private set; }

    /// <summary>Whether nothing follows.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>Steps over one byte of the template.</summary>
    public bool Skip(byte expected)
    {
        if (Position >= _bytes.Length || _bytes[Position] != expected)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Steps over a fixed stretch of the template.</summary>
    public bool Skip(scoped ReadOnlySpan<byte> expected)
    {
        if (!_bytes[Position..].StartsWith(expected))
        {
            return false;
        }

        Position += expected.Length;
        return true;
    }

    /// <summary>Takes a stretch of known length.</summary>
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

    /// <summary>A stretch that began <paramref name="back"/> bytes ago; empty when it runs past the end.</summary>
    public readonly ReadOnlySpan<byte> Behind(int back, int length) =>
        Position - back + length <= _bytes.Length ? _bytes.Slice(Position - back, length) : default;

    /// <summary>Seconds since 1970 as a four-byte integer; smaller values would have a shorter form.</summary>
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

    /// <summary>An unsigned integer in its shortest form, not above <paramref name="max"/>.</summary>
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

    /// <summary>Whether a protected header stands here that begins with <c>1: alg</c>, and alg is not ES256 (-7).</summary>
    public readonly bool NamesOtherAlgorithm()
    {
        var rest = _bytes[Position..];
        return rest.Length > 3 && rest[0] is >= 0x43 and <= 0x57 && rest[1] is >= 0xA1 and <= 0xA3
            && rest[2] == 0x01 && rest[3] != 0x26;
    }
}
