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

    /// <summary>The check digit that stands behind the number in the machine-readable zone.</summary>
    public char CheckDigit => Icao9303.CheckDigit(Value);

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

    /// <summary>Reads the ten characters of the machine-readable zone: number, filled up with &lt;, and check digit.</summary>
    /// <param name="field">Ten characters of the second line.</param>
    /// <param name="passport">The number, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
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

        // The filler counts as zero, so the digit is the same with it and without.
        if (passport.CheckDigit == zone[MaxLength])
        {
            return true;
        }

        passport = null;
        error = ValidationCodes.InvalidCheckDigit;
        return false;
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
