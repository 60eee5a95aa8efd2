using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>The kinds of identity documents a talent can be known by.</summary>
public enum DocumentKind
{
    /// <summary>居民身份证.</summary>
    ResidentId,

    /// <summary>港澳台居民居住证.</summary>
    HmtResidence,

    /// <summary>外国人永久居留身份证.</summary>
    ForeignPermanentResidence,

    /// <summary>护照.</summary>
    Passport,
}

/// <summary>A valid document number of any kind. Text never shows it: <see cref="ToString"/> is the mask.</summary>
public sealed record IdentityDocument
{
    private IdentityDocument(DocumentKind kind, string number, DateOnly? birthDate)
    {
        Kind = kind;
        Number = number;
        BirthDate = birthDate;
    }

    /// <summary>What it is.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The number in its normal form. Personal: to be sealed, never logged.</summary>
    public string Number { get; }

    /// <summary>The birth date the number carries, if it carries one.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>Reads a number of a known kind.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="text">The number as typed.</param>
    /// <param name="today">The legal day: nobody with a document is born after it.</param>
    /// <param name="document">The document, when it holds.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it does not.</param>
    public static bool TryParse(
        DocumentKind kind,
        string? text,
        DateOnly today,
        [NotNullWhen(true)] out IdentityDocument? document,
        [NotNullWhen(false)] out string? error)
    {
        document = kind switch
        {
            DocumentKind.ResidentId => ResidentId.TryParse(text, out var id, out error)
                ? new(kind, id.Value, id.BirthDate) : null,
            DocumentKind.HmtResidence => HmtResidenceId.TryParse(text, out var id, out error)
                ? new(kind, id.Value, id.BirthDate) : null,
            DocumentKind.ForeignPermanentResidence => ForeignPermanentResidentId.TryParse(text, out var id, out error)
                ? new(kind, id.Value, id.BirthDate) : null,
            DocumentKind.Passport => PassportNumber.TryParse(text, out var passport, out error)
                ? new(kind, passport.Value, null) : null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        if (document?.BirthDate > today)
        {
            document = null;
            error = ValidationCodes.InvalidBirthDate;
        }

        return document is not null;
    }

    /// <summary>
    /// Every reading a typed number allows, for a search that does not ask what was typed. Empty when it can be none.
    /// </summary>
    public static IReadOnlyList<IdentityDocument> Guess(string? text, DateOnly today)
    {
        var found = new List<IdentityDocument>(1);
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            if (TryParse(kind, text, today, out var document, out _))
            {
                found.Add(document);
            }
        }

        return found;
    }

    /// <summary>The last four characters, of a passport three, for people who compare.</summary>
    public string Mask() => TypedNumber.MaskAllBut(Number, Kind == DocumentKind.Passport ? 3 : 4);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    /// <summary>A document that was valid when it was recorded; today's rules are not asked again.</summary>
    internal static IdentityDocument Recorded(DocumentKind kind, string number, DateOnly? birthDate) => new(kind, number, birthDate);
}
