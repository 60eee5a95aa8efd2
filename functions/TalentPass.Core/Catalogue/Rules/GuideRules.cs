using System.Buffers;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>
/// The rules for the guide of a service: what is said to be law names its article, and what contradicts itself is found.
/// </summary>
internal static class GuideRules
{
    private const int MaxPhone = 40, MaxUrl = 300;
    private static readonly SearchValues<char> _phone = SearchValues.Create("0123456789+-() /,");

    public static IEnumerable<CatalogueProblem> Check(ServiceItem service, string at) =>
    [
        .. CheckFee(service.Fee, $"{at}/fee"),
        .. CatalogueRules.Each($"{at}/standards", service.Standards, (each, pointer) => CheckTag(each.Tag, each.Source, pointer).Concat(CheckStandard(each, pointer))),
        .. CatalogueRules.Each($"{at}/legalBases", service.LegalBases, CheckBasis),
        .. CheckContact(service.Contact, $"{at}/contact"),
        .. service.DistrictDesk is { } desk ? CheckTag(desk.Tag, desk.Source, $"{at}/districtDesk") : [],
        .. CheckFilers(service.WhoMayFile, $"{at}/whoMayFile"),
        .. CatalogueRules.Each($"{at}/advice", service.Advice, (each, pointer) => CheckTag(each.Tag, each.Source, pointer)),
        .. CatalogueRules.Each($"{at}/conditions", service.Conditions, (each, pointer) => CheckTag(each.Tag, each.Source, pointer)),
        .. CatalogueRules.Each($"{at}/materials", service.Materials, (each, pointer) => CheckSample(each.Sample, $"{pointer}/sample")),
    ];

    private static IEnumerable<CatalogueProblem> CheckTag(FactTag? tag, Bilingual? source, string at)
    {
        if (tag == FactTag.Law && source is null)
        {
            yield return new($"{at}/source", "no_source", "What is law names the law and its article.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckFee(ServiceFee? fee, string at)
    {
        if (fee is null)
        {
            yield break;
        }

        foreach (var problem in CheckTag(fee.Tag, fee.Source, at))
        {
            yield return problem;
        }

        var amounts = fee.Amounts ?? [];
        if (fee.Free == (amounts.Count > 0))
        {
            yield return new($"{at}/amounts", "fee_contradicts", "A free service has no amounts, any other names them.");
        }

        foreach (var index in amounts.Index().Where(each => each.Item.Yuan < 1).Select(each => each.Index))
        {
            yield return new($"{at}/amounts/{index}/yuan", ValidationCodes.OutOfRange, "An amount is at least 1 yuan.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckStandard(ServiceStandard standard, string at)
    {
        if (standard is { Text: null, MostYuan: null } or { MostYuan: < 1 })
        {
            yield return new(at, "no_standard", "A standard has a text or an amount of at least 1 yuan.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckBasis(LegalBasis basis, string at)
    {
        if (basis.Tag == FactTag.Law && basis.Article is null)
        {
            yield return new($"{at}/article", "no_article", "A law is named with its article.");
        }

        if (basis.Url is { } url && !IsLink(url))
        {
            yield return new($"{at}/url", "invalid_url", "A link is https.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckContact(ServiceContact? contact, string at)
    {
        foreach (var (name, number) in new[] { ("telephone", contact?.Telephone), ("complaintLine", contact?.ComplaintLine) })
        {
            if (number is not null && (number.Length > MaxPhone || !number.Any(char.IsAsciiDigit) || number.AsSpan().ContainsAnyExcept(_phone)))
            {
                yield return new($"{at}/{name}", "invalid_phone", $"A number has 1–{MaxPhone} digits, blanks and + - ( ) / ,");
            }
        }
    }

    private static IEnumerable<CatalogueProblem> CheckFilers(IReadOnlyList<ServiceFiler> filers, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, filer) in filers.Index())
        {
            if (!ServiceFiler.Known.Contains(filer.Who, StringComparer.Ordinal))
            {
                yield return new($"{at}/{index}/who", "unknown_filer", $"Who may file is one of {string.Join(", ", ServiceFiler.Known)}.");
            }
            else if (!seen.Add(filer.Who))
            {
                yield return new($"{at}/{index}/who", "duplicate_id", $"'{filer.Who}' is there twice.");
            }

            foreach (var problem in CheckTag(filer.Tag, filer.Source, $"{at}/{index}"))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<CatalogueProblem> CheckSample(MaterialSample? sample, string at)
    {
        if (sample is { Text: null, Url: null })
        {
            yield return new(at, "no_sample", "A sample has a text or a link.");
        }

        if (sample?.Url is { } url && !IsLink(url))
        {
            yield return new($"{at}/url", "invalid_url", "A link is https.");
        }
    }

    private static bool IsLink(string url) =>
        url.Length <= MaxUrl && Uri.TryCreate(url, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps && link.UserInfo.Length == 0;
}
