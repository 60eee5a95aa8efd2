using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>One thing a person wants done that takes several departments (一件事): one filing, several requests.</summary>
/// <param name="Id">Stable id, e.g. <c>new-arrival</c>.</param>
/// <param name="Title">What people read.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Stages">
/// In order; the items of one stage run in parallel and count as received at the same moment, a later stage's clock
/// starts at the written completion of the one before (浙规 5(3)).
/// </param>
/// <param name="Requires">Fields that are optional in an item but needed here, e.g. the followers of a settlement.</param>
public sealed record Bundle(
    string Id,
    Bilingual Title,
    Bilingual Summary,
    IReadOnlyList<IReadOnlyList<string>> Stages,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Requires = null)
{
    /// <summary>All items, in the order of the stages.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Services => [.. Stages.SelectMany(stage => stage)];
}
