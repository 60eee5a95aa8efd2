using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>The region of a holder of a Hong Kong, Macao or Taiwan residence permit.</summary>
public enum HmtRegion
{
    /// <summary>香港, 810000.</summary>
    HongKong,

    /// <summary>澳门, 820000.</summary>
    Macao,

    /// <summary>台湾, 830000.</summary>
    Taiwan,
}

/// <summary>
/// The number of a residence permit for Hong Kong, Macao and Taiwan residents (港澳台居民居住证). It has the form of a resident
/// number (GB 11643), with 810000, 820000 or 830000 as the area.
/// </summary>
public sealed record HmtResidenceId
{
    private HmtResidenceId(string value, DateOnly birthDate, HmtRegion region)
    {
        Value = value;
        BirthDate = birthDate;
        Region = region;
    }

    /// <summary>The full number in upper case. Personal data: store it sealed, never log it.</summary>
    public string Value { get; }

    /// <summary>The birth date in the number.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>The region that the holder comes from.</summary>
    public HmtRegion Region { get; }

    /// <summary>Reads a number that a person typed.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="id">The number, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out HmtResidenceId? id, [NotNullWhen(false)] out string? error)
    {
        var number = TypedNumber.Clean(text);
        error = Gb11643.FindFault(number, out var birthDate);
        HmtRegion? region = error is not null ? null : number[..6] switch
        {
            "810000" => HmtRegion.HongKong,
            "820000" => HmtRegion.Macao,
            "830000" => HmtRegion.Taiwan,
            _ => null,
        };
        error ??= region is null ? ValidationCodes.InvalidArea : null;
        id = error is null ? new HmtResidenceId(number, birthDate, region!.Value) : null;
        return error is null;
    }

    /// <summary>Reads a number that the caller knows to be valid.</summary>
    /// <exception cref="FormatException">The number is not valid. The message is the code of the fault.</exception>
    public static HmtResidenceId Parse(string? text) =>
        TryParse(text, out var id, out var error) ? id : throw new FormatException(error);

    /// <summary>The mask: stars and the last four characters.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Value, 4);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();
}
