namespace TalentPass.Core.Identity;

/// <summary>Why a number or a name was not understood: stable codes, published in <c>errors</c> of a failed validation.</summary>
public static class IdentityCodes
{
    /// <summary>Nothing was given.</summary>
    public const string Required = "required";

    /// <summary>Too few or too many characters.</summary>
    public const string Length = "invalid_length";

    /// <summary>A character that does not belong there.</summary>
    public const string Characters = "invalid_characters";

    /// <summary>The parts are not where the standard puts them.</summary>
    public const string Structure = "invalid_structure";

    /// <summary>The area or country part cannot exist.</summary>
    public const string Area = "invalid_area";

    /// <summary>The birth date inside the number cannot exist.</summary>
    public const string BirthDate = "invalid_birth_date";

    /// <summary>The check digit does not fit: most likely a typing error.</summary>
    public const string CheckDigit = "invalid_check_digit";
}
