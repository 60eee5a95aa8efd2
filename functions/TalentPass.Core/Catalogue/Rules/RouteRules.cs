using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for the routes of a service item.</summary>
internal static class RouteRules
{
    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue, DeskRoute route, string at)
    {
        if (catalogue.Department(route.Department) is null)
        {
            yield return new($"{at}/department", "unknown_department", $"There is no department '{route.Department}'.");
        }

        if (route is { Areas: null, Tiers: null, When: null, From: null, To: null })
        {
            yield return new(at, "no_condition", "A rule without a condition takes every request from the lead department.");
        }

        foreach (var area in (route.Areas ?? []).Where(each => catalogue.Areas.All(known => known.Id != each)))
        {
            yield return new($"{at}/areas", "unknown_area", $"There is no service area '{area}'.");
        }

        foreach (var tier in (route.Tiers ?? []).Where(each => !IsTier(catalogue, each)))
        {
            yield return new($"{at}/tiers", "unknown_tier", $"There is no tier '{tier}' in the current version of the first scheme.");
        }

        if (route.From > route.To)
        {
            yield return new($"{at}/to", "invalid_range", "The rule ends before it begins.");
        }
    }

    /// <summary>Finds fields that the form does not have. The form itself is good.</summary>
    public static IEnumerable<CatalogueProblem> CheckFields(ServiceItem service, string at)
    {
        if (service.AreaField is { } field && !FormRules.HasField(service.Form, field))
        {
            yield return new($"{at}/areaField", "unknown_field", $"The form has no field '{field}'.");
        }

        foreach (var (index, route) in (service.Routes ?? []).Index())
        {
            if (route.When is { } choice && !FormRules.HasChoice(service.Form, choice.Field, choice.Value))
            {
                yield return new($"{at}/routes/{index}/when", "unknown_field", $"The form has no choice '{choice.Value}' of '{choice.Field}'.");
            }
        }
    }

    // A scheme without its current version is a problem of its own.
    private static bool IsTier(ServiceCatalogue catalogue, string tier) =>
        catalogue.Schemes is [var scheme, ..] && scheme.Versions.FirstOrDefault(each => each.Id == scheme.CurrentVersion)?.Tiers.Any(each => each.Id == tier) is true;
}
