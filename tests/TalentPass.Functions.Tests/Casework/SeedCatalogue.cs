using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>The seed catalogue, as if it had been published once.</summary>
internal static class SeedCatalogue
{
    public static PublishedCatalogue Published { get; } =
        new(1, "seed", DateTimeOffset.UnixEpoch, new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue());

    /// <summary>The body of an approval: the example of the service's first result.</summary>
    public static object Approval(string service)
    {
        var result = Published.Content.Service(service)!.Results![0];
        return new { decision = new Dictionary<string, object>(result.Example.EnumerateObject().Select(each => KeyValuePair.Create(each.Name, (object)each.Value))) { ["type"] = result.Type } };
    }

    public static JsonElement Example(string service) => Published.Content.Service(service)!.Example;
}
