using Azure.Data.Tables;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Named leases in table <c>Leases</c>, so that one instance at a time does a piece of background work. A lease only avoids
/// double work: the work stays correct when two instances do it at the same time.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="random">Makes the id of this holder.</param>
/// <param name="time">The clock.</param>
public sealed class TableLease(StorageClients clients, RandomSource random, TimeProvider time)
{
    private const string Partition = "lease";
    private readonly Table _table = clients.Table(StorageLayout.Leases);
    private readonly string _holder = OperationId.New(random);

    /// <summary>
    /// Takes or renews a lease. Returns false when another instance holds it. Two storage calls; one when another instance holds
    /// the lease.
    /// </summary>
    /// <param name="name">The name of the lease, e.g. <c>sweep-0</c>.</param>
    /// <param name="length">The time after which the lease expires.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<bool> TryTakeAsync(string name, TimeSpan length, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var row = await _table.FindAsync(Partition, name, cancel);
        if (row is not null && row.GetString("Holder") != _holder && row.GetDateTimeOffset("Until") > now)
        {
            return false;
        }

        var entity = new TableEntity(Partition, name) { ["Holder"] = _holder, ["Until"] = now + length };
        var transaction = new Transaction(Partition, OperationId.New(random));
        transaction = row is null ? transaction.Add(entity) : transaction.Replace(entity, row.ETag);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }
}
