using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// A field of a WeChat template (订阅消息模板). Its keyword names its type and a number: <c>thing1</c>, <c>phrase3</c>. WeChat refuses a
/// message with a value that its type does not take (47003).
/// </summary>
public static partial class WeChatField
{
    /// <summary>The types this product fills.</summary>
    public const string Thing = "thing", CharacterString = "character_string", Phrase = "phrase", Time = "time", Date = "date";

    /// <summary>The most characters of a thing, of a character string and of a phrase.</summary>
    public const int MostThing = 20, MostCharacters = 32, MostPhrase = 5;

    /// <summary>The type of a keyword; null for a keyword that no template of this product has.</summary>
    public static string? TypeOf(string keyword) => Keyword().Match(keyword) is { Success: true } found ? found.Groups["type"].Value : null;

    /// <summary>Whether a value, already filled, is one that WeChat takes. Times and dates are not looked at.</summary>
    public static bool Takes(string type, string value) => type switch
    {
        Thing => value.Length is > 0 and <= MostThing,
        CharacterString => value.Length is > 0 and <= MostCharacters && !value.AsSpan().ContainsAnyExceptInRange(' ', '~'),
        Phrase => value.Length is > 0 and <= MostPhrase && value.EnumerateRunes().All(IsChinese),
        _ => value.Length > 0,
    };

    /// <summary>
    /// Cuts a value to at most <paramref name="most"/> characters, however WeChat counts them, and never within what people see as one
    /// character (𬭎).
    /// </summary>
    public static string Cut(string value, int most)
    {
        if (value.Length <= most)
        {
            return value;
        }

        var end = 0;
        for (int next; (next = end + StringInfo.GetNextTextElementLength(value, end)) <= most - 1;)
        {
            end = next;
        }

        return $"{value.AsSpan(0, end).TrimEnd()}…";
    }

    private static bool IsChinese(Rune rune) => rune.Value is >= 0x4E00 and <= 0x9FFF;

    [GeneratedRegex("^(?<type>thing|character_string|phrase|time|date)[1-9][0-9]?$")]
    private static partial Regex Keyword();
}
