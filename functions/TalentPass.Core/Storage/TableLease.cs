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
        // An end that is further away than any lease of this length comes from a wrong clock. It must not stop the work.
        if (row is not null && row.GetString("Holder") != _holder && row.GetDateTimeOffset("Until") is { } until && until > now && until - now < 2 * length)
        {
            return false;
        }

        var entity = new TableEntity(Partition, name) { ["Holder"] = _holder, ["Until"] = now + length };
        var transaction = new Transaction(Partition, OperationId.New(random));
        transaction = row is null ? transaction.Add(entity) : transaction.Replace(entity, row.ETag);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>
    /// Takes a lease for work that may last longer than the lease; null when another instance holds it. Calls as
    /// <see cref="TryTakeAsync"/>.
    /// </summary>
    public async Task<HeldLease?> TryHoldAsync(string name, TimeSpan length, CancellationToken cancel)
    {
        var at = time.GetUtcNow();
        return await TryTakeAsync(name, length, cancel) ? new HeldLease(this, name, length, time, at) : null;
    }
}

/// <summary>A lease that the worker renews while it works.</summary>
public sealed class HeldLease
{
    private readonly TableLease _lease;
    private readonly string _name;
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private DateTimeOffset _takenAt;

    internal HeldLease(TableLease lease, string name, TimeSpan length, TimeProvider time, DateTimeOffset takenAt) =>
        (_lease, _name, _length, _time, _takenAt) = (lease, name, length, time, takenAt);

    /// <summary>
    /// Whether the work may go on. When a third of the lease's time has passed, it is renewed, which costs two storage calls.
    /// False when another instance has taken the lease.
    /// </summary>
    public async Task<bool> KeepAsync(CancellationToken cancel)
    {
        var now = _time.GetUtcNow();
        if (now - _takenAt < _length / 3)
        {
            return true;
        }

        if (!await _lease.TryTakeAsync(_name, _length, cancel))
        {
            return false;
        }

        _takenAt = now;
        return true;
    }
}
