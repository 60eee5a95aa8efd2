using System.Globalization;
using System.Text;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>Cleans and checks the text of a name.</summary>
internal static class NameText
{
    /// <summary>The longest name in graphemes (characters as a reader counts them).</summary>
    public const int MaxGraphemes = 100;

    // The longest typed name in UTF-16 code units. A grapheme may have any number of combining marks, so graphemes alone set
    // no limit.
    private const int MaxCodePoints = 400;

    /// <summary>The only separator inside names (间隔号), U+00B7.</summary>
    public const char Separator = '\u00B7';

    /// <summary>The number of graphemes.</summary>
    public static int Length(string name) => new StringInfo(name).LengthInTextElements;

    /// <summary>The first <paramref name="count"/> graphemes; the whole name when it is shorter.</summary>
    public static string First(string name, int count) =>
        new StringInfo(name) is var text && text.LengthInTextElements <= count ? name : text.SubstringByTextElements(0, count);

    /// <summary>Whether a rune is a Chinese character, in any Unicode plane.</summary>
    public static bool IsHan(Rune rune) =>
        rune.Value is >= 0x4E00 and <= 0x9FFF or >= 0x3400 and <= 0x4DBF or 0x3007
            or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFD;

    /// <summary>Whether the name starts with a Chinese character.</summary>
    public static bool StartsHan(string name) =>
        Rune.DecodeFromUtf16(name, out var first, out _) == System.Buffers.OperationStatus.Done && IsHan(first);

    /// <summary>
    /// Checks a typed name. Returns the first fault (one of <see cref="ValidationCodes"/>) or null, and the cleaned name.
    /// </summary>
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

        if (!IsWellFormed(typed) || NormalForm.Of(typed) is var one && one.EnumerateRunes().Any(rune => !IsAllowed(rune)))
        {
            return ValidationCodes.InvalidCharacters;
        }

        name = Normalise(one);
        return !name.EnumerateRunes().Any(IsNameRune) ? ValidationCodes.InvalidCharacters
            : Length(name) > MaxGraphemes ? ValidationCodes.InvalidLength
            : null;
    }

    // Keeps one space between words. Removes spaces beside a separator, and between two Chinese characters: people type 李　伟
    // with a space to align names.
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

    // People type bullets and katakana or hyphenation dots that look like the separator; full-width letters become plain ones.
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
        // Several scripts need the two joiners for correct spelling. Other invisible characters reorder or hide text.
        UnicodeCategory.Format => rune.Value is 0x200C or 0x200D,
        UnicodeCategory.MathSymbol => rune.Value is 0x22C5 or 0x2219,
        UnicodeCategory.CurrencySymbol or UnicodeCategory.OtherSymbol => false,
        _ => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is < 0xFDD0 or > 0xFDEF,
    };

    // The Unicode tables of the runtime may not know the newest Chinese characters; fonts put rare ones in the private use area.
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
