using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// An identity document of a talent. A renewed passport or a new version of a card is a new record. The old record stays, with
/// the time of its replacement, because a search by the old number must still find the talent.
/// </summary>
public sealed record TalentDocument
{
    /// <summary>The id: 8 base32 characters.</summary>
    public required string DocumentId { get; init; }

    /// <summary>Kind and number.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>The country that issued a passport (ISO 3166-1 alpha-3); null for documents of China.</summary>
    public string? Country { get; init; }

    /// <summary>The last day on which it is valid; null when unknown or without end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When another document replaced it; null while it is current.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    /// <summary>Returns the masked number only.</summary>
    public override string ToString() => Document.Mask();
}
