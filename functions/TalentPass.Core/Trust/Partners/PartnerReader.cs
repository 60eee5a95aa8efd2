using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Trust.Partners;

/// <summary>
/// Checks what was sent about a partner city and makes the partner, or names every fault. The ids of its keys must name the
/// partner city itself; this rule prevents a partner from signing for our city.
/// </summary>
internal static class PartnerReader
{
    private const byte TopTier = 23;
    private const byte TopBit = 15;

    /// <summary>Makes the partner, or refuses with <c>validation_failed</c>.</summary>
    /// <param name="city">Its GB/T 2260 code.</param>
    /// <param name="input">What was sent.</param>
    /// <param name="isService">Whether the catalogue has a service with this id.</param>
    public static Outcome<PartnerCity> Read(int city, PartnerInput input, Func<string, bool> isService)
    {
        var errors = new ValidationErrors();
        var keys = input.Keys.Select((key, i) => ReadKey(city, key, $"/keys/{i}", errors)).ToArray();
        Distinct(keys.Select(key => key.Kid), "/keys", "/kid", errors);
        CheckLines(input.Tiers, "/tiers", TopTier, mayBeNothing: false, errors);
        CheckLines(input.Entitlements, "/entitlements", TopBit, mayBeNothing: true, errors);
        CheckAddress(input.KeySource, "/keySource", errors);
        CheckAddress(input.StatusUrl, "/statusUrl", errors);
        Distinct(input.Services, "/services", "", errors);
        foreach (var (i, service) in input.Services.Index().Where(each => !isService(each.Item)))
        {
            errors.Add($"/services/{i}", ValidationCodes.NotInList);
        }

        return errors.ToRefusal() is { } refusal ? refusal : new Outcome<PartnerCity>.Done(new PartnerCity
        {
            CityCode = city,
            City = new Bilingual(input.City.Zh, input.City.En),
            KeySource = input.KeySource,
            StatusUrl = input.StatusUrl,
            Keys = keys,
            Tiers = input.Tiers,
            Entitlements = input.Entitlements,
            Services = input.Services,
        });
    }

    private static PartnerKey ReadKey(int city, PartnerKeyInput key, string at, ValidationErrors errors)
    {
        if (!Kid.TryParse(key.Kid, out var kid))
        {
            errors.Add($"{at}/kid", ValidationCodes.InvalidFormat);
        }
        else if (kid.City != city)
        {
            errors.Add($"{at}/kid", ValidationCodes.WrongCity);
        }

        if (KeySetDocument.Point(key.X, key.Y) is not { } point || Es256.Import(point) is not { } imported)
        {
            errors.Add($"{at}/x", ValidationCodes.InvalidFormat);
        }
        else
        {
            imported.Dispose();
        }

        // Trust lists hold times as unsigned 32-bit seconds since 1970.
        if (key.NotBefore < DateTimeOffset.UnixEpoch || key.NotAfter.ToUnixTimeSeconds() > uint.MaxValue)
        {
            errors.Add($"{at}/notBefore", ValidationCodes.ImpossibleDate);
        }
        else if (key.NotAfter.ToUnixTimeSeconds() <= key.NotBefore.ToUnixTimeSeconds())
        {
            errors.Add($"{at}/notAfter", ValidationCodes.BeforeStart);
        }

        foreach (var (i, use) in key.Uses.Index().Where(each => KeySetDocument.UsesOf([each.Item]) == KeyUses.None))
        {
            errors.Add($"{at}/uses/{i}", ValidationCodes.NotInList);
        }

        return new PartnerKey(kid.ToString(), key.X, key.Y, key.NotBefore, key.NotAfter, key.Uses);
    }

    private static void CheckLines(IReadOnlyList<MapLine> lines, string at, byte top, bool mayBeNothing, ValidationErrors errors)
    {
        foreach (var (i, line) in lines.Index())
        {
            if (line.Theirs > top)
            {
                errors.Add($"{at}/{i}/theirs", ValidationCodes.OutOfRange);
            }

            if (line.Ours is { } ours ? ours > top : !mayBeNothing)
            {
                errors.Add($"{at}/{i}/ours", line.Ours is null ? ValidationCodes.Required : ValidationCodes.OutOfRange);
            }
        }

        Distinct(lines.Select(line => line.Theirs), at, "/theirs", errors);
    }

    private static void CheckAddress(string? address, string at, ValidationErrors errors)
    {
        if (address is not null && !PublicAddress.IsAllowed(address))
        {
            errors.Add(at, ValidationCodes.InvalidFormat);
        }
    }

    private static void Distinct<T>(IEnumerable<T> all, string at, string member, ValidationErrors errors)
        where T : notnull
    {
        var seen = new HashSet<T>();
        foreach (var (i, _) in all.Index().Where(each => !seen.Add(each.Item)))
        {
            errors.Add($"{at}/{i}{member}", ValidationCodes.Duplicate);
        }
    }
}
