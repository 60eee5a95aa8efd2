using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// The copy of the talent's statuses in every pass row. Because of it, showing and scanning a pass read only one row. An
/// operation that changes statuses must change all copies in the same transaction.
/// </summary>
public static class PassStatuses
{
    /// <summary>The name of the property of the copy. Its value is made by <see cref="TalentStatuses.Serialize"/>.</summary>
    public const string Property = "Statuses";

    /// <summary>
    /// Returns an empty change of the profile row. A transaction that creates a pass merges it under
    /// <see cref="Talent.Version"/>. So the transaction fails when the talent's statuses changed after they were copied into the
    /// pass.
    /// </summary>
    public static TableEntity SameProfile(string talentId) => new(Shard.Of(talentId), TalentRows.ProfileKey(talentId));
}
