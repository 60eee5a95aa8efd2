namespace TalentPass.Core.Identity;

/// <summary>Brings a number as people type and paste it into the form the standards check.</summary>
internal static class TypedNumber
{
    // Longer input is refused before any work is done on it.
    private const int MaxTyped = 120;

    /// <summary>
    /// Half-width, upper case, without white space, hyphens and the invisible marks that copying from a contact list adds.
    /// Null stays empty; input over 120 characters is cut there, which no format accepts.
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var source = text.AsSpan().Trim();
        source = source[..Math.Min(source.Length, MaxTyped)];
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

    /// <summary>Whether every character is 0–9 (not the digits of other scripts).</summary>
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

    /// <summary>All but the last <paramref name="shown"/> characters as stars.</summary>
    public static string MaskAllBut(string number, int shown) =>
        new string('*', Math.Max(0, number.Length - shown)) + number[Math.Max(0, number.Length - shown)..];

    // U+2010–2015 and U+2212 are hyphens and dashes, U+200B–200F, 202A–202E, 2060–2069, FEFF are invisible.
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
