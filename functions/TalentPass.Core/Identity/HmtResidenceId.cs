using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>Where the holder of a Hong Kong, Macao or Taiwan residence permit is from.</summary>
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
/// The number of a residence permit for Hong Kong, Macao and Taiwan residents (港澳台居民居住证): built like a
/// resident number, with 810000, 820000 or 830000 where the area stands.
/// </summary>
public sealed record HmtResidenceId
{
    private HmtResidenceId(string value, DateOnly birthDate, HmtRegion region)
    {
        Value = value;
        BirthDate = birthDate;
        Region = region;
    }

    /// <summary>The full number, upper case. Personal: to be sealed, never logged.</summary>
    public string Value { get; }

    /// <summary>The birth date the number carries.</summary>
    public DateOnly BirthDate { get; }

    /// <summary>Where the holder is from.</summary>
    public HmtRegion Region { get; }

    /// <summary>Reads a number as typed.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="id">The number, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
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

    /// <summary>Reads a number known to be good.</summary>
    /// <exception cref="FormatException">It is not; the message is the code.</exception>
    public static HmtResidenceId Parse(string? text) =>
        TryParse(text, out var id, out var error) ? id : throw new FormatException(error);

    /// <summary>The last four characters.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Value, 4);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();
}
