using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for a whole catalogue, so that every request has a department, time limits and a decision.</summary>
public static class CatalogueRules
{
    private const int MaxIdLength = 40;

    /// <summary>All faults of a catalogue; empty when it is good.</summary>
    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue) =>
    [
        .. CheckIds("/departments", catalogue.Departments.Select(each => each.Id)),
        .. CheckIds("/natures", catalogue.Natures.Select(each => each.Id)),
        .. CheckIds("/schemes", catalogue.Schemes.Select(each => each.Id)),
        .. CheckIds("/areas", catalogue.Areas.Select(each => each.Id)),
        .. CheckIds("/services", catalogue.Services.Select(each => each.Id)),
        .. CheckIds("/bundles", catalogue.Bundles.Select(each => each.Id)),
        .. CheckQueues(catalogue),
        .. Each("/departments", catalogue.Departments, CheckCreditCode),
        .. Each("/departments", catalogue.Departments, CheckReasons),
        .. Each("/schemes", catalogue.Schemes, SchemeRules.Check),
        .. Each("/areas", catalogue.Areas, CheckArea),
        .. Each("/services", catalogue.Services, (service, at) => ServiceRules.Check(catalogue, service, at)),
        .. Each("/bundles", catalogue.Bundles, (bundle, at) => BundleRules.Check(catalogue, bundle, at)),
        .. NoticeRules.Check(catalogue),
    ];

    /// <summary>Checks that ids are unique, at most 40 characters long and fit for a storage key.</summary>
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

    /// <summary>Runs a rule for each element of a list, with the JSON pointer of the element.</summary>
    internal static IEnumerable<CatalogueProblem> Each<T>(
        string at, IReadOnlyList<T> items, Func<T, string, IEnumerable<CatalogueProblem>> check) =>
        items.SelectMany((item, index) => check(item, $"{at}/{index}"));

    // The queue and the trigger of a department of the city are in code, so a catalogue can neither add nor remove one. The desks of
    // districts share the queue of the department above, so they are data.
    private static IEnumerable<CatalogueProblem> CheckQueues(ServiceCatalogue catalogue)
    {
        foreach (var (index, department) in catalogue.Departments.Index())
        {
            if (department.Parent is not { } parent)
            {
                if (!StorageLayout.Departments.Contains(department.Id, StringComparer.Ordinal))
                {
                    yield return new($"/departments/{index}/id", "no_desk", $"There is no desk queue for '{department.Id}'.");
                }
            }
            else if (!StorageLayout.Departments.Contains(parent, StringComparer.Ordinal))
            {
                yield return new($"/departments/{index}/parent", "unknown_department", $"'{parent}' is no department with a queue.");
            }
            else if (department.Id == parent || DeskNames.CityOf(department.Id) != parent || !DeskNames.IsDesk(department.Id))
            {
                yield return new($"/departments/{index}/id", "not_below_parent", $"The id of a district's department begins with '{parent}-'.");
            }
        }

        foreach (var missing in StorageLayout.Departments.Except(catalogue.Departments.Select(each => each.Id)))
        {
            yield return new("/departments", "missing_department", $"'{missing}' has a desk but is not listed.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckCreditCode(Department department, string at)
    {
        if (department.CreditCode is { } code && (!Uscc.TryParse(code, out var read, out _) || read.Value != code))
        {
            yield return new($"{at}/creditCode", "invalid_credit_code", $"'{code}' is not a credit code of GB 32100.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckReasons(Department department, string at)
    {
        var reasons = department.Reasons ?? [];
        if (reasons.Count > CommonReason.Most)
        {
            yield return new($"{at}/reasons", "too_many", $"A department has at most {CommonReason.Most} common reasons.");
        }

        foreach (var (index, reason) in reasons.Index())
        {
            if (reason.Actions.Count == 0 || reason.Actions.Any(each => !CommonReason.AllActions.Contains(each, StringComparer.Ordinal)))
            {
                yield return new($"{at}/reasons/{index}/actions", "unknown_action", $"A reason is for some of {string.Join(", ", CommonReason.AllActions)}.");
            }

            foreach (var (language, text) in new[] { ("zh", reason.Text.Zh), ("en", reason.Text.En) })
            {
                if (TextRules.FindFault(text, CommonReason.MostText) is { } fault)
                {
                    yield return new($"{at}/reasons/{index}/text/{language}", fault, $"A reason has 1–{CommonReason.MostText} characters.");
                }
            }
        }
    }

    private static IEnumerable<CatalogueProblem> CheckArea(Area area, string at)
    {
        if (area.Code.Length != 6 || area.Code.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            yield return new($"{at}/code", "invalid_code", $"'{area.Code}' is not a code of GB/T 2260.");
        }

        foreach (var (language, text) in new[] { ("zh", area.Title.Zh), ("en", area.Title.En) })
        {
            if (TextRules.FindFault(text, ServiceItem.MostAreaTitle) is { } fault)
            {
                yield return new($"{at}/title/{language}", fault, $"A name has 1–{ServiceItem.MostAreaTitle} characters.");
            }
        }
    }
}
