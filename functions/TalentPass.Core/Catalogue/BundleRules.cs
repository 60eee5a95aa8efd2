namespace TalentPass.Core.Catalogue;

/// <summary>What has to hold for a bundle.</summary>
internal static class BundleRules
{
    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue, Bundle bundle, string at)
    {
        if (bundle.Services.Count < 2)
        {
            yield return new($"{at}/stages", "too_few_services", "A bundle has at least two items.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (stage, services) in bundle.Stages.Index())
        {
            foreach (var (index, id) in services.Index())
            {
                if (catalogue.Service(id) is null)
                {
                    yield return new($"{at}/stages/{stage}/{index}", "unknown_service", $"There is no service '{id}'.");
                }
                else if (!seen.Add(id))
                {
                    yield return new($"{at}/stages/{stage}/{index}", "duplicate_id", $"'{id}' is in the bundle twice.");
                }
            }
        }

        foreach (var (service, fields) in bundle.Requires ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            foreach (var field in fields)
            {
                if (!seen.Contains(service) || !FormRules.HasField(catalogue.Service(service)!.Form, field))
                {
                    yield return new($"{at}/requires/{service}", "unknown_field", $"'{service}' in this bundle has no field '{field}'.");
                }
                else if (!catalogue.Service(service)!.Example.TryGetProperty(field, out _))
                {
                    yield return new($"{at}/requires/{service}", "example_refused", $"The example of '{service}' lacks '{field}'.");
                }
            }
        }
    }
}
