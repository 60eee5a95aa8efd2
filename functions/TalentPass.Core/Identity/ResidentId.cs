using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// The number of a resident identity card (居民身份证号码, GB 11643-1999): 18 characters, the last may be X.
/// Text never shows the number: <see cref="ToString"/> is the mask.
/// </summary>
public sealed record ResidentId
{
    private ResidentId(string value, DateOnly birthDate)
    {
        Value = value;
        BirthDate = birthDate;
    }

    /// <summary>The full number, upper case. Personal: to be sealed, never logged.</summary>
    public string Value { get; }

    /// <summary>The birth date the number carries.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>The six digits of the area of first registration (GB/T 2260).</summary>
    public string Area => Value[..6];

    /// <summary>Reads a number as typed: x, full-width digits and spaces are forgiven.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="id">The number, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
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

    /// <summary>Reads a number known to be good.</summary>
    /// <exception cref="FormatException">It is not; the message is the code.</exception>
    public static ResidentId Parse(string? text) =>
        TryParse(text, out var id, out var error) ? id : throw new FormatException(error);

    /// <summary>The last four characters: the rest tells home and birthday.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Value, 4);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    // GB/T 2260 divides every province but Taiwan, which stands as 710000.
    private static bool HasArea(ReadOnlySpan<char> number) =>
        Gb11643.IsProvince(number) && (!number[2..6].SequenceEqual("0000") || number.StartsWith("71"));
}
