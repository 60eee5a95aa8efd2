using System.Buffers.Binary;
using System.Globalization;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// The id of a key, four bytes: the city in BCD (GB/T 2260, six digits in three bytes), then the key's number.
/// </summary>
/// <param name="Value">The four bytes, big-endian.</param>
public readonly record struct Kid(uint Value)
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 4;

    /// <summary>Makes the id of a city's key.</summary>
    /// <param name="city">GB/T 2260 code of six digits, for example 330200.</param>
    /// <param name="number">The key's number within the city.</param>
    public Kid(int city, byte number)
        : this(ToBcd(city) << 8 | number)
    {
    }

    /// <summary>The key's number within the city, 0–255.</summary>
    public byte Number => (byte)Value;

    /// <summary>The city's GB/T 2260 code; 0 when the first three bytes are not six decimal digits.</summary>
    public int City
    {
        get
        {
            var city = 0;
            for (var shift = 28; shift >= 8; shift -= 4)
            {
                var digit = (int)(Value >> shift & 0xF);
                if (digit > 9)
                {
                    return 0;
                }

                city = city * 10 + digit;
            }

            return city;
        }
    }

    /// <summary>Reads an id from the first four bytes of a span.</summary>
    public static Kid Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <summary>
    /// Reads the form that <see cref="ToString"/> writes. False for another form, or when the city is no number.
    /// </summary>
    public static bool TryParse(string? text, out Kid kid)
    {
        kid = default;
        if (text is not { Length: 8 }
            || !uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        kid = new Kid(value);
        return kid.City != 0;
    }

    /// <summary>Writes the four bytes.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt32BigEndian(bytes, Value);

    /// <summary>Writes eight lower-case hex digits. The first six are the GB/T 2260 code of the city.</summary>
    public override string ToString() => Value.ToString("x8", CultureInfo.InvariantCulture);

    private static uint ToBcd(int city)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(city, 100000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(city, 999999);
        var bcd = 0u;
        for (var shift = 0; shift < 24; shift += 4, city /= 10)
        {
            bcd |= (uint)(city % 10) << shift;
        }

        return bcd;
    }
}
