namespace TalentPass.Core.Identity;

/// <summary>
/// Base32 with Crockford's alphabet in lower case. Encoded texts sort like the bytes, may stand in storage keys, and do not
/// contain i, l, o or u, which people confuse with other characters.
/// </summary>
public static class Base32
{
    /// <summary>The 32 digits, in ASCII order.</summary>
    public const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Encodes bytes, five bits per character. Zero bits fill up the last character.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var length = (bytes.Length * 8 + 4) / 5;
        Span<char> text = length <= 256 ? stackalloc char[length] : new char[length];
        for (int i = 0, bit = 0; i < length; i++, bit += 5)
        {
            var window = bytes[bit / 8] << 8 | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[i] = Alphabet[window >> (11 - bit % 8) & 31];
        }

        return new string(text);
    }

    /// <summary>Encodes the lowest <paramref name="characters"/> × 5 bits of a number, the most significant bits first.</summary>
    public static string Encode(ulong value, int characters)
    {
        Span<char> text = stackalloc char[characters];
        for (var i = characters - 1; i >= 0; i--, value >>= 5)
        {
            text[i] = Alphabet[(int)(value & 31)];
        }

        return new string(text);
    }

    /// <summary>
    /// Decodes what <see cref="Encode(ulong, int)"/> wrote, 1–12 characters. Accepts upper case, and reads i and l as 1, o as 0.
    /// False for any other character.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > 12)
        {
            return false;
        }

        foreach (var character in text)
        {
            var digit = Digit(character);
            if (digit < 0)
            {
                return false;
            }

            value = value << 5 | (uint)digit;
        }

        return true;
    }

    private static int Digit(char character) => char.ToLowerInvariant(character) switch
    {
        'o' => 0,
        'i' or 'l' => 1,
        var lower => Alphabet.IndexOf(lower, StringComparison.Ordinal),
    };
}
