using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// An identity document of a talent. A renewed passport or a new form of a card is a new record; the old one stays with
/// the day it was replaced, because what was filed under it must still be found.
/// </summary>
public sealed record TalentDocument
{
    /// <summary>8 base32 characters.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Kind and number.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>The country that issued a passport (ISO 3166-1 alpha-3); null for documents of China.</summary>
    public string? Country { get; init; }

    /// <summary>The last day it is valid; null where unknown or without end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When another document took its place; null while it is current.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    /// <summary>The mask only.</summary>
    public override string ToString() => Document.Mask();
}
