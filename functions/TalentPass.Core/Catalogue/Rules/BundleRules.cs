using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for a bundle.</summary>
internal static class BundleRules
{
    private static readonly string[] _texts = ["title", "x-title-en", "description", "x-description-en"];

    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue, Bundle bundle, string at) =>
        [.. CheckStages(catalogue, bundle, at), .. CheckRequires(catalogue, bundle, at)];

    private static IEnumerable<CatalogueProblem> CheckStages(ServiceCatalogue catalogue, Bundle bundle, string at)
    {
        if (bundle.Services.Count < 2)
        {
            yield return new($"{at}/stages", "too_few_services", "A bundle has at least two items.");
        }

        if (bundle.Services.Count > Bundle.MostServices)
        {
            yield return new($"{at}/stages", ValidationCodes.TooMany, $"A bundle has at most {Bundle.MostServices} items.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var papers = new Dictionary<string, Bilingual>(StringComparer.Ordinal);
        foreach (var (stage, services) in bundle.Stages.Index())
        {
            foreach (var (index, id) in services.Index())
            {
                var pointer = $"{at}/stages/{stage}/{index}";
                if (catalogue.Service(id) is not { } service)
                {
                    yield return new(pointer, "unknown_service", $"There is no service '{id}'.");
                }
                else if (!seen.Add(id))
                {
                    yield return new(pointer, "duplicate_id", $"'{id}' is in the bundle twice.");
                }
                else if (FindClash(service.Form, fields) is { } field)
                {
                    yield return new(pointer, "clashing_field", $"'{id}' asks for '{field}' differently than an item before it.");
                }
                else if (FindClash(service.Materials, papers) is { } paper)
                {
                    yield return new(pointer, "clashing_paper", $"'{id}' means another paper by '{paper}' than an item before it.");
                }
            }
        }

        if (papers.Count > ServiceItem.MostPapers)
        {
            yield return new($"{at}/stages", ValidationCodes.TooMany, $"At most {ServiceItem.MostPapers} papers are handed in for a bundle.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckRequires(ServiceCatalogue catalogue, Bundle bundle, string at)
    {
        foreach (var (id, fields) in bundle.Requires ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            var service = bundle.Services.Contains(id, StringComparer.Ordinal) ? catalogue.Service(id) : null;
            foreach (var field in fields)
            {
                if (service is null || !FormRules.HasField(service.Form, field))
                {
                    yield return new($"{at}/requires/{id}", "unknown_field", $"'{id}' in this bundle has no field '{field}'.");
                }
                else if (service.Example.ValueKind != JsonValueKind.Object || !service.Example.TryGetProperty(field, out _))
                {
                    yield return new($"{at}/requires/{id}", "example_refused", $"The example of '{id}' lacks '{field}'.");
                }
            }
        }
    }

    // A bundle asks for a field only once, so a field name must mean the same in all items. The texts may differ.
    private static string? FindClash(JsonElement form, Dictionary<string, JsonElement> fields)
    {
        if (!form.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var field in properties.EnumerateObject())
        {
            if (!fields.TryAdd(field.Name, field.Value) && !JsonNode.DeepEquals(WithoutTexts(fields[field.Name]), WithoutTexts(field.Value)))
            {
                return field.Name;
            }
        }

        return null;
    }

    // A paper that is handed in once goes to every item that lists it, so an id must mean the same paper in all items.
    private static string? FindClash(IReadOnlyList<Material> materials, Dictionary<string, Bilingual> papers) => materials
        .Where(each => !each.FromSharedData)
        .FirstOrDefault(each => !papers.TryAdd(each.Id, each.Title) && papers[each.Id] != each.Title)?.Id;

    private static JsonObject? WithoutTexts(JsonElement schema)
    {
        var copy = schema.ValueKind == JsonValueKind.Object ? JsonNode.Parse(schema.GetRawText())!.AsObject() : null;
        foreach (var text in _texts)
        {
            copy?.Remove(text);
        }

        return copy;
    }
}
