using TalentPass.Core.Requests.Record;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Requests.Rules;

/// <summary>Checks the papers of a filing or a draft against the list of the service.</summary>
internal static class MaterialCheck
{
    /// <summary>What is wrong with the papers: <c>not_in_list</c>, <c>duplicate</c>; null when nothing is.</summary>
    /// <param name="isKnown">Whether the service has a paper of this id.</param>
    /// <param name="materials">The papers.</param>
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

        return null;
    }
}
