using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// A telephone number in E.164: + and 8–15 digits. A number without country code is read as Chinese where it is one:
/// a mobile of 11 digits or a fixed line with its leading 0; a talent from abroad gives theirs with + or 00.
/// </summary>
public sealed record PhoneNumber
{
    private const int MinDigits = 8;
    private const int MaxDigits = 15;

    private PhoneNumber(string value) => Value = value;

    /// <summary>The number with its +. Personal: to be sealed, never logged.</summary>
    public string Value { get; }

    /// <summary>Whether this is a mobile number of the Chinese mainland, the kind that gets text messages.</summary>
    public bool IsChineseMobile => Value.Length == 14 && Value.StartsWith("+861", StringComparison.Ordinal);

    /// <summary>Reads a number as typed: spaces, hyphens, brackets and full-width digits are forgiven.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="phone">The number, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PhoneNumber? phone, [NotNullWhen(false)] out string? error)
    {
        phone = null;
        var typed = WithoutBrackets(TypedNumber.Clean(text));
        if (typed.Length == 0)
        {
            error = ValidationCodes.Required;
            return false;
        }

        var digits = typed[0] == '+' ? typed[1..] : typed;
        if (!TypedNumber.IsDigits(digits))
        {
            error = ValidationCodes.InvalidCharacters;
            return false;
        }

        var international = typed[0] == '+' ? digits : WithCountry(digits);
        error = international is null ? ValidationCodes.InvalidStructure : FindFault(international);
        phone = error is null ? new PhoneNumber("+" + international) : null;
        return error is null;
    }

    /// <summary>Reads a number known to be good.</summary>
    /// <exception cref="FormatException">It is not; the message is the code.</exception>
    public static PhoneNumber Parse(string? text) =>
        TryParse(text, out var phone, out var error) ? phone : throw new FormatException(error);

    /// <summary>Chinese mobiles as people know them (138****5678), others by country and the last two digits.</summary>
    public string Mask() => IsChineseMobile
        ? $"{Value[3..6]}****{Value[^4..]}"
        : Value[..3] + TypedNumber.MaskAllBut(Value[3..], 2);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    /// <summary>A number that was valid when it was recorded; today's rules are not asked again.</summary>
    internal static PhoneNumber Recorded(string value) => new(value);

    // "+49 (0)170 …": the bracketed 0 is dialled at home only.
    private static string WithoutBrackets(string typed) =>
        string.Concat(typed.Replace("(0)", "", StringComparison.Ordinal).Split('(', ')', '.', '/'));

    private static string? WithCountry(string digits) => digits switch
    {
        ['0', '0', .. var international] => international,
        ['1', >= '3' and <= '9', ..] when digits.Length == 11 => "86" + digits,
        ['8', '6', '1', ..] when digits.Length == 13 => digits,
        ['0', .. var line] when line.Length is >= 9 and <= 11 => "86" + line,
        _ => null,
    };

    private static string? FindFault(string digits)
    {
        if (digits.Length is < MinDigits or > MaxDigits)
        {
            return ValidationCodes.InvalidLength;
        }

        if (digits[0] == '0')
        {
            return ValidationCodes.InvalidStructure;
        }

        // A number of the mainland: a mobile of 11 digits, or an area of 2–3 and a line of 7–8.
        return !digits.StartsWith("86", StringComparison.Ordinal) ? null : digits[2..] switch
        {
            ['1', >= '3' and <= '9', ..] mobile => mobile.Length == 11 ? null : ValidationCodes.InvalidLength,
            ['1', '0', ..] beijing => beijing.Length is 9 or 10 ? null : ValidationCodes.InvalidLength,
            [>= '2' and <= '9', ..] line => line.Length is >= 9 and <= 11 ? null : ValidationCodes.InvalidLength,
            _ => ValidationCodes.InvalidStructure,
        };
    }
}
