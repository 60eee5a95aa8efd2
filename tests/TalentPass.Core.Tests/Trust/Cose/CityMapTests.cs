using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Trust.Cose;

public sealed class CityMapTests
{
    private readonly CityMap _map = new(
        310000,
        new Dictionary<byte, byte> { [0] = 1, [5] = 4 },
        new Dictionary<byte, byte> { [0] = 15, [3] = 2, [7] = 2, [9] = CityMap.Nothing });

    [Theory]
    [InlineData(0, 0, 1, 0)]
    [InlineData(5, 1, 4, 1 << 15)]
    [InlineData(5, 1 << 3 | 1 << 7, 4, 1 << 2)]
    [InlineData(5, 1 << 9, 4, 0)]
    public void Listed_tiers_and_bits_translate(byte tier, ushort bits, byte ourTier, int ourBits)
    {
        Assert.True(_map.TryTranslate(tier, bits, out var translated, out var entitlements));
        Assert.Equal((ourTier, (ushort)ourBits), (translated, entitlements));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 2)]
    [InlineData(0, 1 << 15)]
    public void Unlisted_ones_are_refused(byte tier, ushort bits) => Assert.False(_map.TryTranslate(tier, bits, out _, out _));

    [Fact]
    public void The_last_tier_and_the_last_bit_are_taken_on_both_sides()
    {
        var map = new CityMap(310000, new Dictionary<byte, byte> { [23] = 23 }, new Dictionary<byte, byte> { [15] = 15 });
        Assert.True(map.TryTranslate(23, 1 << 15, out var tier, out var bits));
        Assert.Equal((23, 1 << 15), (tier, bits));
    }

    [Fact]
    public void The_tables_are_told_in_ascending_order()
    {
        var descending = new Dictionary<byte, byte> { [9] = 1, [5] = 2, [3] = 3, [0] = 4 };
        var map = new CityMap(310000, descending, descending);
        Assert.Equal([0, 3, 5, 9], map.Tiers.Select(pair => (int)pair.Key));
        Assert.Equal([0, 3, 5, 9], map.Entitlements.Select(pair => (int)pair.Key));
    }

    [Fact]
    public void Numbers_that_no_code_can_carry_are_refused()
    {
        var none = new Dictionary<byte, byte>();
        Assert.Throws<ArgumentException>(() => new CityMap(310000, new Dictionary<byte, byte> { [24] = 1 }, none));
        Assert.Throws<ArgumentException>(() => new CityMap(310000, new Dictionary<byte, byte> { [1] = 24 }, none));
        Assert.Throws<ArgumentException>(() => new CityMap(310000, none, new Dictionary<byte, byte> { [16] = 1 }));
        Assert.Throws<ArgumentException>(() => new CityMap(310000, none, new Dictionary<byte, byte> { [1] = 16 }));
    }
}
