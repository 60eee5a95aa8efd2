using System.Buffers.Binary;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// A number modulo the prime of P-256 (SP 800-186, 3.2.1.3), in Montgomery form: four 64-bit words, the lowest first. It is used
/// for public keys only, so its time may depend on the values.
/// </summary>
internal readonly record struct FieldElement(ulong Word0, ulong Word1, ulong Word2, ulong Word3)
{
    /// <summary>The length in bytes, big-endian.</summary>
    public const int Size = 32;

    private static readonly FieldElement _prime = new(0xFFFFFFFFFFFFFFFF, 0x00000000FFFFFFFF, 0, 0xFFFFFFFF00000001);

    // 2^512 modulo the prime: a product with it brings a number into Montgomery form.
    private static readonly FieldElement _into = new(0x0000000000000003, 0xFFFFFFFBFFFFFFFF, 0xFFFFFFFFFFFFFFFE, 0x00000004FFFFFFFD);

    /// <summary>Reads 32 bytes, big-endian. False when the number is not less than the prime.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FieldElement value)
    {
        var plain = new FieldElement(Word(bytes[24..]), Word(bytes[16..]), Word(bytes[8..]), Word(bytes));
        value = plain * _into;
        return !plain.IsAtLeastPrime();
    }

    /// <summary>Writes 32 bytes, big-endian.</summary>
    public void Write(Span<byte> bytes)
    {
        var plain = Plain();
        BinaryPrimitives.WriteUInt64BigEndian(bytes, plain.Word3);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], plain.Word2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], plain.Word1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], plain.Word0);
    }

    /// <summary>Whether the number is even.</summary>
    public bool IsEven => (Plain().Word0 & 1) == 0;

    /// <summary>
    /// The square root: this number to the power of (p + 1) / 4 = (((2^32 − 1) · 2^32 + 1) · 2^96 + 1) · 2^94, since p ≡ 3
    /// (mod 4). Null when the number is no square.
    /// </summary>
    public FieldElement? Root()
    {
        var two = Squared(1) * this;
        var four = two.Squared(2) * two;
        var eight = four.Squared(4) * four;
        var sixteen = eight.Squared(8) * eight;
        var thirtyTwo = sixteen.Squared(16) * sixteen;
        var root = ((thirtyTwo.Squared(32) * this).Squared(96) * this).Squared(94);
        return root * root == this ? root : null;
    }

    /// <summary>The sum.</summary>
    public static FieldElement operator +(FieldElement left, FieldElement right)
    {
        var carry = Add(left.Word0, right.Word0, 0, out var word0);
        carry = Add(left.Word1, right.Word1, carry, out var word1);
        carry = Add(left.Word2, right.Word2, carry, out var word2);
        carry = Add(left.Word3, right.Word3, carry, out var word3);
        return Reduce(new(word0, word1, word2, word3), carry);
    }

    /// <summary>The difference.</summary>
    public static FieldElement operator -(FieldElement left, FieldElement right) =>
        right == default ? left : left + Less(_prime, right, out _);

    /// <summary>The product (Montgomery's, word by word). The prime ends in 64 ones, so the factor of a step is the lowest word.</summary>
    public static FieldElement operator *(FieldElement left, FieldElement right)
    {
        ulong sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0, sum4 = 0;
        Step(right.Word0);
        Step(right.Word1);
        Step(right.Word2);
        Step(right.Word3);
        return Reduce(new(sum0, sum1, sum2, sum3), sum4);

        void Step(ulong word)
        {
            var carry = AddProduct(left.Word0, word, sum0, 0, out sum0);
            carry = AddProduct(left.Word1, word, sum1, carry, out sum1);
            carry = AddProduct(left.Word2, word, sum2, carry, out sum2);
            carry = AddProduct(left.Word3, word, sum3, carry, out sum3);
            var over = Add(sum4, carry, 0, out sum4);
            var factor = sum0;
            carry = AddProduct(factor, _prime.Word0, sum0, 0, out _);
            carry = AddProduct(factor, _prime.Word1, sum1, carry, out sum0);
            carry = AddProduct(factor, _prime.Word2, sum2, carry, out sum1);
            carry = AddProduct(factor, _prime.Word3, sum3, carry, out sum2);
            sum4 = over + Add(sum4, carry, 0, out sum3);
        }
    }

    private FieldElement Squared(int times)
    {
        var value = this;
        for (var each = 0; each < times; each++)
        {
            value *= value;
        }

        return value;
    }

    private FieldElement Plain() => this * new FieldElement(1, 0, 0, 0);

    private bool IsAtLeastPrime()
    {
        Less(this, _prime, out var borrow);
        return borrow == 0;
    }

    private static FieldElement Reduce(FieldElement value, ulong carry)
    {
        var less = Less(value, _prime, out var borrow);
        return carry >= borrow ? less : value;
    }

    private static FieldElement Less(FieldElement left, FieldElement right, out ulong borrow)
    {
        borrow = Subtract(left.Word0, right.Word0, 0, out var word0);
        borrow = Subtract(left.Word1, right.Word1, borrow, out var word1);
        borrow = Subtract(left.Word2, right.Word2, borrow, out var word2);
        borrow = Subtract(left.Word3, right.Word3, borrow, out var word3);
        return new(word0, word1, word2, word3);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64BigEndian(bytes);

    private static ulong Add(ulong left, ulong right, ulong carry, out ulong sum)
    {
        var first = left + right;
        sum = first + carry;
        return (first < left ? 1UL : 0) + (sum < first ? 1UL : 0);
    }

    private static ulong Subtract(ulong left, ulong right, ulong borrow, out ulong difference)
    {
        var first = left - right;
        difference = first - borrow;
        return (left < right ? 1UL : 0) + (first < borrow ? 1UL : 0);
    }

    // The greatest result, (2^64 − 1)² + 2 · (2^64 − 1), still fits two words.
    private static ulong AddProduct(ulong left, ulong right, ulong sum, ulong carry, out ulong low)
    {
        var high = Math.BigMul(left, right, out var product);
        high += Add(product, sum, 0, out product);
        return high + Add(product, carry, 0, out low);
    }
}
