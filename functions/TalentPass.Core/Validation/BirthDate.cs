namespace TalentPass.Core.Validation;

/// <summary>Checks birth dates as somebody hands them in.</summary>
internal static class BirthDate
{
    /// <summary>Adds what is wrong with a birth date: <c>impossible_date</c>, <c>differs_from_document</c>.</summary>
    /// <param name="birthDate">What was handed in.</param>
    /// <param name="inDocument">What the document's number says; null when it says nothing.</param>
    /// <param name="today">The legal day.</param>
    /// <param name="at">The JSON pointer of the date.</param>
    /// <param name="errors">Where errors go.</param>
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
