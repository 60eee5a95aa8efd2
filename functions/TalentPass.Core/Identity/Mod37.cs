namespace TalentPass.Core.Identity;

/// <summary>
/// The check character of ISO/IEC 7064 MOD 37,36 over 0–9 and A–Z. It detects every single wrong character and nearly every
/// swap of two neighbours. Numbers of electronic certificates (GB/T 36904) and of requests have it.
/// </summary>
public static class Mod37
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int Modulus = 36;

    /// <summary>Computes the check character that belongs after the text.</summary>
    /// <exception cref="ArgumentException">The text has a character other than 0–9 and A–Z.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> text) =>
        TryCarry(text, out var carry)
            ? Alphabet[(Modulus + 1 - carry) % Modulus]
            : throw new ArgumentException("Only 0-9 and A-Z can be checked.", nameof(text));

    /// <summary>Whether the last character is the check character of the characters before it.</summary>
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
