using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace TalentPass.Core.Validation;

/// <summary>The rules for all texts that callers send: allowed characters, length, and when a text counts as blank.</summary>
public static class TextRules
{
    /// <summary>Returns the length in Unicode code points, as JSON Schema counts (𬭎 is one).</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Whether a text is blank: null, empty, or only white space and invisible characters.</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) => text is null || text.EnumerateRunes().All(IsInvisible);

    /// <summary>
    /// Whether a text may be accepted at all: well-formed Unicode without control characters. Tab, carriage return and line feed
    /// are allowed.
    /// </summary>
    public static bool IsClean(string text) => AreAll(text, static rune => !IsControl(rune) || rune.Value is '\t' or '\n' or '\r');

    /// <summary>
    /// Whether a text looks as it is stored: clean, without Unicode line and paragraph separators, and without characters that
    /// change the reading direction.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="multiline">Whether the text may have tabs and several lines.</param>
    public static bool IsPlain(string text, bool multiline) =>
        multiline ? IsClean(text) && AreAll(text, static rune => !IsBreakOrTurn(rune)) : AreAll(text, static rune => !IsControl(rune) && !IsBreakOrTurn(rune));

    /// <summary>Returns the first mistake of a text as one of <see cref="ValidationCodes"/>; null when there is none.</summary>
    /// <param name="text">The text. A blank text gives <c>required</c> when <paramref name="least"/> is above 0.</param>
    /// <param name="most">The longest text, in code points.</param>
    /// <param name="least">The shortest text, in code points.</param>
    public static string? FindFault(string? text, int most, int least = 1)
    {
        if (least > 0 && IsBlank(text))
        {
            return ValidationCodes.Required;
        }

        if (text is null || !IsClean(text))
        {
            return text is null ? null : ValidationCodes.InvalidText;
        }

        var length = Length(text);
        return length > most ? ValidationCodes.TooLong : length < least ? ValidationCodes.TooShort : null;
    }

    /// <summary>Checks a text that must not be blank. Returns the refusal, or null when the text is valid.</summary>
    public static Refusal? Check(string? text, string pointer, int most) =>
        FindFault(text, most) is { } code ? Refusal.Invalid(pointer, code) : null;

    private static bool AreAll(string text, Func<Rune, bool> hold)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || !hold(rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    // Storage refuses NUL, and other control characters break log lines. U+FFFE and U+FFFF are not characters in Unicode.
    private static bool IsControl(Rune rune) => Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF;

    private static bool IsBreakOrTurn(Rune rune) => rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    // The numbers are letters, marks and symbols without ink: fillers, joiners, variation selectors, a blank Braille pattern.
    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);
}
