using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>The known facts about a person, for the conditions of services. Unknown facts are null.</summary>
/// <param name="Statuses">Every talent status on record, also expired and revoked ones.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="BirthDate">The birth date, for conditions about age.</param>
/// <param name="ChildBirthDates">The birth dates of the children on record; empty when the record has no children.</param>
/// <param name="Documents">The person's own documents, also former ones.</param>
/// <param name="Family">The family on record.</param>
public sealed record TalentFacts(
    IReadOnlyList<TalentStatus> Statuses,
    string? Nature,
    DateOnly? BirthDate = null,
    IReadOnlyList<DateOnly>? ChildBirthDates = null,
    IReadOnlyList<IdentityDocument>? Documents = null,
    IReadOnlyList<FamilyMember>? Family = null)
{
    /// <summary>Returns the facts in the record of a talent.</summary>
    public static TalentFacts Of(TalentDetails details) => new(
        details.Talent.Statuses,
        details.Talent.Nature,
        details.Talent.BirthDate,
        [.. details.Family.Where(each => each.Relation == FamilyRelation.Child).Select(each => each.BirthDate)],
        [.. details.Documents.Select(each => each.Document)],
        details.Family);
}

/// <summary>Returns the known facts about a talent; null when there is no such talent.</summary>
public delegate ValueTask<TalentFacts?> TalentFactsOf(string talentId, CancellationToken cancel);
