using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>A way of ranking talents (人才分类), e.g. the city's own; its levels change by versions.</summary>
/// <param name="Id">Stable id, e.g. <c>ningbo</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="CurrentVersion">The version new statuses are given under.</param>
/// <param name="Versions">All versions, oldest first: statuses given under an old one stay valid.</param>
public sealed record Scheme(string Id, Bilingual Title, string CurrentVersion, IReadOnlyList<SchemeVersion> Versions)
{
    /// <summary>The tier of a version, or null.</summary>
    public Tier? Find(string version, string tier) =>
        Versions.FirstOrDefault(each => each.Id == version)?.Tiers.FirstOrDefault(each => each.Id == tier);

    /// <summary>The version new statuses are given under.</summary>
    [JsonIgnore]
    public SchemeVersion Current => Versions.Single(each => each.Id == CurrentVersion);
}

/// <summary>One published list of levels.</summary>
/// <param name="Id">E.g. <c>v2</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Tiers">The levels, highest first.</param>
public sealed record SchemeVersion(string Id, Bilingual Title, IReadOnlyList<Tier> Tiers);

/// <summary>A level (人才层次).</summary>
/// <param name="Id">Stable id; the same id in two versions means the same standing, e.g. <c>leading</c> 领军.</param>
/// <param name="Level">The number a pass carries, 1 the highest, at most 8.</param>
/// <param name="Title">What people read.</param>
public sealed record Tier(string Id, int Level, Bilingual Title);
