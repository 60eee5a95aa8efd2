using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>The seed catalogue, as if it had been published once.</summary>
internal static class SeedCatalogue
{
    public static PublishedCatalogue Published { get; } =
        new(1, "seed", DateTimeOffset.UnixEpoch, new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue());

    public static JsonElement Example(string service) => Published.Content.Service(service)!.Example;
}
