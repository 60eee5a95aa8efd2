using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Tests.Talents.Records;

/// <summary>The natures and tiers of the seeds.</summary>
internal static class TestCatalogue
{
    public static ServiceCatalogue Content { get; } = new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds")).ReadCatalogue();
}
