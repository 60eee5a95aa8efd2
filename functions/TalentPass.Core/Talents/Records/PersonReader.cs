using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads names and documents as somebody hands them in.</summary>
internal static class PersonReader
{
    private const int CountryLetters = 3;

    /// <summary>Reads a name; adds what is wrong with it under <paramref name="at"/>.</summary>
    public static PersonName? ReadName(NameInput input, string at, ValidationErrors errors)
    {
        if (input.Full is not null)
        {
            if (input.Surname is not null || input.Given is not null)
            {
                errors.Add($"{at}/full", ValidationCodes.Duplicate);
                return null;
            }

            // A Chinese name beside a name in one piece is one more part of a foreign name.
            return input.ChineseName is null
                ? Parsed(PersonName.TryParse(input.Full, out var whole, out var error), whole, error, $"{at}/full", errors)
                : Foreign(input with { Surname = input.Full }, at, "full", errors);
        }

        return Foreign(input, at, "surname", errors);
    }

    /// <summary>Reads a document; adds what is wrong with it under <paramref name="at"/>.</summary>
    /// <param name="input">What was handed in.</param>
    /// <param name="at">The JSON pointer of it.</param>
    /// <param name="nature">The nature of its holder; null where any document will do.</param>
    /// <param name="today">The legal day.</param>
    /// <param name="errors">Where faults go.</param>
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
        else if (input.Country.Length != CountryLetters || input.Country.AsSpan().ContainsAnyExceptInRange('A', 'Z'))
        {
            errors.Add($"{at}/country", ValidationCodes.InvalidFormat);
        }

        return errors.Found > before ? null : document;
    }

    // Residents abroad (华侨) and travellers of every nature may come with a passport.
    private static bool Fits(DocumentKind kind, string nature) => kind switch
    {
        DocumentKind.ResidentId => nature == Natures.Domestic,
        DocumentKind.HmtResidence => nature == Natures.Hmt,
        DocumentKind.ForeignPermanentResidence => nature == Natures.Foreign,
        _ => true,
    };

    private static PersonName? Foreign(NameInput input, string at, string first, ValidationErrors errors)
    {
        // One part at a time first, so that the fault is named where it is.
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
