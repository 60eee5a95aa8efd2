using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Tests.Talents.Records;

/// <summary>The catalogue of the seed files, for tests that need its natures and tiers.</summary>
internal static class TestCatalogue
{
    public static ServiceCatalogue Content { get; } = new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue();
}
