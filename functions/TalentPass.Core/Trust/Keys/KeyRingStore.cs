using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Keys;

/// <summary>The key ring as it was read from storage.</summary>
/// <param name="Keys">All keys.</param>
/// <param name="Sequence">Grows with every change of the ring; 0 before the first change.</param>
/// <param name="Version">The ETag of the head row; null before the first change.</param>
public sealed record StoredRing(IReadOnlyList<RingKey> Keys, long Sequence, ETag? Version);

/// <summary>
/// Stores the key ring: table <c>Trust</c>, partition <c>ring</c>, one row per key and the row <c>!head</c>. The ETag of
/// <c>!head</c> makes sure that only one process at a time changes the ring. Private parts are stored only in sealed form.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class KeyRingStore(StorageClients clients, RandomSource random)
{
    private const string Partition = "ring";
    private const string Head = "!head";
    private const string Sequence = "Sequence";
    private const int MaxChanges = 90;

    /// <summary>
    /// The most rows of one read. No two keys of a use have the same number, so the ring never has as many keys.
    /// </summary>
    internal const int MaxRows = 1000;

    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>Reads the ring. One storage call.</summary>
    public async Task<StoredRing> ReadAsync(CancellationToken cancel)
    {
        var rows = (await _table.ReadAsync(TableFilter.Partition(Partition), MaxRows, cancel)).Rows;
        var head = rows.FirstOrDefault(row => row.RowKey == Head);
        return new StoredRing(
            [.. rows.Where(row => row.RowKey != Head).Select(Read)], head?.GetInt64(Sequence) ?? 0, head?.ETag);
    }

    /// <summary>
    /// Writes a change of the ring in one transaction. One storage call. False when another process changed the ring first. One
    /// change has room for 90 keys: first the new ones, then the changed ones, then those to delete, each in their order. The
    /// keys beyond that are left for the next run.
    /// </summary>
    /// <param name="before">The ring on which the change is based.</param>
    /// <param name="created">New keys.</param>
    /// <param name="changed">Existing keys with their new values: without private part, or withdrawn.</param>
    /// <param name="retired">Keys to delete.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<bool> WriteAsync(
        StoredRing before,
        IReadOnlyList<RingKey> created,
        IEnumerable<RingKey> changed,
        IEnumerable<RingKey> retired,
        CancellationToken cancel)
    {
        var transaction = new Transaction(Partition, OperationId.New(random)).WitnessedBy(Head);
        var head = new TableEntity(Partition, Head) { [Sequence] = before.Sequence + 1 };
        _ = before.Version is { } version ? transaction.Replace(head, version) : transaction.Add(head);
        foreach (var key in created)
        {
            transaction.Add(Row(key));
        }

        var room = MaxChanges - created.Count;
        RingKey[] gone = [.. retired];
        RingKey[] kept = [.. changed.ExceptBy(gone.Select(each => each.Name), each => each.Name).Take(room)];
        // The ETag of the head row protects every row of the ring, because every change also replaces the head row.
        foreach (var key in kept)
        {
            transaction.Replace(Row(key), ETag.All);
        }

        foreach (var key in gone.Take(room - kept.Length))
        {
            transaction.Delete(key.Name);
        }

        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    private static TableEntity Row(RingKey key) => new(Partition, key.Name)
    {
        ["Use"] = key.Use.ToString(),
        ["Number"] = (int)key.Number,
        ["CreatedAt"] = key.CreatedAt,
        ["NotBefore"] = key.NotBefore,
        ["SignUntil"] = key.SignUntil,
        ["NotAfter"] = key.NotAfter,
        ["Public"] = key.PublicKey.ToArray(),
        ["Private"] = key.SealedPrivate.ToArray(),
        ["Order"] = key.Order,
        ["WithdrawnAt"] = key.Withdrawal?.At,
        ["WithdrawnBy"] = key.Withdrawal?.Call?.Order,
        ["WithdrawnFor"] = key.Withdrawal?.Call?.Fingerprint,
    };

    private static RingKey Read(TableEntity row) => new(
        Enum.Parse<RingUse>(row.GetString("Use")),
        checked((byte)row.GetInt32("Number")!.Value),
        row.GetDateTimeOffset("CreatedAt")!.Value,
        row.GetDateTimeOffset("NotBefore")!.Value,
        row.GetDateTimeOffset("SignUntil")!.Value,
        row.GetDateTimeOffset("NotAfter")!.Value,
        row.GetBinary("Public"),
        row.GetBinary("Private"))
    {
        Order = row.GetString("Order"),
        Withdrawal = row.GetDateTimeOffset("WithdrawnAt") is { } at ? new KeyWithdrawal(at, WithdrawalCall(row)) : null,
    };

    private static KeyWithdrawalCall? WithdrawalCall(TableEntity row) =>
        row.GetString("WithdrawnBy") is { } order ? new KeyWithdrawalCall(order, row.GetString("WithdrawnFor")) : null;
}
