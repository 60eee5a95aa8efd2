using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// Lets a transaction depend on facts that were read before, without reading them again. A mark is a row beside the row of the
/// facts. Whoever changes the facts deletes the mark (<see cref="ClearAsync"/>), and its key is never used for other facts. So a
/// transaction that requires the mark fails when the facts have changed, also when another instance changed them. Many
/// transactions can require a mark at the same time.
/// </summary>
/// <param name="shard">The partition of the talent.</param>
/// <param name="key">The row key of the mark.</param>
/// <param name="of">The row key of the row that holds the facts.</param>
/// <param name="version">The version of that row as it was read.</param>
public sealed class FactMark(string shard, string key, string of, ETag version)
{
    private volatile bool _isKept;

    /// <summary>The mark of a talent's statuses: <c>tid|0v|0003</c>, with the number of changes so far.</summary>
    public static FactMark OfStatuses(Talent talent) =>
        new(Shard.Of(talent.TalentId), StatusesKey(talent), TalentRows.ProfileKey(talent.TalentId), talent.Version);

    /// <summary>The row key of the mark of a talent's statuses. A status is given once and may be revoked once.</summary>
    public static string StatusesKey(Talent talent) => StorageKey.Join(
        talent.TalentId, "0v", StorageKey.Number(talent.Statuses.Count + talent.Statuses.Count(each => each.RevokedAt is not null), 4));

    /// <summary>
    /// Adds the condition to a transaction. The first one compares the version of the facts and writes the mark; the others
    /// require the mark.
    /// </summary>
    public void Require(Transaction transaction)
    {
        if (_isKept)
        {
            transaction.Merge(new TableEntity(shard, key), ETag.All);
        }
        else
        {
            transaction.Merge(new TableEntity(shard, of), version).Put(new TableEntity(shard, key));
        }
    }

    /// <summary>Remembers that a transaction with the condition was written, so the mark is there.</summary>
    public void Keep() => _isKept = true;

    /// <summary>
    /// Looks whether the mark is there already, after the facts were read anew. Otherwise each of many writers at once would write it
    /// with the version of the facts, and so make all the others lose. One storage call.
    /// </summary>
    public async Task<FactMark> LookedForAsync(TalentsTable table, CancellationToken cancel)
    {
        _isKept = await table.FindAsync(shard, key, cancel, ["RowKey"]) is not null;
        return this;
    }

    /// <summary>
    /// Adds the deletion of a mark to the transaction that changes the facts under their version. One storage call.
    /// </summary>
    public static async Task ClearAsync(TalentsTable table, Transaction transaction, string key, CancellationToken cancel)
    {
        if (await table.FindAsync(transaction.Partition, key, cancel, ["RowKey"]) is not null)
        {
            transaction.Delete(key);
        }
    }
}
