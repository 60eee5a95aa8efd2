using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// The forms a name is found by: letters and Chinese characters only, upper case, so that spaces, separators and hyphens
/// need not be typed as in the document; foreign names in both orders.
/// </summary>
internal static class NameIndex
{
    /// <summary>Every form of a name.</summary>
    public static IReadOnlyList<string> FormsOf(PersonName name) =>
    [
        .. new[] { name.Full, name.Given is null ? null : $"{name.Given}{name.Surname}", name.ChineseName }
            .OfType<string>().Select(FormOf).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The form of a name as typed into a search.</summary>
    public static string FormOf(string name)
    {
        var form = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.IsBmp && !Rune.IsLetterOrDigit(rune) && !IsMark(rune))
            {
                continue;
            }

            form.Append(Rune.ToUpperInvariant(rune).ToString());
        }

        return form.ToString();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
