using System.Buffers.Binary;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// Writes the part of CBOR (RFC 8949) that passes and lists are made of, deterministically: shortest integers,
/// definite lengths. Running out of room is a fault of the caller and throws.
/// </summary>
internal ref struct CborWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;

    /// <summary>The number of bytes written.</summary>
    public int Written { get; private set; }

    /// <summary>An unsigned integer.</summary>
    public void UInt(ulong value) => Head(0, value);

    /// <summary>An integer of either sign.</summary>
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

    /// <summary>A byte string.</summary>
    public void Bytes(scoped ReadOnlySpan<byte> value)
    {
        Head(2, (ulong)value.Length);
        value.CopyTo(_bytes[Written..]);
        Written += value.Length;
    }

    /// <summary>A text string, already in UTF-8.</summary>
    public void Text(scoped ReadOnlySpan<byte> utf8)
    {
        Head(3, (ulong)utf8.Length);
        utf8.CopyTo(_bytes[Written..]);
        Written += utf8.Length;
    }

    /// <summary>The head of an array; its members follow.</summary>
    public void Array(int count) => Head(4, (ulong)count);

    /// <summary>The head of a map; keys and values follow in turn.</summary>
    public void Map(int count) => Head(5, (ulong)count);

    /// <summary>A tag; what it marks follows.</summary>
    public void Tag(ulong tag) => Head(6, tag);

    /// <summary>The null value.</summary>
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
