using Azure;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>A talent as the profile row tells it: who it is and what statuses it holds. One read.</summary>
public sealed record Talent
{
    /// <summary>8 base32 characters.</summary>
    public required string TalentId { get; init; }

    /// <summary>The name.</summary>
    public required PersonName Name { get; init; }

    /// <summary>The nature's id in the catalogue: <c>domestic</c>, <c>hmt</c>, <c>foreign</c>.</summary>
    public required string Nature { get; init; }

    /// <summary>The birth date. Personal.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>The phone; null when none was given.</summary>
    public PhoneNumber? Phone { get; init; }

    /// <summary>Every status ever given, oldest first.</summary>
    public IReadOnlyList<TalentStatus> Statuses { get; init; } = [];

    /// <summary>When the talent was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The row's version in storage.</summary>
    public ETag Version { get; init; }

    /// <summary>What the statuses come to on a day.</summary>
    public Recognition On(DateOnly day) => TalentStatuses.Evaluate(Statuses, day);

    /// <summary>The id only: a record's own text would show the birth date.</summary>
    public override string ToString() => $"talent {TalentId}";
}

/// <summary>A talent with everything that hangs under it.</summary>
/// <param name="Talent">The profile.</param>
/// <param name="Documents">Identity documents with their history, oldest first.</param>
/// <param name="Family">Family members.</param>
/// <param name="StatusRecords">The full records of the statuses.</param>
public sealed record TalentDetails(
    Talent Talent,
    IReadOnlyList<TalentDocument> Documents,
    IReadOnlyList<FamilyMember> Family,
    IReadOnlyList<StatusRecord> StatusRecords);
