using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>The kinds of identity documents with which a talent can be registered.</summary>
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

/// <summary>
/// A valid document number of one of the kinds. <see cref="ToString"/> returns the mask, so text does not show the number.
/// </summary>
public sealed record IdentityDocument
{
    private IdentityDocument(DocumentKind kind, string number, DateOnly? birthDate)
    {
        Kind = kind;
        Number = number;
        BirthDate = birthDate;
    }

    /// <summary>The kind of document.</summary>
    public DocumentKind Kind { get; }

    /// <summary>The number in its normal form. Personal data: store it sealed, never log it.</summary>
    public string Number { get; }

    /// <summary>The birth date in the number; null when the number has none (passports, the former foreigner's card).</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>Reads a number of a known kind.</summary>
    /// <param name="kind">The kind of document.</param>
    /// <param name="text">The typed number.</param>
    /// <param name="today">The legal day. A birth date after this day is not valid.</param>
    /// <param name="document">The document, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
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
    /// Reads a number of unknown kind: one document for every kind for which the number is valid. A search uses this because it
    /// does not ask for the kind. Empty when the number is valid for none.
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

    /// <summary>
    /// The mask: stars and the last four characters, or three of a passport number, so that people can compare.
    /// </summary>
    public string Mask() => TypedNumber.MaskAllBut(Number, Kind == DocumentKind.Passport ? 3 : 4);

    /// <inheritdoc cref="Mask"/>
    public override string ToString() => Mask();

    /// <summary>
    /// Makes a document that comes from storage. Its number is not checked again, because the rules may have changed since.
    /// </summary>
    internal static IdentityDocument Recorded(DocumentKind kind, string number, DateOnly? birthDate) => new(kind, number, birthDate);
}
