using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// A bundle (一件事): something a person wants done that needs several departments. One filing makes several requests.
/// </summary>
/// <param name="Id">The stable id, e.g. <c>new-arrival</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Summary">One or two sentences.</param>
/// <param name="Stages">
/// The items, stage by stage. The items of one stage run in parallel and have the same moment of receipt. The time limits of a
/// later stage start when the stage before it is completed in writing (浙规 5(3)).
/// </param>
/// <param name="Requires">
/// For each item, the form fields that are optional in the item alone but required in this bundle, e.g. the followers of a
/// settlement.
/// </param>
public sealed record Bundle(
    string Id,
    Bilingual Title,
    Bilingual Summary,
    IReadOnlyList<IReadOnlyList<string>> Stages,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Requires = null)
{
    /// <summary>The most items. A step of one item may cause steps of all others, in one transaction of at most 100 rows.</summary>
    public const int MostServices = 6;

    /// <summary>The ids of all items, in the order of the stages.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Services => [.. Stages.SelectMany(stage => stage)];
}
