namespace TalentPass.Core.Identity;

/// <summary>
/// The hybrid check system ISO/IEC 7064 MOD 37,36 over 0–9 and A–Z: it catches every single wrong character and nearly
/// every swap of neighbours. Request numbers end with it, as e-certificates do (GB/T 36904).
/// </summary>
public static class Mod37
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Modulus = 36;

    /// <summary>The check character to append.</summary>
    /// <exception cref="ArgumentException">A character other than 0–9, A–Z.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> text) =>
        TryCarry(text, out var carry)
            ? Alphabet[(Modulus + 1 - carry) % Modulus]
            : throw new ArgumentException("Only 0-9 and A-Z can be checked.", nameof(text));

    /// <summary>Whether the last character is the check character of those before it.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text.Length > 1
        && Alphabet.Contains(text[^1], StringComparison.Ordinal)
        && TryCarry(text[..^1], out _)
        && CheckCharacter(text[..^1]) == text[^1];

    private static bool TryCarry(ReadOnlySpan<char> text, out int carry)
    {
        carry = Modulus;
        foreach (var character in text)
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            var sum = (carry + value) % Modulus;
            carry = (sum == 0 ? Modulus : sum) * 2 % (Modulus + 1);
        }

        return true;
    }
}
