using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>A scheme that ranks talents (人才分类), e.g. the city's own. A change of its tiers is a new version.</summary>
/// <param name="Id">The stable id, e.g. <c>ningbo</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="CurrentVersion">The version for new statuses.</param>
/// <param name="Versions">All versions, oldest first. Statuses of an old version stay valid.</param>
public sealed record Scheme(string Id, Bilingual Title, string CurrentVersion, IReadOnlyList<SchemeVersion> Versions)
{
    /// <summary>Finds a tier of a version; null when there is none.</summary>
    public Tier? Find(string version, string tier) =>
        Versions.FirstOrDefault(each => each.Id == version)?.Tiers.FirstOrDefault(each => each.Id == tier);

    /// <summary>The version for new statuses.</summary>
    [JsonIgnore]
    public SchemeVersion Current => Versions.Single(each => each.Id == CurrentVersion);
}

/// <summary>One published version of a scheme.</summary>
/// <param name="Id">The id, e.g. <c>v2</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Tiers">The tiers, the highest first.</param>
public sealed record SchemeVersion(string Id, Bilingual Title, IReadOnlyList<Tier> Tiers);

/// <summary>A tier (人才层次).</summary>
/// <param name="Id">The stable id, e.g. <c>leading</c> 领军. The same id in two versions means the same rank.</param>
/// <param name="Level">The number in codes: 1 is the highest tier, 8 is the largest number.</param>
/// <param name="Title">The name for people.</param>
public sealed record Tier(string Id, int Level, Bilingual Title);
