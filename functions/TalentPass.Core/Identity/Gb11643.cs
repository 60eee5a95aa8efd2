using System.Globalization;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// The 18-character citizen number of GB 11643-1999: 6 characters of area, 8 of birth date, 3 of sequence, 1 check character
/// (ISO 7064 MOD 11-2). Resident cards, Hong Kong/Macao/Taiwan residence permits and foreign permanent residence cards use it.
/// </summary>
internal static class Gb11643
{
    private const string CheckCharacters = "10X98765432";

    // No living holder was born before this year. The year is this early because the example in the standard is of 1880.
    private const int EarliestYear = 1850;

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    // GB/T 2260: the first two digits of the provinces, autonomous regions and municipalities, and of Taiwan.
    private static ReadOnlySpan<byte> Provinces =>
    [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
        50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71,
    ];

    /// <summary>Computes the check character of the first 17 digits.</summary>
    public static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
        {
            sum += Weights[i] * (digits[i] - '0');
        }

        return CheckCharacters[sum % 11];
    }

    /// <summary>Whether the first two digits are the code of a province (GB/T 2260).</summary>
    public static bool IsProvince(ReadOnlySpan<char> digits) =>
        Provinces.Contains((byte)((digits[0] - '0') * 10 + digits[1] - '0'));

    /// <summary>
    /// Checks what all these cards have in common: length, characters, check character and birth date, but not the area.
    /// </summary>
    /// <param name="number">The number as <see cref="TypedNumber.Clean"/> returned it.</param>
    /// <param name="birthDate">The birth date in the number.</param>
    /// <returns>The code of the first fault (<see cref="ValidationCodes"/>), or null.</returns>
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
