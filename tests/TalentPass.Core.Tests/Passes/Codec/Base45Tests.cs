using System.Text.Json;
using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Tests.Passes.Codec;

public sealed class Base45Tests
{
    private static readonly JsonElement _vectors = VectorFile.Read("base45.json");

    [Fact]
    public void The_pairs_of_the_RFC_encode_and_decode()
    {
        var pairs = _vectors.GetProperty("pairs").EnumerateArray().ToArray();
        Assert.Equal(5, pairs.Length);
        foreach (var pair in pairs)
        {
            Assert.Equal(pair.Text("text"), Encode(pair.Hex("hex")));
            Assert.Equal(pair.Hex("hex"), Decode(pair.Text("text")));
        }
    }

    [Fact]
    public void What_the_RFC_rules_out_is_refused()
    {
        var texts = _vectors.GetProperty("refused").EnumerateArray().Select(text => text.GetString()!).ToArray();
        Assert.Equal(10, texts.Length);
        Assert.All(texts, text => Assert.Null(Decode(text)));
    }

    [Fact]
    public void Every_length_up_to_four_hundred_comes_back_as_it_went()
    {
        var random = new SeededRandom(45);
        for (var length = 0; length <= 400; length++)
        {
            var bytes = random.Bytes(length);
            var text = Encode(bytes);
            Assert.Equal(Base45.EncodedLength(length), text.Length);
            Assert.Equal(bytes, Decode(text));
        }
    }

    [Fact]
    public void Every_group_of_three_has_one_meaning_or_none()
    {
        // Each byte sequence must have only one text. With two texts for the same bytes, a code could be presented twice.
        var seen = new HashSet<int>();
        Span<byte> bytes = stackalloc byte[2];
        Span<char> group = stackalloc char[3];
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
        foreach (var a in alphabet)
        {
            foreach (var b in alphabet)
            {
                foreach (var c in alphabet)
                {
                    (group[0], group[1], group[2]) = (a, b, c);
                    if (Base45.TryDecode(group, bytes, out _))
                    {
                        Assert.True(seen.Add(bytes[0] << 8 | bytes[1]));
                    }
                }
            }
        }

        Assert.Equal(65536, seen.Count);
    }

    [Fact]
    public void A_destination_that_is_too_small_is_refused_untouched()
    {
        Span<byte> bytes = [0xEE];
        Assert.False(Base45.TryDecode("BB8", bytes, out var written));
        Assert.Equal(0, written);
        Assert.Equal(0xEE, bytes[0]);
    }

    [Theory]
    [InlineData("BB8QQ", 2)]
    [InlineData("QED8WEX0", 4)]
    public void The_last_pair_needs_a_byte_of_its_own(string text, int room)
    {
        var bytes = Enumerable.Repeat((byte)0xEE, room).ToArray();
        Assert.False(Base45.TryDecode(text, bytes, out var written));
        Assert.Equal(0, written);
        Assert.All(bytes, each => Assert.Equal(0xEE, each));
    }

    [Theory]
    [InlineData("[[[")]
    [InlineData("[0")]
    [InlineData("000[")]
    [InlineData("\u001F00")]
    public void The_neighbours_of_the_alphabet_are_refused(string text) => Assert.Null(Decode(text));

    private static string Encode(byte[] bytes)
    {
        var text = new char[Base45.EncodedLength(bytes.Length)];
        Assert.Equal(text.Length, Base45.Encode(bytes, text));
        return new string(text);
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Base45.TryDecode(text, bytes, out var written) ? bytes[..written] : null;
    }
}
