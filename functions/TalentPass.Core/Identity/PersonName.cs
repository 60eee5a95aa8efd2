using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// A person's name as the identity document writes it: 1–100 characters as a reader counts them, inside or outside the
/// basic plane (𬭎 counts one), separated only by U+00B7. Names on foreign
/// documents keep surname and given names in passport order, with a Chinese name beside them where there is one.
/// Text never shows the name: <see cref="ToString"/> is the mask.
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

    /// <summary>The whole name; of a foreign document surname first. Personal: to be sealed, never logged.</summary>
    public string Full { get; }

    /// <summary>The surname of a foreign document; null for a name written in one piece.</summary>
    public string? Surname { get; }

    /// <summary>The given names of a foreign document; null where there are none.</summary>
    public string? Given { get; }

    /// <summary>The Chinese name (中文名) a foreigner goes by; null where there is none.</summary>
    public string? ChineseName { get; }

    /// <summary>Reads a name written in one piece: a Chinese name, or one without known parts.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="name">The name, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PersonName? name, [NotNullWhen(false)] out string? error)
    {
        error = NameText.FindFault(text, out var full);
        name = error is null ? new PersonName(full, null, null, null) : null;
        return error is null;
    }

    /// <summary>Reads the name of a foreign document.</summary>
    /// <param name="surname">The surname, first in the passport. A person with one name only has it here.</param>
    /// <param name="given">The given names, or null.</param>
    /// <param name="chineseName">The Chinese name beside it, or null.</param>
    /// <param name="name">The name, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
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

    /// <summary>Reads a name known to be good.</summary>
    /// <exception cref="FormatException">It is not; the message is the code.</exception>
    public static PersonName Parse(string? text) =>
        TryParse(text, out var name, out var error) ? name : throw new FormatException(error);

    /// <summary>
    /// The name for eyes that need not know it. One star stands for everything hidden, so the length stays hidden too:
    /// 李伟 and 李小明 are 李*; a surname of two characters stays whole, 欧阳*; of a name with separators the first
    /// character, 阿*; of other scripts the initials, S* A*, because a rare surname alone would name the person.
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

    /// <summary>A name that was valid when it was recorded; today's rules are not asked again.</summary>
    internal static PersonName Recorded(string full, string? surname, string? given, string? chineseName) =>
        new(full, surname, given, chineseName);

    // A name of one character has nothing to show.
    private static string Initial(string part) => NameText.Length(part) == 1 ? "*" : NameText.First(part, 1) + "*";

    private string MaskHan() =>
        Full.Contains(NameText.Separator, StringComparison.Ordinal) || !CompoundSurnames.Begin(Full)
            ? Initial(Full)
            : NameText.First(Full, 2) + "*";
}
