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
/// each.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class StatusListStore(StorageClients clients, RandomSource random)
{
    private const string Partition = "status";
    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>Reads a list; null when it was never published. One storage call.</summary>
    public async Task<StoredStatusList?> FindAsync(int number, CancellationToken cancel)
    {
        var row = await _table.FindAsync(Partition, Key(number), cancel);
        return row is null ? null : new StoredStatusList(
            number, StatusList.Load(2, row.GetBinary("Entries")), row.GetBinary("Token"), row.GetDateTimeOffset("SignedAt")!.Value, row.ETag);
    }

    /// <summary>Writes a list. One storage call. False when another process wrote the list first.</summary>
    /// <param name="number">The list's number.</param>
    /// <param name="list">The entries.</param>
    /// <param name="token">The signed list.</param>
    /// <param name="signedAt">When it was signed.</param>
    /// <param name="before">The version that the change is based on; null for a new list.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<bool> WriteAsync(
        int number, StatusList list, byte[] token, DateTimeOffset signedAt, ETag? before, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, Key(number)) { ["Entries"] = list.ToArray(), ["Token"] = token, ["SignedAt"] = signedAt };
        var transaction = new Transaction(Partition, OperationId.New(random));
        _ = before is { } version ? transaction.Replace(row, version) : transaction.Add(row);
        return await _table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    private static string Key(int number) => StorageKey.Number(number, 6);
}
