using System.Buffers.Binary;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// Writes the part of CBOR (RFC 8949) that passes and lists use, in the deterministic form: shortest integers, definite
/// lengths. The caller must provide enough room; when the bytes do not fit, the method throws.
/// </summary>
internal ref struct CborWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>The number of bytes written.</summary>
    public int Written { get; private set; }

    /// <summary>Writes an unsigned integer.</summary>
    public void UInt(ulong value) => Head(0, value);

    /// <summary>Writes a positive or negative integer.</summary>
    public void Int(long value)
    {
        if (value >= 0)
        {
            Head(0, (ulong)value);
        }
        else
        {
            Head(1, (ulong)(-1 - value));
        }
    }

    /// <summary>Writes a byte string.</summary>
    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        Head(2, (ulong)value.Length);
        value.CopyTo(_bytes[Written..]);
        Written += value.Length;
    }

    /// <summary>Writes a text string. The caller provides valid UTF-8; it is not checked.</summary>
    public void Text(scoped ReadOnlySpan<byte> utf8)
    {
        Head(3, (ulong)utf8.Length);
        utf8.CopyTo(_bytes[Written..]);
        Written += utf8.Length;
    }

    /// <summary>Writes the head of an array. The caller writes its members next.</summary>
    public void Array(int count) => Head(4, (ulong)count);

    /// <summary>Writes the head of a map. The caller writes key, value, key, value, … next.</summary>
    public void Map(int count) => Head(5, (ulong)count);

    /// <summary>Writes a tag. The caller writes the tagged value next.</summary>
    public void Tag(ulong tag) => Head(6, tag);

    /// <summary>Writes the null value.</summary>
    public void Null() => _bytes[Written++] = 0xF6;

    private void Head(int major, ulong value)
    {
        var type = (byte)(major << 5);
        switch (value)
        {
            case < 24:
                _bytes[Written++] = (byte)(type | (byte)value);
                break;
            case <= byte.MaxValue:
                _bytes[Written++] = (byte)(type | 24);
                _bytes[Written++] = (byte)value;
                break;
            case <= ushort.MaxValue:
                _bytes[Written++] = (byte)(type | 25);
                BinaryPrimitives.WriteUInt16BigEndian(_bytes[Written..], (ushort)value);
                Written += 2;
                break;
            case <= uint.MaxValue:
                _bytes[Written++] = (byte)(type | 26);
                BinaryPrimitives.WriteUInt32BigEndian(_bytes[Written..], (uint)value);
                Written += 4;
                break;
            default:
                _bytes[Written++] = (byte)(type | 27);
                BinaryPrimitives.WriteUInt64BigEndian(_bytes[Written..], value);
                Written += 8;
                break;
        }
    }
}
