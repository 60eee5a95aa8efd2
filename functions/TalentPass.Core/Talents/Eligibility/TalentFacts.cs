using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Talents.Eligibility;

/// <summary>What is known of a person when entitlements are asked for. Unknown parts are null, not guessed.</summary>
/// <param name="Statuses">Every talent status on record, lapsed and revoked ones too.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="BirthDate">For conditions of age.</param>
/// <param name="ChildBirthDates">Of the children on record; empty when it is known that there are none.</param>
public sealed record TalentFacts(
    IReadOnlyList<TalentStatus> Statuses,
    string? Nature,
    DateOnly? BirthDate = null,
    IReadOnlyList<DateOnly>? ChildBirthDates = null)
{
    /// <summary>What the record of a talent tells.</summary>
    public static TalentFacts Of(TalentDetails details) => new(
        details.Talent.Statuses,
        details.Talent.Nature,
        details.Talent.BirthDate,
        [.. details.Family.Where(each => each.Relation == FamilyRelation.Child).Select(each => each.BirthDate)]);
}

/// <summary>What is known of a talent; null when there is no such talent.</summary>
public delegate ValueTask<TalentFacts?> TalentFactsOf(string talentId, CancellationToken cancel);
