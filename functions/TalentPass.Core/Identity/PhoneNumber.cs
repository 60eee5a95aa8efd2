using System.Diagnostics.CodeAnalysis;
using PhoneNumbers;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// A telephone number in the form of E.164: + and 8–15 digits. A number without country code is read as a Chinese one: a mobile
/// number of 11 digits, or a fixed line with its leading 0. A foreign number needs + or 00 and its country code.
/// </summary>
public sealed record PhoneNumber
{
    private static readonly PhoneNumberUtil _library = PhoneNumberUtil.GetInstance();
    private const int MinDigits = 8;
    private const int MaxDigits = 15;

    private PhoneNumber(string value) => Value = value;

    /// <summary>The number with its +. Personal data: store it sealed, never log it.</summary>
    public string Value { get; }

    /// <summary>Whether this is a mobile number of the Chinese mainland. Only such numbers get text messages.</summary>
    public bool IsChineseMobile => Value.Length == 14 && Value.StartsWith("+861", StringComparison.Ordinal);

    /// <summary>
    /// Reads a number that a person typed. Accepts spaces, hyphens, brackets, dots, slashes and full-width digits.
    /// </summary>
    /// <param name="text">The typed text.</param>
    /// <param name="phone">The number, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
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

        var international = WithoutTrunkPrefix(typed[0] == '+' ? digits : WithCountry(digits));
        error = international is null ? ValidationCodes.InvalidStructure : FindFault(international);
        phone = error is null ? new PhoneNumber("+" + international) : null;
        return error is null;
    }

    /// <summary>Reads a number that the caller knows to be valid.</summary>
    /// <exception cref="FormatException">The number is not valid. The message is the code of the fault.</exception>
    public static PhoneNumber Parse(string? text) =>
        TryParse(text, out var phone, out var error) ? phone : throw new FormatException(error);

    /// <summary>
    /// The mask. A Chinese mobile number has the usual form 138****5678; any other number shows + and two digits at the beginning
    /// and two digits at the end.
    /// </summary>
    public string Mask() => IsChineseMobile
        ? $"{Value[3..6]}****{Value[^4..]}"
        : Value[..3] + TypedNumber.MaskAllBut(Value[3..], 2);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    /// <summary>
    /// Makes a number that comes from storage. It is not checked again, because the rules may have changed since.
    /// </summary>
    internal static PhoneNumber Recorded(string value) => new(value);

    // In "+49 (0)170 …" callers dial the 0 in brackets only inside the country, so it is removed.
    private static string WithoutBrackets(string typed) =>
        string.Concat(typed.Replace("(0)", "", StringComparison.Ordinal).Split('(', ')', '.', '/'));

    // Many people type the 0 that callers inside a country dial before the area code (+86 0574 …, +49 0171 …). The library knows where
    // it is no such prefix but a part of the number (+39 06 …).
    private static string? WithoutTrunkPrefix(string? international)
    {
        if (international is null || international.Length > MaxDigits + 1)
        {
            return international;
        }

        try
        {
            return _library.Format(_library.Parse($"+{international}", null), PhoneNumberFormat.E164)[1..];
        }
        catch (NumberParseException)
        {
            return international;
        }
    }

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

        // A number of the Chinese mainland: a mobile number of 11 digits, or an area code of 2–3 digits and a line of 7–8.
        return !digits.StartsWith("86", StringComparison.Ordinal) ? null : digits[2..] switch
        {
            ['1', >= '3' and <= '9', ..] mobile => mobile.Length == 11 ? null : ValidationCodes.InvalidLength,
            ['1', '0', ..] beijing => beijing.Length is 9 or 10 ? null : ValidationCodes.InvalidLength,
            [>= '2' and <= '9', ..] line => line.Length is >= 9 and <= 11 ? null : ValidationCodes.InvalidLength,
            _ => ValidationCodes.InvalidStructure,
        };
    }
}
