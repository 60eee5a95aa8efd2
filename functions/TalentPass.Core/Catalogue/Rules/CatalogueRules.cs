using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>What has to hold across a catalogue so that every request can be routed, timed and decided.</summary>
public static class CatalogueRules
{
    private const int MaxIdLength = 40;

    /// <summary>Everything that is wrong; empty when all is well.</summary>
    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue) =>
    [
        .. CheckIds("/departments", catalogue.Departments.Select(each => each.Id)),
        .. CheckIds("/natures", catalogue.Natures.Select(each => each.Id)),
        .. CheckIds("/schemes", catalogue.Schemes.Select(each => each.Id)),
        .. CheckIds("/areas", catalogue.Areas.Select(each => each.Id)),
        .. CheckIds("/services", catalogue.Services.Select(each => each.Id)),
        .. CheckIds("/bundles", catalogue.Bundles.Select(each => each.Id)),
        .. CheckQueues(catalogue),
        .. Each("/schemes", catalogue.Schemes, SchemeRules.Check),
        .. Each("/areas", catalogue.Areas, CheckArea),
        .. Each("/services", catalogue.Services, (service, at) => ServiceRules.Check(catalogue, service, at)),
        .. Each("/bundles", catalogue.Bundles, (bundle, at) => BundleRules.Check(catalogue, bundle, at)),
    ];

    /// <summary>Ids are unique and fit a storage key.</summary>
    internal static IEnumerable<CatalogueProblem> CheckIds(string at, IEnumerable<string> ids)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, id) in ids.Index())
        {
            if (!StorageKey.IsValid(id) || id.Length > MaxIdLength || id.AsSpan().ContainsAny('!', '|', '_'))
            {
                yield return new($"{at}/{index}/id", "invalid_id", $"'{id}' is not 1–{MaxIdLength} of 0-9, a-z and '-'.");
            }
            else if (!seen.Add(id))
            {
                yield return new($"{at}/{index}/id", "duplicate_id", $"'{id}' is there twice.");
            }
        }
    }

    /// <summary>Runs a rule over a list, handing each element's pointer along.</summary>
    internal static IEnumerable<CatalogueProblem> Each<T>(
        string at, IReadOnlyList<T> items, Func<T, string, IEnumerable<CatalogueProblem>> check) =>
        items.SelectMany((item, index) => check(item, $"{at}/{index}"));

    // A department's queue and its trigger are code: a catalogue can neither add nor drop one.
    private static IEnumerable<CatalogueProblem> CheckQueues(ServiceCatalogue catalogue)
    {
        foreach (var (index, department) in catalogue.Departments.Index())
        {
            if (!StorageLayout.Departments.Contains(department.Id, StringComparer.Ordinal))
            {
                yield return new($"/departments/{index}/id", "no_desk", $"There is no desk queue for '{department.Id}'.");
            }
        }

        foreach (var missing in StorageLayout.Departments.Except(catalogue.Departments.Select(each => each.Id)))
        {
            yield return new("/departments", "missing_department", $"'{missing}' has a desk but is not listed.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckArea(Area area, string at)
    {
        if (area.Code.Length != 6 || area.Code.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            yield return new($"{at}/code", "invalid_code", $"'{area.Code}' is not a code of GB/T 2260.");
        }
    }
}
