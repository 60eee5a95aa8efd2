using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Lists;

/// <summary>One of the city's own status lists, as storage holds it.</summary>
/// <param name="Number">The list's number.</param>
/// <param name="List">The entries.</param>
/// <param name="Token">The signed list that the server publishes.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Version">The ETag of the row.</param>
public sealed record StoredStatusList(int Number, StatusList List, byte[] Token, DateTimeOffset SignedAt, ETag Version);

/// <summary>
/// Reads and writes the city's own status lists: table <c>Trust</c>, partition <c>status</c>, one row per list, about 33 kB
/// each. The rows are sealed, because the next list is made from the entries of the last one. The row <c>!lists</c> says how many
/// lists there are, so that a deleted list is not begun anew with every pass valid.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="seals">Seals and checks the rows.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class StatusListStore(StorageClients clients, RowSeal seals, RandomSource random)
{
    private const string Partition = "status";
    private const string Known = "!lists";
    private const string Count = "Count";
    private static readonly RowShape _shape = new("status-list", "Entries", "Token", "SignedAt");
    private static readonly RowShape _known = new("status-lists", Count);
    private readonly ConcurrentDictionary<int, DateTimeOffset> _seen = new();
    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>Reads a list; null when there is none. One storage call.</summary>
    /// <exception cref="UntrustedRowException">
    /// The list was changed, or set back to an earlier one than this process has seen.
    /// </exception>
    public async Task<StoredStatusList?> FindAsync(int number, CancellationToken cancel)
    {
        // Taken before the read: a read that began earlier may return an earlier list.
        var seen = _seen.GetValueOrDefault(number);
        if (await _table.FindAsync(Partition, Key(number), cancel) is not { } row)
        {
            return null;
        }

        if (!seals.Accepts(_shape, row))
        {
            throw new UntrustedRowException($"Status list {number} is not trusted: restore its row in table Trust from a backup.");
        }

        var list = new StoredStatusList(
            number, StatusList.Load(2, row.GetBinary("Entries")), row.GetBinary("Token"), row.GetDateTimeOffset("SignedAt")!.Value, row.ETag);
        if (list.SignedAt < seen)
        {
            throw Refused(number, "it was set back to an earlier version");
        }

        See(number, list.SignedAt);
        return list;
    }

    /// <summary>
    /// Writes a list. One storage call; two for a new list. False when another process wrote the list first.
    /// </summary>
    /// <param name="number">The list's number.</param>
    /// <param name="list">The entries.</param>
    /// <param name="token">The signed list.</param>
    /// <param name="signedAt">When it was signed.</param>
    /// <param name="before">The version that the change is based on; null for a new list.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <exception cref="UntrustedRowException">A list with this number was published before, and its row is gone.</exception>
    public async Task<bool> WriteAsync(
        int number, StatusList list, byte[] token, DateTimeOffset signedAt, ETag? before, CancellationToken cancel)
    {
        var row = seals.Seal(_shape, new TableEntity(Partition, Key(number)) { ["Entries"] = list.ToArray(), ["Token"] = token, ["SignedAt"] = signedAt });
        var transaction = new Transaction(Partition, OperationId.New(random));
        if (before is { } version)
        {
            transaction.Replace(row, version);
        }
        else
        {
            if (number < await CountAsync(cancel))
            {
                // Another process may have written the first list since the caller looked.
                return await FindAsync(number, cancel) is null ? throw Refused(number, "it is missing") : false;
            }

            transaction.Add(row).Put(seals.Seal(_known, new TableEntity(Partition, Known) { [Count] = number + 1 }));
        }

        if (await _table.CommitAsync(transaction, cancel) is not Commit.Written)
        {
            return false;
        }

        See(number, signedAt);
        return true;
    }

    private async Task<int> CountAsync(CancellationToken cancel) => await _table.FindAsync(Partition, Known, cancel) switch
    {
        null => 0,
        { } row when seals.Accepts(_known, row) => row.GetInt32(Count)!.Value,
        _ => throw new UntrustedRowException($"Row {Known} of table Trust is not trusted: restore it from a backup."),
    };

    private void See(int number, DateTimeOffset signedAt) =>
        _seen.AddOrUpdate(number, signedAt, (_, seen) => seen > signedAt ? seen : signedAt);

    private UntrustedRowException Refused(int number, string fault)
    {
        seals.Refuse(_shape, Partition, Key(number), fault);
        return new UntrustedRowException($"Status list {number} is not trusted: {fault}. Restore its row in table Trust from a backup.");
    }

    private static string Key(int number) => StorageKey.Number(number, 6);
}
