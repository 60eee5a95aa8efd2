using System.Globalization;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>The values of <c>format</c> that a form may use, and the check of each.</summary>
public static class AnswerFormats
{
    /// <summary>Format → a check that returns one of <see cref="ValidationCodes"/>, or null when the text is valid.</summary>
    public static IReadOnlyDictionary<string, Func<string, string?>> All { get; } =
        new SortedDictionary<string, Func<string, string?>>(StringComparer.Ordinal)
        {
            ["date"] = FindDateFault,
            ["person-name"] = text => PersonName.TryParse(text, out _, out var error) ? null : error,
            ["e164"] = text => PhoneNumber.TryParse(text, out _, out var error) ? null : error,
            ["cn-resident-id"] = text => ResidentId.TryParse(text, out _, out var error) ? null : error,
            ["hmt-residence-id"] = text => HmtResidenceId.TryParse(text, out _, out var error) ? null : error,
            ["passport"] = text => PassportNumber.TryParse(text, out _, out var error) ? null : error,
            ["nationality"] = text => CountryCodes.IsForeignNationality(text) ? null : ValidationCodes.NotInList,
            ["uscc"] = text => Uscc.TryParse(text, out _, out var error) ? null : error,
            ["identity-document"] = FindDocumentFault,
        };

    private static string? FindDateFault(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1900 and <= 2200
            ? null
            : ValidationCodes.InvalidFormat;

    // Accepts every kind of document that a family member may have. A text that looks like a card number needs the right check
    // digit. When no kind fits, the code is the one for a resident id.
    private static string? FindDocumentFault(string text) =>
        ResidentId.TryParse(text, out _, out var error)
        || HmtResidenceId.TryParse(text, out _, out _)
        || ForeignPermanentResidentId.TryParse(text, out _, out _)
        || PassportNumber.TryParse(text, out _, out _)
            ? null
            : error;
}
