using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace TalentPass.Core.Validation;

/// <summary>What a text may be, whoever sends it: which characters, how long, and when it counts as nothing.</summary>
public static class TextRules
{
    /// <summary>The length as people and JSON Schema count: in code points, so that 𬭎 is one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Whether nothing of a text can be seen: it is missing, empty, or made of spaces and invisible characters alone.</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text) => text is null || text.EnumerateRunes().All(IsInvisible);

    /// <summary>Whether a text may enter at all: well-formed Unicode without control characters other than tab and line ends.</summary>
    public static bool IsClean(string text) => AreAll(text, static rune => !IsControl(rune) || rune.Value is '\t' or '\n' or '\r');

    /// <summary>Whether a text reads as it is stored: clean, and without marks that turn the reading direction.</summary>
    /// <param name="text">The text.</param>
    /// <param name="multiline">Whether it may have tabs and several lines.</param>
    public static bool IsPlain(string text, bool multiline) =>
        multiline ? IsClean(text) && AreAll(text, static rune => !IsBreakOrTurn(rune)) : AreAll(text, static rune => !IsControl(rune) && !IsBreakOrTurn(rune));

    /// <summary>The first fault of a text as one of <see cref="ValidationCodes"/>, or null.</summary>
    /// <param name="text">The text; what cannot be seen is <c>required</c> where <paramref name="least"/> is above 0.</param>
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

    /// <summary>The refusal of a text that must be there, or null when it holds.</summary>
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

    // Storage refuses NUL and logs break on the others; U+FFFE and U+FFFF are no characters at all.
    private static bool IsControl(Rune rune) => Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF;

    private static bool IsBreakOrTurn(Rune rune) => rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    // Beside spaces and format characters: letters and marks that Unicode draws as nothing (fillers, joiners, variation selectors).
    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164
            or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0100 and <= 0xE01EF);
}
