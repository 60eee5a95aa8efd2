using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Lists;

/// <summary>One of the city's own status lists as it is stored.</summary>
/// <param name="Number">The list's number.</param>
/// <param name="List">The entries.</param>
/// <param name="Token">The signed form that is served.</param>
/// <param name="SignedAt">When it was signed.</param>
/// <param name="Version">The row's version.</param>
public sealed record StoredStatusList(int Number, StatusList List, byte[] Token, DateTimeOffset SignedAt, ETag Version);

/// <summary>The city's own status lists in table <c>Trust</c>, partition <c>status</c>, one row each of about 33 kB.</summary>
/// <param name="clients">Storage.</param>
/// <param name="random">For operation ids.</param>
public sealed class StatusListStore(StorageClients clients, RandomSource random)
{
    private const string Partition = "status";
    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>A list, or null when it was never published. One call.</summary>
    public async Task<StoredStatusList?> FindAsync(int number, CancellationToken cancel)
    {
        var row = await _table.FindAsync(Partition, Key(number), cancel);
        return row is null ? null : new StoredStatusList(
            number, StatusList.Load(2, row.GetBinary("Entries")), row.GetBinary("Token"), row.GetDateTimeOffset("SignedAt")!.Value, row.ETag);
    }

    /// <summary>Writes a list. One call. False when another instance wrote it first.</summary>
    /// <param name="number">The list's number.</param>
    /// <param name="list">The entries.</param>
    /// <param name="token">The signed form.</param>
    /// <param name="signedAt">When it was signed.</param>
    /// <param name="before">The version it was made from; null for a new list.</param>
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
