namespace TalentPass.Core.Identity;

/// <summary>Cleans a number that a person typed or pasted, so that it can be compared with the standards.</summary>
internal static class TypedNumber
{
    // Limits the work for long input. The longest valid number, that of an electronic certificate, has 94 characters.
    private const int MaxTyped = 120;

    // What a longer text becomes: a number that is too long for every standard. Cutting the text would accept a valid number
    // with anything behind it.
    private static readonly string _tooLong = new('0', MaxTyped + 1);

    /// <summary>
    /// Returns the text in half-width upper case, without white space, hyphens, dashes and the invisible characters that come
    /// with a copy from a contact list. Control characters inside the text stay, so that the checks find them. Null becomes
    /// empty. A text of more than 120 characters becomes 121 zeros, which every check refuses.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var source = text.AsSpan().Trim();
        if (source.Length > MaxTyped)
        {
            return _tooLong;
        }

        Span<char> clean = stackalloc char[MaxTyped];
        var length = 0;
        foreach (var typed in source)
        {
            if (!IsIgnored(typed))
            {
                clean[length++] = ToPlainUpper(typed);
            }
        }

        return new string(clean[..length]);
    }

    /// <summary>Whether every character is 0–9. Digits of other scripts do not count.</summary>
    public static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether every character is 0–9 or A–Z.</summary>
    public static bool IsAlphanumeric(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character) && !char.IsAsciiLetterUpper(character))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Replaces every character by a star, except the last <paramref name="shown"/>.</summary>
    public static string MaskAllBut(string number, int shown) =>
        new string('*', Math.Max(0, number.Length - shown)) + number[Math.Max(0, number.Length - shown)..];

    // U+2010–2015 and U+2212 are hyphens and dashes. U+200B–200F, 202A–202E, 2060–2069 and FEFF are invisible.
    private static bool IsIgnored(char typed) =>
        typed is '-' or '\uFF0D' or '\uFEFF' or '\u2212' or (>= '\u200B' and <= '\u2015')
            or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069')
        || (char.IsWhiteSpace(typed) && !char.IsControl(typed));

    private static char ToPlainUpper(char typed)
    {
        var plain = typed is >= '\uFF01' and <= '\uFF5E' ? (char)(typed - 0xFEE0) : typed;
        return char.IsAsciiLetterLower(plain) ? (char)(plain - 32) : plain;
    }
}
