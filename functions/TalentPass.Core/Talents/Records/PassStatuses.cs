using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// The copy of the statuses that every pass row carries, so that showing and scanning a pass read one row. Whoever
/// changes statuses writes the copies in the same transaction.
/// </summary>
public static class PassStatuses
{
    /// <summary>The property of the copy, in the form of <see cref="TalentStatuses.Serialize"/>.</summary>
    public const string Property = "Statuses";

    /// <summary>What changes in a pass row; to be merged.</summary>
    public static TableEntity Changed(TableEntity pass, IReadOnlyList<TalentStatus> statuses) =>
        new(pass.PartitionKey, pass.RowKey) { [Property] = TalentStatuses.Serialize(statuses) };

    /// <summary>
    /// Nothing changes in the profile: merged with <see cref="Talent.Version"/> by whoever makes a pass, it makes the
    /// transaction fail when the statuses copied into the pass are no longer the talent's.
    /// </summary>
    public static TableEntity SameProfile(string talentId) => new(Shard.Of(talentId), TalentRows.ProfileKey(talentId));
}
