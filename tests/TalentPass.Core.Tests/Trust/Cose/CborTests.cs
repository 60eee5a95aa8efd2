using System.Text.Json;
using TalentPass.Core.Trust.Cose;
using CborReaderState = System.Formats.Cbor.CborReaderState;

namespace TalentPass.Core.Tests.Trust.Cose;

public sealed class CborTests
{
    private static readonly JsonElement[] _items = [.. VectorFile.Read("cbor-items.json").GetProperty("items").EnumerateArray()];

    [Fact]
    public void Of_appendix_A_exactly_the_items_our_formats_use_are_read()
    {
        Assert.Equal(82, _items.Length);
        var read = 0;
        foreach (var item in _items)
        {
            var bytes = item.Hex("hex");
            var expected = item.GetProperty("shortest").GetBoolean() && OnlyOurTypes(item.GetProperty("hex").GetString()!);
            Assert.True(Walks(bytes) == expected, item.GetProperty("hex").GetString());
            read += expected ? 1 : 0;
        }

        Assert.Equal(34, read);
    }

    [Fact]
    public void Integers_and_strings_of_appendix_A_are_written_as_they_stand_there()
    {
        var written = 0;
        foreach (var item in _items.Where(item => item.TryGetProperty("value", out _) && item.GetProperty("shortest").GetBoolean()))
        {
            var hex = item.Hex("hex");
            var value = item.GetProperty("value");
            var bytes = new byte[64];
            var writer = new CborWriter(bytes);
            switch (value.ValueKind)
            {
                case JsonValueKind.Number when hex[0] >> 5 == 0:
                    writer.UInt(value.GetUInt64());
                    break;
                case JsonValueKind.Number when hex[0] >> 5 == 1 && value.TryGetInt64(out var negative):
                    writer.Int(negative);
                    break;
                case JsonValueKind.String when hex[0] >> 5 == 3:
                    writer.Text(System.Text.Encoding.UTF8.GetBytes(value.GetString()!));
                    break;
                default:
                    continue;
            }

            Assert.Equal(hex, bytes[..writer.Written]);
            written++;
        }

        Assert.Equal(22, written);
    }

    [Theory]
    [InlineData("1817")]
    [InlineData("1900ff")]
    [InlineData("1a0000ffff")]
    [InlineData("1b00000000ffffffff")]
    [InlineData("5803010203")]
    [InlineData("9803010203")]
    [InlineData("b80101")]
    [InlineData("1c")]
    [InlineData("1f")]
    [InlineData("5f4101ff")]
    [InlineData("5bffffffffffffffff")]
    [InlineData("9bffffffffffffffff")]
    [InlineData("62c328")]
    public void Longer_forms_indefinite_lengths_and_lengths_beyond_the_input_are_refused(string hex) =>
        Assert.False(Walks(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("00", 0)]
    [InlineData("0A", 10)]
    [InlineData("20", -1)]
    [InlineData("3903E7", -1000)]
    [InlineData("1B7FFFFFFFFFFFFFFF", long.MaxValue)]
    [InlineData("3B7FFFFFFFFFFFFFFF", long.MinValue)]
    public void Integers_of_either_sign_are_read_and_written(string hex, long value)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.True(reader.Int(out var read));
        Assert.Equal((value, true), (read, reader.AtEnd));
        var bytes = new byte[9];
        var writer = new CborWriter(bytes);
        writer.Int(value);
        Assert.Equal(hex, Convert.ToHexString(bytes[..writer.Written]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("40")]
    [InlineData("60")]
    [InlineData("1B8000000000000000")]
    [InlineData("3B8000000000000000")]
    public void What_is_no_integer_of_63_bits_is_refused(string hex)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.False(reader.Int(out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("20")]
    [InlineData("1C")]
    [InlineData("18")]
    [InlineData("1900")]
    [InlineData("1A000000")]
    [InlineData("1B00000000000000")]
    public void What_is_no_unsigned_integer_is_refused(string hex)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.False(reader.UInt(ulong.MaxValue, out _));
    }

    [Theory]
    [InlineData("63736571", true)]
    [InlineData("6373657A", false)]
    [InlineData("43736571", false)]
    [InlineData("6473657171", false)]
    public void A_key_is_exactly_its_text(string hex, bool same)
    {
        var reader = new CborReader(Convert.FromHexString(hex));
        Assert.Equal(same, reader.Text("seq"u8));
    }

    // True if the item has only the CBOR types that our reader supports: major types 0 (unsigned), 1 (negative), 2 (bytes),
    // 3 (text), 4 (array), 5 (map), and null. Tags, floats and other simple values are not supported.
    private static bool OnlyOurTypes(string hex)
    {
        var reader = new System.Formats.Cbor.CborReader(Convert.FromHexString(hex));
        while (reader.PeekState() is not CborReaderState.Finished)
        {
            switch (reader.PeekState())
            {
                case CborReaderState.NegativeInteger:
                    if (reader.ReadCborNegativeIntegerRepresentation() > long.MaxValue)
                    {
                        return false;
                    }

                    break;
                case CborReaderState.UnsignedInteger:
                    reader.ReadUInt64();
                    break;
                case CborReaderState.ByteString:
                    reader.ReadByteString();
                    break;
                case CborReaderState.TextString:
                    reader.ReadTextString();
                    break;
                case CborReaderState.Null:
                    reader.ReadNull();
                    break;
                case CborReaderState.StartArray:
                    reader.ReadStartArray();
                    break;
                case CborReaderState.EndArray:
                    reader.ReadEndArray();
                    break;
                case CborReaderState.StartMap:
                    reader.ReadStartMap();
                    break;
                case CborReaderState.EndMap:
                    reader.ReadEndMap();
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    // Reads any item with our reader: the first byte tells which type to read. Product code never does this; it knows the
    // type that it expects.
    private static bool Walks(ReadOnlySpan<byte> bytes)
    {
        var reader = new CborReader(bytes);
        var open = 1UL;
        var position = bytes;
        while (open > 0)
        {
            open--;
            if (position.IsEmpty)
            {
                return false;
            }

            var count = 0;
            var read = (position[0] >> 5) switch
            {
                0 => reader.UInt(ulong.MaxValue, out _),
                1 => reader.Int(out _),
                2 => reader.Bytes(out _),
                3 => reader.Text(out _),
                4 => reader.Array(100, out count),
                5 => reader.Map(100, out count),
                _ => reader.Null(),
            };
            if (!read)
            {
                return false;
            }

            open += (ulong)(position[0] >> 5 == 5 ? count * 2 : count);
            position = bytes[reader.Position..];
        }

        return reader.AtEnd;
    }
}
