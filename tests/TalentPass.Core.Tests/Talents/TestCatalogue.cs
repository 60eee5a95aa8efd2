using TalentPass.Core.Catalogue;

namespace TalentPass.Core.Tests.Talents;

/// <summary>The natures and tiers of the seeds.</summary>
internal static class TestCatalogue
{
    public static ServiceCatalogue Content { get; } = new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue();
}
