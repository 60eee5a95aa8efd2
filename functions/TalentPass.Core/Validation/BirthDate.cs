namespace TalentPass.Core.Validation;

/// <summary>Checks birth dates that callers send.</summary>
internal static class BirthDate
{
    /// <summary>
    /// Adds the mistakes of a birth date: <c>impossible_date</c> for a date in the future or before 1900,
    /// <c>differs_from_document</c> for a date that differs from the document.
    /// </summary>
    /// <param name="birthDate">The date that was sent.</param>
    /// <param name="inDocument">The birth date inside the document's number; null when the number has none.</param>
    /// <param name="today">Today as a legal day.</param>
    /// <param name="at">The JSON pointer of the date.</param>
    /// <param name="errors">The list to which mistakes are added.</param>
    public static void Check(DateOnly birthDate, DateOnly? inDocument, DateOnly today, string at, ValidationErrors errors)
    {
        if (birthDate > today || birthDate.Year < 1900)
        {
            errors.Add(at, ValidationCodes.ImpossibleDate);
        }
        else if (inDocument is { } known && known != birthDate)
        {
            errors.Add(at, ValidationCodes.DiffersFromDocument);
        }
    }
}
