using System.Text;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// Makes the texts under which names are indexed: letters (Chinese characters included), digits and combining marks only, in
/// upper case. So a search need not have the spaces, separators and hyphens of the document. Foreign names are indexed in both
/// orders of surname and given names.
/// </summary>
internal static class NameIndex
{
    /// <summary>Returns every text under which a name is indexed.</summary>
    public static IReadOnlyList<string> FormsOf(PersonName name) =>
    [
        .. new[] { name.Full, name.Given is null ? null : $"{name.Given}{name.Surname}", name.ChineseName }
            .OfType<string>().Select(FormOf).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Returns the index text of a name that somebody typed into a search.</summary>
    public static string FormOf(string name)
    {
        var form = new StringBuilder(name.Length);
        foreach (var rune in NormalForm.Of(name).EnumerateRunes())
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
