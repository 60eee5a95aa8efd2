using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Trust.Cose;

public sealed class KidTests
{
    [Fact]
    public void The_first_six_hex_digits_are_the_city_as_people_write_it()
    {
        var kid = new Kid(330200, 0x30);
        Assert.Equal("33020030", kid.ToString());
        Assert.Equal(330200, kid.City);
        Assert.Equal(0x30, kid.Number);
        Assert.True(Kid.TryParse("33020030", out var parsed));
        Assert.Equal(kid, parsed);
        Span<byte> bytes = stackalloc byte[4];
        kid.Write(bytes);
        Assert.Equal([0x33, 0x02, 0x00, 0x30], bytes.ToArray());
        Assert.Equal(kid, Kid.Read(bytes));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3302003")]
    [InlineData("330200300")]
    [InlineData("3a020030")]
    [InlineData("ffffffff")]
    [InlineData("3302003g")]
    [InlineData(" 3302003")]
    public void What_names_no_city_is_no_key_id(string? text) => Assert.False(Kid.TryParse(text, out _));

    [Theory]
    [InlineData(99999)]
    [InlineData(1000000)]
    public void A_city_has_six_digits(int city) => Assert.Throws<ArgumentOutOfRangeException>(() => new Kid(city, 1));
}
