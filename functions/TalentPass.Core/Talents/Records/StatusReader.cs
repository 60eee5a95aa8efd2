using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads a status that a caller sends, and checks it against the catalogue.</summary>
internal static class StatusReader
{
    /// <summary>Reads a status. Adds the mistakes under <paramref name="at"/>.</summary>
    /// <param name="input">The status as sent.</param>
    /// <param name="at">The JSON pointer of the status.</param>
    /// <param name="catalogue">The catalogue, for schemes and tiers.</param>
    /// <param name="statusId">The id of the new status.</param>
    /// <param name="errors">The list to which mistakes are added.</param>
    /// <returns>The status; null when it has a mistake.</returns>
    public static TalentStatus? Read(
        StatusInput input, string at, ServiceCatalogue catalogue, string statusId, ValidationErrors errors)
    {
        var scheme = catalogue.Scheme(input.Scheme);
        var version = input.SchemeVersion ?? scheme?.CurrentVersion;
        var tier = version is null ? null : scheme?.Find(version, input.Tier);
        var before = errors.Found;
        if (scheme is null)
        {
            errors.Add($"{at}/scheme", ValidationCodes.NotInList);
        }
        else if (scheme.Versions.All(each => each.Id != version))
        {
            errors.Add($"{at}/schemeVersion", ValidationCodes.NotInList);
        }
        else if (tier is null)
        {
            errors.Add($"{at}/tier", ValidationCodes.NotInList);
        }

        var issuer = ReadIssuer(input.Issuer, $"{at}/issuer", errors);
        var basis = ReadText(input.Basis, $"{at}/basis", TextLimits.Basis, errors);
        if (input.ValidFrom.Year is < 1990 or > 2100)
        {
            errors.Add($"{at}/validFrom", ValidationCodes.ImpossibleDate);
        }

        if (input.ValidTo < input.ValidFrom)
        {
            errors.Add($"{at}/validTo", ValidationCodes.BeforeStart);
        }

        return errors.Found > before ? null : new TalentStatus
        {
            StatusId = statusId,
            Scheme = input.Scheme,
            SchemeVersion = version!,
            Tier = tier!.Id,
            Level = tier.Level,
            Issuer = issuer,
            Basis = basis,
            ValidFrom = input.ValidFrom,
            ValidTo = input.ValidTo,
        };
    }

    /// <summary>Trims a text and checks that it has 1 to <paramref name="max"/> code points.</summary>
    public static string ReadText(string text, string at, int max, ValidationErrors errors)
    {
        var trimmed = text.Trim();
        if (TextRules.FindFault(trimmed, max) is { } fault)
        {
            errors.Add(at, fault);
        }

        return trimmed;
    }

    // A delegated employer or university must have its unified social credit code. A department need not.
    private static StatusIssuer ReadIssuer(StatusIssuer input, string at, ValidationErrors errors)
    {
        var name = ReadText(input.Name, $"{at}/name", TextLimits.IssuerName, errors);
        if (input.Uscc is null)
        {
            if (input.Kind != IssuerKind.Department)
            {
                errors.Add($"{at}/uscc", ValidationCodes.Required);
            }

            return input with { Name = name };
        }

        if (!Uscc.TryParse(input.Uscc, out var code, out var error))
        {
            errors.Add($"{at}/uscc", error);
        }

        return input with { Name = name, Uscc = code?.Value };
    }
}
