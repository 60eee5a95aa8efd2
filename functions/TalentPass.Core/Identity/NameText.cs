using System.Globalization;
using System.Text;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>How the text of a name is cleaned and checked, before anybody asks whose name it is.</summary>
internal static class NameText
{
    /// <summary>The longest name, in characters as a reader counts them (graphemes).</summary>
    public const int MaxGraphemes = 100;

    // A grapheme may carry any number of marks; this bounds what is stored.
    private const int MaxCodePoints = 400;

    /// <summary>The one separator inside names (间隔号), U+00B7.</summary>
    public const char Separator = '\u00B7';

    /// <summary>The number of characters as a reader counts them.</summary>
    public static int Length(string name) => new StringInfo(name).LengthInTextElements;

    /// <summary>The first <paramref name="count"/> characters as a reader counts them.</summary>
    public static string First(string name, int count) =>
        new StringInfo(name) is var text && text.LengthInTextElements <= count ? name : text.SubstringByTextElements(0, count);

    /// <summary>Whether a rune is a Chinese character, in whatever plane.</summary>
    public static bool IsHan(Rune rune) =>
        rune.Value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or 0x3007
            or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFD;

    /// <summary>Whether the name starts with a Chinese character.</summary>
    public static bool StartsHan(string name) =>
        Rune.DecodeFromUtf16(name, out var first, out _) == System.Buffers.OperationStatus.Done && IsHan(first);

    /// <summary>The first fault of a typed name, as one of <see cref="ValidationCodes"/>, or null.</summary>
    public static string? FindFault(string? typed, out string name)
    {
        name = "";
        if (TextRules.IsBlank(typed))
        {
            return ValidationCodes.Required;
        }

        if (TextRules.Length(typed) > MaxCodePoints)
        {
            return ValidationCodes.InvalidLength;
        }

        if (!IsWellFormed(typed) || typed.EnumerateRunes().Any(rune => !IsAllowed(rune)))
        {
            return ValidationCodes.InvalidCharacters;
        }

        name = Normalise(typed);
        return !name.EnumerateRunes().Any(IsNameRune) ? ValidationCodes.InvalidCharacters
            : Length(name) > MaxGraphemes ? ValidationCodes.InvalidLength
            : null;
    }

    // One space between words, none beside a separator or between two Chinese characters (李　伟 is typed to align).
    private static string Normalise(string typed)
    {
        var runes = typed.EnumerateRunes().Select(ToPlain).ToArray();
        var name = new StringBuilder(typed.Length);
        var last = default(Rune);
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = IsDotBetweenHan(runes, i) ? new Rune(Separator) : runes[i];
            var next = i + 1 < runes.Length ? runes[i + 1] : default;
            if (rune.Value == ' ' && (last.Value is 0 or ' ' or Separator || next.Value is 0 or ' ' or Separator
                || (IsHan(last) && IsHan(next))))
            {
                continue;
            }

            name.Append(rune.ToString());
            last = rune;
        }

        return name.ToString().Trim(' ', Separator);
    }

    private static bool IsDotBetweenHan(Rune[] runes, int i) =>
        runes[i].Value == '.' && i > 0 && i + 1 < runes.Length && IsHan(runes[i - 1]) && IsHan(runes[i + 1]);

    // Bullets, katakana and hyphenation dots are typed for the separator: their look, not their meaning.
    private static Rune ToPlain(Rune rune) => rune.Value switch
    {
        0x2022 or 0x30FB or 0xFF65 or 0xFF0E or 0x2027 or 0x2219 or 0x22C5 or 0x0387 => new Rune(Separator),
        >= 0xFF01 and <= 0xFF5E => new Rune(rune.Value - 0xFEE0),
        _ when Rune.IsWhiteSpace(rune) => new Rune(' '),
        _ => rune,
    };

    private static bool IsAllowed(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        // Joiners are spelling in several scripts; other invisible characters reorder or hide text.
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D,
        UnicodeCategory.MathSymbol => rune.Value is 0x22C5 or 0x2219,
        UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol => false,
        _ => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is < 0xFDD0 or > 0xFDEF,
    };

    // A character of a plane the runtime's tables do not know yet is still a Chinese character.
    private static bool IsNameRune(Rune rune) => Rune.IsLetter(rune) || IsHan(rune)
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    private static bool IsWellFormed(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[consumed..];
        }

        return true;
    }
}
