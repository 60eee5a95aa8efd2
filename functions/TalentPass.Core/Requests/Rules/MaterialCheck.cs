using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>Checks the papers of a filing or a draft against the service's list of papers.</summary>
internal static class MaterialCheck
{
    /// <summary>
    /// Finds the first fault: <c>not_in_list</c> or <c>duplicate</c>, or <c>too_many</c> files; null when the papers are right.
    /// </summary>
    /// <param name="isKnown">Whether the service lists a paper with this id.</param>
    /// <param name="materials">The papers; null counts as none.</param>
    public static Refusal? Check(Func<string, bool> isKnown, IReadOnlyList<SubmittedMaterial>? materials)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, material) in (materials ?? []).Index())
        {
            if (!isKnown(material.Id))
            {
                return Refusal.Invalid($"/materials/{index}/id", ValidationCodes.NotInList);
            }

            if (!seen.Add(material.Id))
            {
                return Refusal.Invalid($"/materials/{index}/id", ValidationCodes.Duplicate);
            }
        }

        // The catalogue has no such service any more, but a version from before this rule may have one.
        return materials?.Count(each => each.File is not null) > ServiceItem.MostPapers ? Refusal.Invalid("/materials", ValidationCodes.TooMany) : null;
    }
}
