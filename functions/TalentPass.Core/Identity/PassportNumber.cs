using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// A passport number: 5–9 characters of 0–9 and A–Z with at least one digit. The machine-readable zone has nine characters for
/// it (ICAO Doc 9303 part 4).
/// </summary>
public sealed record PassportNumber
{
    private const int MinLength = 5;
    private const int MaxLength = 9;

    private PassportNumber(string value) => Value = value;

    /// <summary>The number in upper case, without the filler &lt;. Personal data: store it sealed, never log it.</summary>
    public string Value { get; }

    /// <summary>The check digit after the number in the machine-readable zone.</summary>
    public char CheckDigit => Icao9303.CheckDigit(Value);

    /// <summary>Reads a number that a person typed, without check digit.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="passport">The number, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
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

    /// <summary>
    /// Reads the number from the machine-readable zone: nine characters, filled up with &lt;, and the check digit.
    /// </summary>
    /// <param name="field">The ten characters from the second line.</param>
    /// <param name="passport">The number, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
    public static bool TryParseMachineReadable(
        string? field, [NotNullWhen(true)] out PassportNumber? passport, [NotNullWhen(false)] out string? error)
    {
        var zone = TypedNumber.Clean(field);
        passport = null;
        if (zone.Length != MaxLength + 1)
        {
            error = zone.Length == 0 ? ValidationCodes.Required : ValidationCodes.InvalidLength;
            return false;
        }

        var number = zone[..MaxLength].TrimEnd('<');
        if (!TryParse(number, out passport, out error))
        {
            return false;
        }

        // The filler counts as zero, so the number has the same check digit with and without the filler.
        if (passport.CheckDigit == zone[MaxLength])
        {
            return true;
        }

        passport = null;
        error = ValidationCodes.InvalidCheckDigit;
        return false;
    }

    /// <summary>Reads a number that the caller knows to be valid.</summary>
    /// <exception cref="FormatException">The number is not valid. The message is the code of the fault.</exception>
    public static PassportNumber Parse(string? text) =>
        TryParse(text, out var passport, out var error) ? passport : throw new FormatException(error);

    /// <summary>The mask: stars and the last three characters.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Value, 3);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();
}
