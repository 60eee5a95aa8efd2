using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// A passport's number: 5–9 characters of 0–9 and A–Z, the room the machine-readable zone has (ICAO Doc 9303 part 4).
/// </summary>
public sealed record PassportNumber
{
    private const int MinLength = 5;
    private const int MaxLength = 9;

    private PassportNumber(string value) => Value = value;

    /// <summary>The number, upper case, without the filler. Personal: to be sealed, never logged.</summary>
    public string Value { get; }

    /// <summary>Reads a number as typed, without check digit.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="passport">The number, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out PassportNumber? passport, [NotNullWhen(false)] out string? error)
    {
        var value = TypedNumber.Clean(text);
        error = value.Length == 0 ? ValidationCodes.Required
            : value.Length is < MinLength or > MaxLength ? ValidationCodes.InvalidLength
            : !TypedNumber.IsAlphanumeric(value) ? ValidationCodes.InvalidCharacters
            : !value.AsSpan().ContainsAnyInRange('0', '9') ? ValidationCodes.InvalidStructure
            : null;
        passport = error is null ? new PassportNumber(value) : null;
        return error is null;
    }

    /// <summary>Reads a number known to be good.</summary>
    /// <exception cref="FormatException">It is not; the message is the code.</exception>
    public static PassportNumber Parse(string? text) =>
        TryParse(text, out var passport, out var error) ? passport : throw new FormatException(error);

    /// <summary>The last three characters.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Value, 3);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();
}
