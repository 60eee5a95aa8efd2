using Azure;
using TalentPass.Core.Calendar;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Passes.Store;

/// <summary>What was done to a pass. Whether the pass is good also depends on the talent's statuses.</summary>
public enum PassState
{
    /// <summary>The pass is in use.</summary>
    Active,

    /// <summary>已冻结: the holder froze the pass and may unfreeze it.</summary>
    Frozen,

    /// <summary>已注销: the talent office revoked the pass, for good.</summary>
    Revoked,

    /// <summary>已注销,准予重领: as <see cref="Revoked"/>, and the talent office has allowed the talent to get a new one.</summary>
    Replaceable,
}

/// <summary>
/// A pass, as its row holds it. The row has a copy of everything that showing and scanning need, so that neither reads other
/// rows of the talent.
/// </summary>
public sealed record Pass
{
    /// <summary>The talent and the number of the pass.</summary>
    public required PassRef Ref { get; init; }

    /// <summary>What was done to it.</summary>
    public required PassState State { get; init; }

    /// <summary>Whether it was revoked, for good.</summary>
    public bool IsRevoked => State is PassState.Revoked or PassState.Replaceable;

    /// <summary>When it was issued.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>A copy of the talent's statuses. Each change of a status also updates this copy.</summary>
    public required IReadOnlyList<TalentStatus> Statuses { get; init; }

    /// <summary>The id of the nature.</summary>
    public required string Nature { get; init; }

    /// <summary>The masked name, the only name that a hall sees.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The birth date, for entitlements that depend on age. Personal data.</summary>
    public DateOnly? BirthDate { get; init; }

    /// <summary>The index of the pass in the status lists.</summary>
    public required uint StatusIndex { get; init; }

    /// <summary>The changes of the state in the last days, oldest first.</summary>
    public PassHistory History { get; init; } = PassHistory.None;

    /// <summary>
    /// The bound keys of phones whose credentials may not have expired yet. The last one is active, the others were replaced.
    /// </summary>
    public IReadOnlyList<BoundDevice> Devices { get; init; } = [];

    /// <summary>The phone whose codes are accepted; null when no phone was ever bound.</summary>
    public BoundDevice? ActiveDevice => Devices.Count == 0 ? null : Devices[^1];

    /// <summary>The printed cards whose codes may not have expired yet, revoked cards included.</summary>
    public IReadOnlyList<PassCard> Cards { get; init; } = [];

    /// <summary>The ETag of the row.</summary>
    public ETag Version { get; init; }

    /// <summary>What the statuses give together at a moment.</summary>
    public Recognition At(DateTimeOffset now) => TalentStatuses.Evaluate(Statuses, LegalDay.Of(now));

    /// <summary>
    /// The pass as it was at a moment of the last eight days. Later changes of the pass, of a status or of a card do not count.
    /// </summary>
    public Pass AsOf(DateTimeOffset at) => this with
    {
        State = History.At(at) ?? State,
        Statuses = [.. Statuses.Select(status => status.RevokedAt > at ? status with { RevokedAt = null } : status)],
        Cards = [.. Cards.Select(card => card.RevokedAt > at ? card with { RevokedAt = null } : card)],
    };

    /// <summary>Writes the id only. The text that a record has by default would show the birth date.</summary>
    public override string ToString() => $"pass {Ref.Id}";
}
