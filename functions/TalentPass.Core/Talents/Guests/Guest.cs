using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Guests;

/// <summary>
/// A talent of a partner city who was served here (互认城市人才). A guest has a place in a shard, as a talent has, so that requests, limits
/// and clocks are the same. But a guest is no talent of this city: there is no status, no pass and no account, and nobody can sign in as
/// one. The tier is not kept, because only the code at the next visit says it.
/// </summary>
public sealed record Guest
{
    /// <summary>The id: 8 base32 characters, as a talent's.</summary>
    public required string GuestId { get; init; }

    /// <summary>The name.</summary>
    public required PersonName Name { get; init; }

    /// <summary>The document by which the guest is found again.</summary>
    public required IdentityDocument Document { get; init; }

    /// <summary>The country that issued a passport; null for documents of China.</summary>
    public string? Country { get; init; }

    /// <summary>The last day on which the document is valid; null when unknown or without end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The phone; null when none was given.</summary>
    public PhoneNumber? Phone { get; init; }

    /// <summary>Returns the id only, because the default text of a record would show personal data.</summary>
    public override string ToString() => $"guest {GuestId}";
}
