using System.Globalization;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// The 18-character citizen number of GB 11643-1999, shared by resident, Hong Kong/Macao/Taiwan and foreign permanent
/// residence cards: 6 characters of area, 8 of birth date, 3 of sequence, 1 check (ISO 7064 MOD 11-2).
/// </summary>
internal static class Gb11643
{
    private const string CheckCharacters = "10X98765432";

    // No holder can have been born before; the standard's own example is of 1880.
    private const int EarliestYear = 1850;

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // GB/T 2260: the two digits of the provinces, autonomous regions and municipalities, with Taiwan.
    private static ReadOnlySpan<byte> Provinces =>
    [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
        50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71,
    ];

    /// <summary>The check character of the first 17 digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * (digits[i] - '0');
        }

        return CheckCharacters[sum % 11];
    }

    /// <summary>Whether two digits name a province.</summary>
    public static bool IsProvince(ReadOnlySpan<char> digits) =>
        Provinces.Contains((byte)((digits[0] - '0') * 10 + digits[1] - '0'));

    /// <summary>What every such number has in common. Returns the code of the first fault, or null.</summary>
    public static string? FindFault(string number, out DateOnly birthDate)
    {
        birthDate = default;
        if (number.Length == 0)
        {
            return ValidationCodes.Required;
        }

        if (number.Length != 18)
        {
            return ValidationCodes.InvalidLength;
        }

        if (!TypedNumber.IsDigits(number.AsSpan(0, 17)) || !(char.IsAsciiDigit(number[17]) || number[17] == 'X'))
        {
            return ValidationCodes.InvalidCharacters;
        }

        if (CheckCharacter(number) != number[17])
        {
            return ValidationCodes.InvalidCheckDigit;
        }

        var isDate = DateOnly.TryParseExact(
            number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out birthDate);
        return isDate && birthDate.Year >= EarliestYear ? null : ValidationCodes.InvalidBirthDate;
    }
}
