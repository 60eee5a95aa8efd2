using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>The relation of a family member to the talent.</summary>
public enum FamilyRelation
{
    /// <summary>配偶.</summary>
    Spouse,

    /// <summary>子女.</summary>
    Child,

    /// <summary>父母, also the spouse's parents.</summary>
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
    /// <summary>The word for the talent in a list of guardians.</summary>
    public const string TalentAsGuardian = "talent";

    /// <summary>The id: 8 base32 characters.</summary>
    public required string MemberId { get; init; }

    /// <summary>The relation to the talent.</summary>
    public required FamilyRelation Relation { get; init; }

    /// <summary>The name.</summary>
    public required PersonName Name { get; init; }

    /// <summary>The birth date. Personal data.</summary>
    public required DateOnly BirthDate { get; init; }

    /// <summary>An identity document; null when none was given.</summary>
    public IdentityDocument? Document { get; init; }

    /// <summary>The guardians of a minor: <see cref="TalentAsGuardian"/> or member ids; empty for adults.</summary>
    public IReadOnlyList<string> Guardians { get; init; } = [];

    /// <summary>When the member was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Returns the age in full years on a day.</summary>
    public int AgeOn(DateOnly day) => Age.On(BirthDate, day);

    /// <summary>Whether the member is under 14 on a day, so that a guardian must consent to the use of the data (PIPL 31).</summary>
    public bool NeedsGuardianConsent(DateOnly day) => AgeOn(day) < Age.OfOwnConsent;

    /// <summary>Returns the id only, because the default text of a record would show personal data.</summary>
    public override string ToString() => $"family member {MemberId}";
}
