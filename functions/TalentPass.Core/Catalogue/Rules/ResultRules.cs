using System.Text.Json;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for the results of a service item.</summary>
internal static class ResultRules
{
    private const int MostResults = 10;
    private const int MostIssuer = 100;

    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue, ServiceItem service, string at)
    {
        if (service.Results is not { } results)
        {
            return [];
        }

        return
        [
            .. results.Count is < 1 or > MostResults ? [new CatalogueProblem(at, "invalid_range", $"A service has 1–{MostResults} results, or none is named.")] : (CatalogueProblem[])[],
            .. CatalogueRules.CheckIds(at, results.Select(each => each.Type)).Select(each => each with { Pointer = each.Pointer.Replace("/id", "/type", StringComparison.Ordinal) }),
            .. CatalogueRules.Each(at, results, (each, pointer) => CheckResult(catalogue, each, pointer)),
        ];
    }

    private static CatalogueProblem[] CheckResult(ServiceCatalogue catalogue, ServiceResult result, string at)
    {
        CatalogueProblem[] form = [.. FormRules.Check(result.Form, $"{at}/form")];
        return form.Length > 0
            ? form
            :
            [
                .. CheckFields(result, $"{at}/form"),
                .. CatalogueRules.Each($"{at}/effects", result.Effects ?? [], (each, pointer) => CheckEffect(catalogue, result, each, pointer)),
                .. CheckExample(result, $"{at}/example"),
            ];
    }

    // A decision is shown as lines, so it has no lists and objects. Its type has a field of its own.
    private static IEnumerable<CatalogueProblem> CheckFields(ServiceResult result, string at)
    {
        foreach (var field in result.Form.GetProperty("properties").EnumerateObject())
        {
            if (field.Name == ServiceResult.TypeField || FormKeywords.TypeOf(field.Value) is "array" or "object")
            {
                yield return new($"{at}/properties/{field.Name}", "invalid_value", "A decision has texts, numbers, and yes or no, and no field 'type'.");
            }
        }
    }

    private static IEnumerable<CatalogueProblem> CheckEffect(ServiceCatalogue catalogue, ServiceResult result, ResultEffect effect, string at)
    {
        if (effect is not StatusEffect status)
        {
            yield break;
        }

        if (TextRules.FindFault(status.Issuer, MostIssuer) is { } fault)
        {
            yield return new($"{at}/issuer", fault, $"An issuer has 1–{MostIssuer} characters.");
        }

        var form = result.Form;
        if (!FormRules.HasField(form, null, StatusEffect.Tier, "string")
            || !form.GetProperty("required").EnumerateArray().Any(each => each.ValueEquals(StatusEffect.Tier))
            || !form.GetProperty("properties").GetProperty(StatusEffect.Tier).TryGetProperty("enum", out var tiers)
            || tiers.EnumerateArray().Any(each => catalogue.Tier(status.Scheme, status.SchemeVersion, each.GetString()!) is null))
        {
            yield return new(at, "unknown_tier", "The decision needs a required 'tier', whose choices are tiers of this version of the scheme.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckExample(ServiceResult result, string at)
    {
        var refused = result.Example.ValueKind == JsonValueKind.Object
            ? (DecisionCheck.CheckFields(result, result.Example, null, at) as Outcome<CheckedDecision?>.Refused)?.Reason
            : Refusal.Invalid(at, ValidationCodes.WrongType);
        foreach (var (pointer, codes) in refused?.Errors ?? new Dictionary<string, string[]>())
        {
            yield return new(pointer, "example_refused", $"The form refuses its own example: {string.Join(", ", codes)}.");
        }
    }
}
