using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Keys;

/// <summary>The key ring as it was read from storage.</summary>
/// <param name="Keys">The keys whose rows are trusted.</param>
/// <param name="Rows">The rows they were read from, for the next change.</param>
public sealed record StoredRing(IReadOnlyList<RingKey> Keys, SealedRows Rows)
{
    /// <summary>Grows with every change of the ring; 0 before the first change.</summary>
    public long Sequence => Rows.Sequence;
}

/// <summary>
/// Stores the key ring: table <c>Trust</c>, partition <c>ring</c>, one row per key and the row <c>!head</c>. Only one process at
/// a time changes the ring. Private parts are stored only in sealed form. The rows are a <see cref="SealedSet"/>: a key that this
/// app did not write, or not so, neither signs nor verifies.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="seals">Seals and checks the rows.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class KeyRingStore(StorageClients clients, RowSeal seals, RandomSource random)
{
    private const string Partition = "ring";
    private const int MaxChanges = 90;
    private static readonly RowShape _shape = new(
        "ring-key", "Use", "Number", "CreatedAt", "NotBefore", "SignUntil", "NotAfter", "Public", "Private", "Order", "WithdrawnAt", "WithdrawnBy", "WithdrawnFor");

    /// <summary>
    /// The most rows of the ring. No two keys of a use have the same number, so the ring never has as many keys.
    /// </summary>
    internal const int MaxRows = SealedSet.Most;

    private readonly SealedSet _set = new(clients.Table(StorageLayout.Trust), Partition, _shape, seals, random);

    /// <summary>Reads the ring. One storage call.</summary>
    /// <exception cref="UntrustedRowException">
    /// The head of the ring is not as this app wrote it, or another master key sealed it.
    /// </exception>
    public async Task<StoredRing> ReadAsync(CancellationToken cancel)
    {
        var rows = await _set.ReadAsync(cancel);
        return rows.IsTrusted ? new StoredRing([.. rows.Rows.Select(Read)], rows) : throw new UntrustedRowException(
            "The head of the key ring is not trusted: table Trust was changed or set back, or the ring was sealed under another master key than KeyRing:Key, KeyRing:KeyFile or KeyRing:FormerKeys.");
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
    public Task<bool> WriteAsync(
        StoredRing before,
        IReadOnlyList<RingKey> created,
        IEnumerable<RingKey> changed,
        IEnumerable<RingKey> retired,
        CancellationToken cancel)
    {
        var room = MaxChanges - created.Count;
        RingKey[] gone = [.. retired];
        RingKey[] kept = [.. changed.ExceptBy(gone.Select(each => each.Name), each => each.Name).Take(room)];
        return _set.WriteAsync(
            before.Rows, [.. created.Concat(kept).Select(Row)], [.. gone.Take(room - kept.Length).Select(each => each.Name)], cancel);
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
