using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for the papers of a service.</summary>
internal static class PaperRules
{
    public static IEnumerable<CatalogueProblem> Check(ServiceItem service, string at)
    {
        foreach (var problem in CatalogueRules.CheckIds(at, service.Materials.Select(each => each.Id)))
        {
            yield return problem;
        }

        if (service.Materials.Count(each => !each.FromSharedData) > ServiceItem.MostPapers)
        {
            yield return new(at, ValidationCodes.TooMany, $"At most {ServiceItem.MostPapers} papers are handed in.");
        }

        foreach (var problem in CatalogueRules.Each(at, service.Materials, CheckPaper))
        {
            yield return problem;
        }
    }

    /// <summary>Finds cases of <c>requiredWhen</c> that look at no choice or number of the form, or at no nature.</summary>
    public static IEnumerable<CatalogueProblem> CheckCases(ServiceCatalogue catalogue, ServiceItem service, string at)
    {
        foreach (var (paper, material) in service.Materials.Index())
        {
            foreach (var (index, @case) in (material.RequiredWhen ?? []).Index())
            {
                var pointer = $"{at}/{paper}/requiredWhen/{index}";
                if (new object?[] { @case.Values, @case.AtLeast, @case.Natures }.Count(each => each is not null) != 1 || (@case.Field is null) == (@case.Natures is null))
                {
                    yield return new(pointer, "unclear_case", "A case has a field with values or with atLeast, or natures.");
                }
                else if (@case.Natures is { } natures ? natures.Count == 0 || natures.Any(each => catalogue.Nature(each) is null) : !Exists(service, @case))
                {
                    yield return @case.Natures is null
                        ? new(pointer, "unknown_field", "The form has no such choice or number.")
                        : new(pointer, "unknown_nature", "A nature named here does not exist.");
                }
            }
        }
    }

    private static IEnumerable<CatalogueProblem> CheckPaper(Material material, string at)
    {
        if (material.Tolerable && !material.Required && material.RequiredWhen is null)
        {
            yield return new($"{at}/tolerable", "tolerable_not_required", "Only a required paper can be missing (容缺).");
        }

        if (material.FromSharedData && (material.Required || material.Copies != 0 || material.RequiredWhen is not null))
        {
            yield return new($"{at}/fromSharedData", "shared_data_asked", "What comes from shared data may not be asked for (浙规 7).");
        }

        if (material.RequiredWhen is { } cases && (material.Required || cases.Count == 0 || material.Note is null))
        {
            yield return new($"{at}/requiredWhen", "unclear_case", "A paper that is required in some cases is not required in all, and its note names the cases.");
        }

        if (material.Copies is < 0 or > 9)
        {
            yield return new($"{at}/copies", "invalid_copies", "0–9 copies.");
        }
    }

    private static bool Exists(ServiceItem service, PaperCase @case)
    {
        var form = service.Form;
        if (@case.List is { } list)
        {
            if (!FormRules.HasField(form, list) || !form.GetProperty("properties").GetProperty(list).TryGetProperty("items", out form))
            {
                return false;
            }
        }

        return @case.AtLeast is not null
            ? FormRules.HasField(form, null, @case.Field!, "integer")
            : @case.Values!.Count > 0 && @case.Values.All(value => FormRules.HasChoice(form, @case.Field!, value));
    }
}
