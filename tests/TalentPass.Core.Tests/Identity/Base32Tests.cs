using System.Buffers.Binary;
using System.Text;
using FsCheck.Fluent;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Tests.Identity;

public sealed class Base32Tests
{
    // The test vectors of RFC 4648, section 10, written in our alphabet and without padding.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "cr")]
    [InlineData("fo", "csqg")]
    [InlineData("foo", "csqpy")]
    [InlineData("foob", "csqpyrg")]
    [InlineData("fooba", "csqpyrk1")]
    [InlineData("foobar", "csqpyrk1e8")]
    public void Bytes_become_the_known_text(string bytes, string text) =>
        Assert.Equal(text, Base32.Encode(Encoding.ASCII.GetBytes(bytes)));

    [Theory]
    [InlineData("00", "00")]
    [InlineData("FF", "zw")]
    [InlineData("FFFFFFFFFF", "zzzzzzzz")]
    [InlineData("0000000001", "00000001")]
    public void Bits_are_taken_from_the_front_and_padded_with_zeros(string hex, string text) =>
        Assert.Equal(text, Base32.Encode(Convert.FromHexString(hex)));

    [Fact]
    public void Five_bytes_read_as_their_number() => Prop.ForAll<uint, byte>((high, low) =>
    {
        var bytes = new byte[5];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, high);
        bytes[4] = low;
        return Base32.Encode(bytes) == Base32.Encode((ulong)high << 8 | low, 8);
    }).MustHold();

    [Fact]
    public void Many_bytes_are_the_texts_of_their_fives()
    {
        var bytes = new byte[500];
        new SeededRandom(32).Fill(bytes);
        Assert.Equal(string.Concat(bytes.Chunk(5).Select(five => Base32.Encode(five))), Base32.Encode(bytes));
    }

    [Fact]
    public void Numbers_keep_their_order_and_come_back() => Prop.ForAll<uint, uint>((a, b) =>
    {
        var (left, right) = (Base32.Encode(a, 8), Base32.Encode(b, 8));
        return Math.Sign(string.CompareOrdinal(left, right)) == Math.Sign(a.CompareTo(b)) && Base32.TryDecode(left, out var back) && back == a;
    }).MustHold();

    [Theory]
    [InlineData("0123456789ab")]
    [InlineData("zzzzzzzzzzzz")]
    public void Twelve_characters_are_sixty_bits(string text)
    {
        Assert.True(Base32.TryDecode(text, out var value));
        Assert.Equal(text, Base32.Encode(value, 12));
    }

    [Theory]
    [InlineData("OIL", "011")]
    [InlineData("oil", "011")]
    [InlineData("ZAJ", "zaj")]
    public void Look_alikes_and_capitals_are_read_as_meant(string typed, string meant)
    {
        Assert.True(Base32.TryDecode(typed, out var value));
        Assert.Equal(meant, Base32.Encode(value, 3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("0-0")]
    [InlineData("李")]
    [InlineData("0123456789abc")]
    public void What_is_no_such_text_is_refused(string text) => Assert.False(Base32.TryDecode(text, out _));
}
