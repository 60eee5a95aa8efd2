using TalentPass.Core.Talents;

namespace TalentPass.Core.Catalogue;

/// <summary>What is known of a person when entitlements are asked for. Unknown parts are null, not guessed.</summary>
/// <param name="Statuses">Every talent status on record, lapsed and revoked ones too.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="BirthDate">For conditions of age.</param>
/// <param name="ChildBirthDates">Of the children on record; empty when it is known that there are none.</param>
public sealed record TalentFacts(
    IReadOnlyList<TalentStatus> Statuses,
    string? Nature,
    DateOnly? BirthDate = null,
    IReadOnlyList<DateOnly>? ChildBirthDates = null);
