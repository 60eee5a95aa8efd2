using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>What a family member is to the talent.</summary>
public enum FamilyRelation
{
    /// <summary>配偶.</summary>
    Spouse,

    /// <summary>子女.</summary>
    Child,

    /// <summary>父母, also of the spouse.</summary>
    Parent,

    /// <summary>其他亲属.</summary>
    Other,
}

/// <summary>
/// A member of a talent's family (随迁家属). A child is linked to its guardians: they consent for it while it is under 14
/// (PIPL 31) and act for it while it is under 18 (民法典 27).
/// </summary>
public sealed record FamilyMember
{
    /// <summary>Stands among the guardians for the talent.</summary>
    public const string TalentAsGuardian = "talent";

    /// <summary>8 base32 characters.</summary>
    public required string MemberId { get; init; }

    /// <summary>What they are to the talent.</summary>
    public required FamilyRelation Relation { get; init; }

    /// <summary>The name.</summary>
    public required PersonName Name { get; init; }

    /// <summary>The birth date. Personal.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>An identity document; null when none was given.</summary>
    public IdentityDocument? Document { get; init; }

    /// <summary>The guardians of a minor: <see cref="TalentAsGuardian"/> or member ids; empty for adults.</summary>
    public IReadOnlyList<string> Guardians { get; init; } = [];

    /// <summary>When they were recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Full years on a day.</summary>
    public int AgeOn(DateOnly day) => Age.On(BirthDate, day);

    /// <summary>Whether a guardian has to consent to what is done with their data (PIPL 31).</summary>
    public bool NeedsGuardianConsent(DateOnly day) => AgeOn(day) < Age.OfOwnConsent;

    /// <summary>The id only: a record's own text would show the birth date.</summary>
    public override string ToString() => $"family member {MemberId}";
}
