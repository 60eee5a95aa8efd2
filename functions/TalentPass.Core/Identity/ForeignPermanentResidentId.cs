using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// The number of a foreign permanent resident identity card (外国人永久居留身份证). Since December 2023: 18 characters,
/// 9, two digits of the province, three of the country (ISO 3166-1 numeric), then as GB 11643. Cards of the former
/// form, 3 letters (ISO 3166-1 alpha-3) and 12 digits, stay valid.
/// </summary>
public sealed record ForeignPermanentResidentId
{
    private ForeignPermanentResidentId(string value, DateOnly? birthDate)
    {
        Value = value;
        BirthDate = birthDate;
    }

    /// <summary>The full number, upper case. Personal: to be sealed, never logged.</summary>
    public string Value { get; }

    /// <summary>The birth date the new form carries; null for the former form.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>Whether this is the former form of 15 characters.</summary>
    public bool IsFormerForm => Value.Length == 15;

    /// <summary>The country: three digits in the new form, three letters in the former one (ISO 3166-1).</summary>
    public string Country => IsFormerForm ? Value[..3] : Value[3..6];

    /// <summary>Reads a number of either form as typed.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="id">The number, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
    public static bool TryParse(
        string? text,
        [NotNullWhen(true)] out ForeignPermanentResidentId? id,
        [NotNullWhen(false)] out string? error)
    {
        var number = TypedNumber.Clean(text);
        DateOnly? birthDate = null;
        if (number.Length == 15)
        {
            error = FindFaultInFormerForm(number);
        }
        else
        {
            error = Gb11643.FindFault(number, out var born) ?? FindFaultInArea(number);
            birthDate = born;
        }

        id = error is null ? new ForeignPermanentResidentId(number, birthDate) : null;
        return error is null;
    }

    /// <summary>Reads a number known to be good.</summary>
    /// <exception cref="FormatException">It is not; the message is the code.</exception>
    public static ForeignPermanentResidentId Parse(string? text) =>
        TryParse(text, out var id, out var error) ? id : throw new FormatException(error);

    /// <summary>The last four characters.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Value, 4);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    private static string? FindFaultInFormerForm(ReadOnlySpan<char> number) =>
        number[..3].ContainsAnyExceptInRange('A', 'Z') || !TypedNumber.IsDigits(number[3..])
            ? ValidationCodes.InvalidCharacters
            : null;

    private static string? FindFaultInArea(ReadOnlySpan<char> number) =>
        number[0] != '9' ? ValidationCodes.InvalidStructure
        : !Gb11643.IsProvince(number[1..]) || number[3..6].SequenceEqual("000") ? ValidationCodes.InvalidArea
        : null;
}
