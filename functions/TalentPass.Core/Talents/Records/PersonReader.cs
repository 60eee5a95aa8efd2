using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads and checks names and documents that callers send.</summary>
internal static class PersonReader
{
    /// <summary>Reads a name. Returns null and adds the mistakes under <paramref name="at"/> when it is not valid.</summary>
    public static PersonName? ReadName(NameInput input, string at, ValidationErrors errors)
    {
        if (input.Full is not null)
        {
            if (input.Surname is not null || input.Given is not null)
            {
                errors.Add($"{at}/full", ValidationCodes.Duplicate);
                return null;
            }

            // A full name together with a Chinese name is the name of a foreigner: the full name is then read as the surname.
            return input.ChineseName is null
                ? Parsed(PersonName.TryParse(input.Full, out var whole, out var error), whole, error, $"{at}/full", errors)
                : Foreign(input with { Surname = input.Full }, at, "full", errors);
        }

        return Foreign(input, at, "surname", errors);
    }

    /// <summary>Reads a document. Returns null and adds the mistakes under <paramref name="at"/> when it is not valid.</summary>
    /// <param name="input">The document as sent.</param>
    /// <param name="at">The JSON pointer of the document.</param>
    /// <param name="nature">The nature of the holder; null accepts every kind of document.</param>
    /// <param name="today">Today as a legal day.</param>
    /// <param name="errors">The list to which mistakes are added.</param>
    public static IdentityDocument? ReadDocument(
        DocumentInput input, string at, string? nature, DateOnly today, ValidationErrors errors)
    {
        var before = errors.Found;
        if (!IdentityDocument.TryParse(input.Kind, input.Number, today, out var document, out var error))
        {
            errors.Add($"{at}/number", error);
        }

        if (nature is not null && !Fits(input.Kind, nature))
        {
            errors.Add($"{at}/kind", ValidationCodes.NotForNature);
        }

        if (input.Kind != DocumentKind.Passport)
        {
            if (input.Country is not null)
            {
                errors.Add($"{at}/country", ValidationCodes.NotForDocument);
            }
        }
        else if (input.Country is null)
        {
            errors.Add($"{at}/country", ValidationCodes.Required);
        }
        else if (!CountryCodes.IsIssuer(input.Country))
        {
            errors.Add($"{at}/country", ValidationCodes.NotInList);
        }

        return errors.Found > before ? null : document;
    }

    // A passport fits every nature, for example Chinese citizens who live abroad (华侨).
    private static bool Fits(DocumentKind kind, string nature) => kind switch
    {
        DocumentKind.ResidentId => nature == Natures.Domestic,
        DocumentKind.HmtResidence => nature == Natures.Hmt,
        DocumentKind.ForeignPermanentResidence => nature == Natures.Foreign,
        _ => true,
    };

    private static PersonName? Foreign(NameInput input, string at, string first, ValidationErrors errors)
    {
        // Check each part alone first, so that the pointer of a mistake names the part.
        var before = errors.Found;
        CheckPart(input.Surname, $"{at}/{first}", errors);
        if (input.Given is not null)
        {
            CheckPart(input.Given, $"{at}/given", errors);
        }

        if (input.ChineseName is not null)
        {
            CheckPart(input.ChineseName, $"{at}/chineseName", errors);
        }

        return errors.Found > before ? null : Parsed(
            PersonName.TryParse(input.Surname, input.Given, input.ChineseName, out var name, out var error), name, error, at, errors);
    }

    private static void CheckPart(string? part, string at, ValidationErrors errors)
    {
        if (!PersonName.TryParse(part, out _, out var error))
        {
            errors.Add(at, error);
        }
    }

    private static PersonName? Parsed(bool isName, PersonName? name, string? error, string at, ValidationErrors errors)
    {
        if (!isName)
        {
            errors.Add(at, error!);
        }

        return name;
    }
}
