using Azure;
using TalentPass.Core.Calendar;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Passes.Store;

/// <summary>What was done to a pass. Whether it is good also depends on the talent's statuses.</summary>
public enum PassState
{
    /// <summary>In use.</summary>
    Active,

    /// <summary>已冻结: frozen by its holder, who may unfreeze it.</summary>
    Frozen,

    /// <summary>已注销: revoked by the talent office, for good.</summary>
    Revoked,
}

/// <summary>
/// A pass as its row tells it. The row carries a copy of everything showing and scanning need, so that neither reads
/// anything else.
/// </summary>
public sealed record Pass
{
    /// <summary>Which pass.</summary>
    public required PassRef Ref { get; init; }

    /// <summary>What was done to it.</summary>
    public required PassState State { get; init; }

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The talent's statuses, copied by whoever changes them.</summary>
    public required IReadOnlyList<TalentStatus> Statuses { get; init; }

    /// <summary>The nature's id.</summary>
    public required string Nature { get; init; }

    /// <summary>The masked name: all a hall gets to see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>For entitlements that depend on age. Personal.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>Its place in the status lists.</summary>
    public required uint StatusIndex { get; init; }

    /// <summary>What was done to it lately, oldest first.</summary>
    public PassHistory History { get; init; } = PassHistory.None;

    /// <summary>The phones' keys bound to it whose credentials may still live; the last one is active, the others are replaced.</summary>
    public IReadOnlyList<BoundDevice> Devices { get; init; } = [];

    /// <summary>The phone whose codes count; null when none was ever bound.</summary>
    public BoundDevice? ActiveDevice => Devices.Count == 0 ? null : Devices[^1];

    /// <summary>Its printed cards whose codes may still live, revoked ones included.</summary>
    public IReadOnlyList<PassCard> Cards { get; init; } = [];

    /// <summary>The row's version.</summary>
    public ETag Version { get; init; }

    /// <summary>What the statuses come to at a moment.</summary>
    public Recognition At(DateTimeOffset now) => TalentStatuses.Evaluate(Statuses, LegalDay.Of(now));

    /// <summary>
    /// The pass as it stood at a moment of the last week: what was done to it, or to a status, since then does not count.
    /// </summary>
    public Pass AsOf(DateTimeOffset at) => this with
    {
        State = History.At(at) ?? State,
        Statuses = [.. Statuses.Select(status => status.RevokedAt > at ? status with { RevokedAt = null } : status)],
        Cards = [.. Cards.Select(card => card.RevokedAt > at ? card with { RevokedAt = null } : card)],
    };

    /// <summary>The id only: a record's own text would show the birth date.</summary>
    public override string ToString() => $"pass {Ref.Id}";
}
