using Azure;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>The profile of a talent: the person and all statuses. It is one row.</summary>
public sealed record Talent
{
    /// <summary>The id: 8 base32 characters.</summary>
    public required string TalentId { get; init; }

    /// <summary>The name.</summary>
    public required PersonName Name { get; init; }

    /// <summary>The nature's id in the catalogue: <c>domestic</c>, <c>hmt</c>, <c>foreign</c>.</summary>
    public required string Nature { get; init; }

    /// <summary>The birth date. Personal data.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>The phone; null when none was given.</summary>
    public PhoneNumber? Phone { get; init; }

    /// <summary>Every status that was ever given, oldest first.</summary>
    public IReadOnlyList<TalentStatus> Statuses { get; init; } = [];

    /// <summary>When the talent was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The ETag of the profile row.</summary>
    public ETag Version { get; init; }

    /// <summary>Returns whether the talent is recognised on a day, and by which status.</summary>
    public Recognition On(DateOnly day) => TalentStatuses.Evaluate(Statuses, day);

    /// <summary>Returns the id only, because the default text of a record would show personal data.</summary>
    public override string ToString() => $"talent {TalentId}";
}

/// <summary>A talent with documents, family members and status records.</summary>
/// <param name="Talent">The profile.</param>
/// <param name="Documents">Identity documents with their history, oldest first.</param>
/// <param name="Family">Family members, eldest first.</param>
/// <param name="StatusRecords">The full records of the statuses, oldest first.</param>
public sealed record TalentDetails(
    Talent Talent,
    IReadOnlyList<TalentDocument> Documents,
    IReadOnlyList<FamilyMember> Family,
    IReadOnlyList<StatusRecord> StatusRecords);
