using TalentPass.Core.Passes.Codec;

namespace TalentPass.Core.Tests.Passes.Codec;

public sealed class TemplateCursorTests
{
    [Theory]
    [InlineData("1A00010000", 65536u)]
    [InlineData("1AFFFFFFFF", uint.MaxValue)]
    [InlineData("1A0000FFFF", null)]
    [InlineData("1A000100", null)]
    [InlineData("1B00010000", null)]
    [InlineData("", null)]
    public void A_time_has_four_bytes_and_needs_them(string hex, uint? seconds)
    {
        var cursor = new TemplateCursor(Convert.FromHexString(hex));
        Assert.Equal(seconds is not null, cursor.Time(out var read));
        if (seconds is not null)
        {
            Assert.Equal(seconds, read);
            Assert.True(cursor.AtEnd);
        }
    }

    [Theory]
    [InlineData("00", 0u)]
    [InlineData("17", 23u)]
    [InlineData("1818", 24u)]
    [InlineData("18FF", 255u)]
    [InlineData("190100", 256u)]
    [InlineData("19FFFF", 65535u)]
    [InlineData("1A00010000", 65536u)]
    [InlineData("1817", null)]
    [InlineData("1900FF", null)]
    [InlineData("1A0000FFFF", null)]
    [InlineData("18", null)]
    [InlineData("1901", null)]
    [InlineData("1A000100", null)]
    [InlineData("1B0000000100000000", null)]
    [InlineData("", null)]
    public void A_number_has_its_shortest_form(string hex, uint? value)
    {
        var cursor = new TemplateCursor(Convert.FromHexString(hex));
        Assert.Equal(value is not null, cursor.Number(uint.MaxValue, out var read));
        Assert.Equal(value ?? read, read);
    }

    [Fact]
    public void A_number_may_reach_its_limit_and_not_pass_it()
    {
        var cursor = new TemplateCursor([0x17, 0x17]);
        Assert.True(cursor.Number(23, out _));
        Assert.False(cursor.Number(22, out _));
    }

    [Fact]
    public void A_stretch_behind_ends_at_the_last_byte_at_most()
    {
        var cursor = new TemplateCursor([1, 2, 3, 4]);
        Assert.True(cursor.Take(3, out _));
        Assert.Equal([2, 3, 4], cursor.Behind(2, 3).ToArray());
        Assert.Equal([1], cursor.Behind(3, 1).ToArray());
        Assert.True(cursor.Behind(2, 4).IsEmpty);
    }
}
