namespace TalentPass.Core.Identity;

/// <summary>
/// Why a number or a name is not valid. The codes are stable: clients get them in <c>errors</c> when a validation fails.
/// </summary>
public static class IdentityCodes
{
    /// <summary>The text is missing or empty.</summary>
    public const string Required = "required";

    /// <summary>Too few or too many characters.</summary>
    public const string Length = "invalid_length";

    /// <summary>The text has a character that is not allowed, or is not allowed at this place.</summary>
    public const string Characters = "invalid_characters";

    /// <summary>The parts are not as the standard orders them.</summary>
    public const string Structure = "invalid_structure";

    /// <summary>The area or country in the number does not exist.</summary>
    public const string Area = "invalid_area";

    /// <summary>The birth date in the number is not possible.</summary>
    public const string BirthDate = "invalid_birth_date";

    /// <summary>The check digit is wrong. Most likely the number was mistyped.</summary>
    public const string CheckDigit = "invalid_check_digit";
}
