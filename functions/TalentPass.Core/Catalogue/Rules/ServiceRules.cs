using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for a service item.</summary>
internal static class ServiceRules
{
    private const int MostMonths = 120;
    private const string Foreigners = "foreign";

    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue, ServiceItem service, string at)
    {
        CatalogueProblem[] form = [.. FormRules.Check(service.Form, $"{at}/form")];
        return
        [
            .. CheckRouting(catalogue, service, at),
            .. CatalogueRules.Each($"{at}/routes", service.Routes ?? [], (each, pointer) => RouteRules.Check(catalogue, each, pointer)),
            .. CheckWindow(service, at),
            .. CheckNotices(service, at),
            .. PaperRules.Check(service, $"{at}/materials"),
            .. GuideRules.Check(service, at),
            .. LimitRules.Check(service, $"{at}/timeLimits"),
            .. CatalogueRules.Each($"{at}/conditions", service.Conditions, (each, pointer) => CheckCondition(catalogue, each, pointer)),
            .. ResultRules.Check(catalogue, service, $"{at}/results"),
            .. form,
            // These rules look into the form, so they run only when the form is good.
            .. form.Length == 0
                ? CheckAnswers(service, at).Concat(PeopleRules.Check(service, at)).Concat(RouteRules.CheckFields(service, at))
                    .Concat(PaperRules.CheckCases(catalogue, service, $"{at}/materials"))
                : [],
        ];
    }

    private static IEnumerable<CatalogueProblem> CheckRouting(ServiceCatalogue catalogue, ServiceItem service, string at)
    {
        if (catalogue.Department(service.Department) is null)
        {
            yield return new($"{at}/department", "unknown_department", $"There is no department '{service.Department}'.");
        }

        if (service.Channels.Count == 0 || service.Channels.Except(ServiceItem.KnownChannels).Any())
        {
            yield return new($"{at}/channels", "unknown_channel", $"Channels are {string.Join(", ", ServiceItem.KnownChannels)}.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckWindow(ServiceItem service, string at)
    {
        if (service.Window is { } window
            && (!FilingWindow.IsDay(window.Opens) || !FilingWindow.IsDay(window.Closes)
                || string.CompareOrdinal(window.Opens, window.Closes) > 0))
        {
            yield return new($"{at}/window", "invalid_window", "A window opens and closes on days MM-dd of one year.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckNotices(ServiceItem service, string at)
    {
        if (TextRules.FindFault(service.Notice.Version, ServiceItem.MostVersion) is { } fault)
        {
            yield return new($"{at}/notice/version", fault, $"A version has 1–{ServiceItem.MostVersion} characters.");
        }

        if (service.Minors is { } minors && TextRules.FindFault(minors.Notice.Version, ServiceItem.MostVersion) is { } wrong)
        {
            yield return new($"{at}/minors/notice/version", wrong, $"A version has 1–{ServiceItem.MostVersion} characters.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckCondition(ServiceCatalogue catalogue, EntitlementCondition condition, string at)
    {
        switch (condition)
        {
            case NatureCondition nature when nature.Natures.Count == 0 || nature.Natures.Any(each => catalogue.Nature(each) is null):
                yield return new($"{at}/natures", "unknown_nature", "A nature named here does not exist.");
                break;
            case StatusCondition status:
                foreach (var (index, wanted) in status.AnyOf.Index())
                {
                    var versions = catalogue.Scheme(wanted.Scheme)?.Versions.Where(each => wanted.Version is null || each.Id == wanted.Version);
                    if (versions is null || wanted.Tiers.Any(tier => !versions.Any(each => each.Tiers.Any(known => known.Id == tier))))
                    {
                        yield return new($"{at}/anyOf/{index}", "unknown_tier", "A scheme, version or tier named here does not exist.");
                    }
                }

                break;
            case ChildCondition child when child.AtLeast > child.AtMost:
                yield return new($"{at}/atLeast", "invalid_range", "The range is empty.");
                break;
        }
    }

    private static IEnumerable<CatalogueProblem> CheckAnswers(ServiceItem service, string at)
    {
        foreach (var (index, deadline) in (service.Deadlines ?? []).Index())
        {
            if (!FormRules.HasField(service.Form, deadline.Field, "date"))
            {
                yield return new($"{at}/deadlines/{index}/field", "unknown_field", $"The form has no date '{deadline.Field}'.");
            }

            if (deadline.When is { } choice && !FormRules.HasChoice(service.Form, choice.Field, choice.Value))
            {
                yield return new($"{at}/deadlines/{index}/when", "unknown_field", $"The form has no choice '{choice.Value}' of '{choice.Field}'.");
            }
        }

        foreach (var (index, document) in (service.MustBeValid ?? []).Index())
        {
            if (!FormRules.HasField(service.Form, document.Field, "date"))
            {
                yield return new($"{at}/mustBeValid/{index}/field", "unknown_field", $"The form has no date '{document.Field}'.");
            }

            if (document.Unless is { } choice && !FormRules.HasChoice(service.Form, choice.Field, choice.Value))
            {
                yield return new($"{at}/mustBeValid/{index}/unless", "unknown_field", $"The form has no choice '{choice.Value}' of '{choice.Field}'.");
            }
        }

        foreach (var (index, order) in (service.DateOrders ?? []).Index())
        {
            if (!FormRules.HasField(service.Form, order.First, "date") || !FormRules.HasField(service.Form, order.Second, "date"))
            {
                yield return new($"{at}/dateOrders/{index}", "unknown_field", "The form has no such two dates.");
            }
        }

        if (service.Repeat is { } repeat && (repeat.Subject.Any(each => !FormRules.HasField(service.Form, each)) || repeat.Months is < 1 or > MostMonths))
        {
            yield return new($"{at}/repeat", "unknown_field", $"The form has no such fields, or the period is not 1–{MostMonths} months.");
        }

        // Only foreigners get a receipt of lawful stay (外国人入境出境管理条例 13, 18).
        if (service.Receipt is not null && !service.Natures.SequenceEqual([Foreigners]))
        {
            yield return new($"{at}/receipt", "not_for_nature", "A receipt proves lawful stay, so the item is for foreigners alone.");
        }

        if (AnswerCheck.Check(service, service.Example, null, $"{at}/example") is { } refused)
        {
            foreach (var (pointer, codes) in refused.Errors!)
            {
                yield return new(pointer, "example_refused", $"The form refuses its own example: {string.Join(", ", codes)}.");
            }
        }
    }
}
