using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for a talent scheme.</summary>
internal static class SchemeRules
{
    // A code carries the level in a few bits.
    private const int MaxLevel = 8;

    public static IEnumerable<CatalogueProblem> Check(Scheme scheme, string at) =>
    [
        .. CatalogueRules.CheckIds($"{at}/versions", scheme.Versions.Select(each => each.Id)),
        .. CatalogueRules.Each($"{at}/versions", scheme.Versions, CheckVersion),
        .. CheckCurrent(scheme, at),
    ];

    private static IEnumerable<CatalogueProblem> CheckCurrent(Scheme scheme, string at)
    {
        if (scheme.Versions.All(each => each.Id != scheme.CurrentVersion))
        {
            yield return new($"{at}/currentVersion", "unknown_version", $"'{scheme.CurrentVersion}' is not among the versions.");
        }
    }

    private static IEnumerable<CatalogueProblem> CheckVersion(SchemeVersion version, string at) =>
        CatalogueRules.CheckIds($"{at}/tiers", version.Tiers.Select(each => each.Id))
            .Concat(version.Tiers.Index().Where(each => each.Item.Level is < 1 or > MaxLevel).Select(each =>
                new CatalogueProblem($"{at}/tiers/{each.Index}/level", "invalid_level", $"A level is 1–{MaxLevel}.")))
            .Concat(version.Tiers.Index().Skip(1).Where(each => each.Item.Level <= version.Tiers[each.Index - 1].Level).Select(each =>
                new CatalogueProblem($"{at}/tiers/{each.Index}/level", "levels_out_of_order", "Levels ascend: the highest tier is first.")));
}
