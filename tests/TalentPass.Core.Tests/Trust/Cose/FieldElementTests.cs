using System.Globalization;
using System.Numerics;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Trust.Cose;

/// <summary>The arithmetic modulo the prime of P-256 gives the same results as .NET's BigInteger.</summary>
public sealed class FieldElementTests
{
    private static readonly BigInteger _prime = BigInteger.Parse("0FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF", NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static readonly SeededRandom _random = new(256);

    /// <summary>The ends of the range, words that are all zeros or ones, and random numbers.</summary>
    private static IReadOnlyList<BigInteger> Numbers { get; } =
    [
        0, 1, 2, 3, _prime - 1, _prime - 2, _prime / 2, (_prime + 1) / 2,
        .. Enumerable.Range(1, 3).SelectMany(word => new[] { (BigInteger.One << (64 * word)) - 1, BigInteger.One << (64 * word) }),
        .. Enumerable.Range(0, 60).Select(_ => Random()),
    ];

    [Fact]
    public void Sums_differences_and_products_are_right()
    {
        foreach (var left in Numbers)
        {
            foreach (var right in Numbers)
            {
                Assert.Equal((left + right) % _prime, Number(Element(left) + Element(right)));
                Assert.Equal((left - right + _prime) % _prime, Number(Element(left) - Element(right)));
                Assert.Equal(left * right % _prime, Number(Element(left) * Element(right)));
            }
        }
    }

    [Fact]
    public void A_root_is_found_for_every_square_and_for_nothing_else()
    {
        foreach (var number in Numbers)
        {
            var root = Element(number).Root();
            var isSquare = number.IsZero || BigInteger.ModPow(number, (_prime - 1) / 2, _prime).IsOne;
            Assert.Equal(isSquare, root is not null);
            if (root is { } found)
            {
                Assert.Equal(number, Number(found) * Number(found) % _prime);
                Assert.Equal(Number(found).IsEven, found.IsEven);
            }
        }
    }

    [Fact]
    public void A_number_from_the_prime_on_is_not_read()
    {
        Assert.All([_prime, _prime + 1, (BigInteger.One << 256) - 1], number => Assert.False(FieldElement.TryRead(Bytes(number), out _)));
        Assert.True(FieldElement.TryRead(Bytes(_prime - 1), out _));
    }

    private static BigInteger Random() => new BigInteger(_random.Bytes(32), isUnsigned: true) % _prime;

    private static FieldElement Element(BigInteger number)
    {
        Assert.True(FieldElement.TryRead(Bytes(number), out var element));
        return element;
    }

    private static BigInteger Number(FieldElement element)
    {
        var bytes = new byte[FieldElement.Size];
        element.Write(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[FieldElement.Size];
        var count = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(bytes.AsSpan(FieldElement.Size - count), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
