using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// The number of a resident identity card (居民身份证号码, GB 11643-1999): 18 characters, the last may be X.
/// <see cref="ToString"/> returns the mask, so text does not show the number.
/// </summary>
public sealed record ResidentId
{
    private ResidentId(string value, DateOnly birthDate)
    {
        Value = value;
        BirthDate = birthDate;
    }

    /// <summary>The full number in upper case. Personal data: store it sealed, never log it.</summary>
    public string Value { get; }

    /// <summary>The birth date in the number.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>The six digits of the area where the person was first registered (GB/T 2260).</summary>
    public string Area => Value[..6];

    /// <summary>Reads a number that a person typed. Accepts a small x, full-width digits, spaces and hyphens.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="id">The number, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out ResidentId? id, [NotNullWhen(false)] out string? error)
    {
        var number = TypedNumber.Clean(text);
        error = Gb11643.FindFault(number, out var birthDate);
        if (error is null && !HasArea(number))
        {
            error = ValidationCodes.InvalidArea;
        }

        id = error is null ? new ResidentId(number, birthDate) : null;
        return error is null;
    }

    /// <summary>Reads a number that the caller knows to be valid.</summary>
    /// <exception cref="FormatException">The number is not valid. The message is the code of the fault.</exception>
    public static ResidentId Parse(string? text) =>
        TryParse(text, out var id, out var error) ? id : throw new FormatException(error);

    /// <summary>The mask: stars and the last four characters. The other characters would show area and birth date.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Value, 4);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    // In GB/T 2260 every province has counties, so the last four digits are not 0000. Only Taiwan has a single code, 710000.
    private static bool HasArea(ReadOnlySpan<char> number) =>
        Gb11643.IsProvince(number) && (!number[2..6].SequenceEqual("0000") || number.StartsWith("71"));
}
