using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// A person's name as the identity document writes it: 1–100 graphemes (characters as a reader counts them), in any Unicode
/// plane (𬭎 counts as one). The separator inside a name (间隔号) is always U+00B7. The name on a foreign document has surname
/// and given names, in the order of the passport, and may have a Chinese name beside them.
/// <see cref="ToString"/> returns the mask, so text does not show the name.
/// </summary>
public sealed record PersonName
{
    private PersonName(string full, string? surname, string? given, string? chineseName)
    {
        Full = full;
        Surname = surname;
        Given = given;
        ChineseName = chineseName;
    }

    /// <summary>
    /// The whole name; on a foreign document the surname comes first. Personal data: store it sealed, never log it.
    /// </summary>
    public string Full { get; }

    /// <summary>The surname on a foreign document; null for a name that is not divided.</summary>
    public string? Surname { get; }

    /// <summary>The given names on a foreign document; null when there are none.</summary>
    public string? Given { get; }

    /// <summary>The Chinese name (中文名) that a foreigner uses; null when there is none.</summary>
    public string? ChineseName { get; }

    /// <summary>Reads a name that is not divided into surname and given names, for example a Chinese name.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="name">The name, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PersonName? name, [NotNullWhen(false)] out string? error)
    {
        error = NameText.FindFault(text, out var full);
        name = error is null ? new PersonName(full, null, null, null) : null;
        return error is null;
    }

    /// <summary>Reads the name on a foreign document.</summary>
    /// <param name="surname">The surname. A person with only one name has it here.</param>
    /// <param name="given">The given names, or null.</param>
    /// <param name="chineseName">The Chinese name, or null.</param>
    /// <param name="name">The name, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
    public static bool TryParse(
        string? surname,
        string? given,
        string? chineseName,
        [NotNullWhen(true)] out PersonName? name,
        [NotNullWhen(false)] out string? error)
    {
        name = null;
        error = NameText.FindFault(surname, out var first);
        var second = "";
        var chinese = "";
        error ??= given is null ? null : NameText.FindFault(given, out second);
        error ??= chineseName is null ? null : NameText.FindFault(chineseName, out chinese);
        if (error is not null)
        {
            return false;
        }

        var full = second.Length == 0 ? first : $"{first} {second}";
        if (NameText.Length(full) > NameText.MaxGraphemes)
        {
            error = ValidationCodes.InvalidLength;
            return false;
        }

        name = new PersonName(full, first, second.Length == 0 ? null : second, chinese.Length == 0 ? null : chinese);
        return true;
    }

    /// <summary>Reads a name that the caller knows to be valid.</summary>
    /// <exception cref="FormatException">The name is not valid. The message is the code of the fault.</exception>
    public static PersonName Parse(string? text) =>
        TryParse(text, out var name, out var error) ? name : throw new FormatException(error);

    /// <summary>
    /// The mask, for readers who need not know the name. One star stands for everything that is hidden, so the mask does not show
    /// the length. 李伟 and 李小明 are 李*; a surname of two characters is shown whole: 欧阳*. A Chinese name with separators
    /// shows its first character: 阿*. A name in another script shows its initials only, S* A*, because a rare surname alone
    /// could identify the person.
    /// </summary>
    public string Mask()
    {
        if (Surname is not null)
        {
            return Given is null ? Initial(Surname) : $"{Initial(Surname)} {Initial(Given)}";
        }

        if (NameText.StartsHan(Full))
        {
            return MaskHan();
        }

        var words = Full.Split(' ');
        return words.Length == 1 ? Initial(Full) : $"{Initial(words[0])} {Initial(words[^1])}";
    }

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    /// <summary>
    /// Makes a name that comes from storage. It is not checked again, because the rules may have changed since.
    /// </summary>
    internal static PersonName Recorded(string full, string? surname, string? given, string? chineseName) =>
        new(full, surname, given, chineseName);

    // A name of one character would be shown whole, so its mask is the star alone.
    private static string Initial(string part) => NameText.Length(part) == 1 ? "*" : NameText.First(part, 1) + "*";

    private string MaskHan() =>
        Full.Contains(NameText.Separator, StringComparison.Ordinal) || !CompoundSurnames.Begin(Full)
            ? Initial(Full)
            : NameText.First(Full, 2) + "*";
}
