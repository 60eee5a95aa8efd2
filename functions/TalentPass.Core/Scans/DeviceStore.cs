using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>
/// Stores scanners: table <c>Scans</c>, partition <c>device</c>. Rows: <c>a|id</c> a scanner in use, <c>r|id</c> a removed one,
/// <c>k|hash</c> an idempotency key. Each scanner in use also has a guard row <c>!d|id</c> in every shard of table
/// <c>Talents</c>. The transaction of a scan requires this row. So a removed scanner cannot scan from the moment its row is
/// gone, and the check costs no extra call.
/// </summary>
/// <param name="talents">The table of the guard rows.</param>
/// <param name="clients">Storage.</param>
/// <param name="seals">Seals and checks the rows in table <c>Scans</c>.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class DeviceStore(TalentsTable talents, StorageClients clients, RowSeal seals, RandomSource random)
{
    /// <summary>The length of a scanner's id in characters.</summary>
    public const int IdCharacters = 12;

    private const string Partition = "device";
    private const string InUse = "a|";
    private const string Removed = "r|";
    private static readonly RowShape _shape = new("device", "Name", "Place", "RegisteredAt", "RegisteredBy", "ExpiresAt");
    private readonly Table _scans = clients.Table(StorageLayout.Scans);

    /// <summary>
    /// The guard row of a scanner in a shard. A transaction merges it with <see cref="ETag.All"/> and changes nothing in it, so
    /// the transaction fails when the row does not exist.
    /// </summary>
    public static TableEntity Guard(string shard, string deviceId) => new(shard, GuardKey(deviceId));

    /// <summary>Whether a scanner is in use. One storage call.</summary>
    public async Task<bool> IsInUseAsync(string deviceId, CancellationToken cancel) =>
        await FindAsync(deviceId, cancel) is not null;

    /// <summary>A scanner in use; null when there is none that is trusted. One storage call.</summary>
    public async Task<ScanDevice?> FindAsync(string deviceId, CancellationToken cancel) =>
        Read(await _scans.FindAsync(Partition, InUse + deviceId, cancel));

    /// <summary>The idempotency of a call in which an account registers a scanner.</summary>
    public Idempotency Once(string account, IdempotentCall? call) => new(seals, _scans, Partition, call is null ? "" : KeyOf(account, call), call);

    /// <summary>Lists the scanners in use, sorted by id. One storage call.</summary>
    public async Task<Page<ScanDevice>> ListAsync(PageRequest page, CancellationToken cancel)
    {
        var filter = TableFilter.After(Partition, page.Cursor ?? InUse, TableFilter.Next(InUse));
        var rows = (await _scans.ReadAsync(filter, page.Limit + 1, cancel)).Rows;
        return Page.Of(rows, page, row => row.RowKey, Read);
    }

    /// <summary>
    /// Adds a scanner: first its guard rows in the shards, then the row that makes it valid. 65 storage
    /// calls. False when another call used the idempotency key meanwhile; then the guard rows are removed again.
    /// </summary>
    public async Task<bool> AddAsync(ScanDevice device, Idempotency once, CancellationToken cancel)
    {
        await Task.WhenAll(Shard.All.Select(shard => talents.CommitAsync(
            new Transaction(shard, OperationId.New(random)).Add(Guard(shard, device.DeviceId)), cancel)));
        var transaction = once.Remember(
            new Transaction(Partition, OperationId.New(random)).Add(Row(device, InUse)), device.DeviceId, device.RegisteredAt);
        if (await _scans.CommitAsync(transaction, cancel) is Commit.Written)
        {
            return true;
        }

        await RemoveGuardsAsync(device.DeviceId, cancel);
        return false;
    }

    /// <summary>
    /// Removes a scanner for good. 66 storage calls. False when there is no such scanner. A second removal answers true.
    /// </summary>
    public async Task<bool> RemoveAsync(string deviceId, string by, DateTimeOffset at, CancellationToken cancel)
    {
        if (await _scans.FindAsync(Partition, InUse + deviceId, cancel) is not { } row)
        {
            return await _scans.FindAsync(Partition, Removed + deviceId, cancel) is not null;
        }

        // The row that lists the scanner is removed last. When the removal stops halfway, the scanner is still listed and can be
        // removed again.
        await RemoveGuardsAsync(deviceId, cancel);
        // A scanner is removed even when its row is not trusted.
        var gone = Row(Read(row) ?? new ScanDevice(deviceId, "", "", at, "", at), Removed);
        gone["RemovedAt"] = at;
        gone["RemovedBy"] = by;
        await _scans.CommitAsync(new Transaction(Partition, OperationId.New(random)).Add(gone).Delete(row.RowKey), cancel);
        return true;
    }

    private Task RemoveGuardsAsync(string deviceId, CancellationToken cancel) =>
        Task.WhenAll(Shard.All.Select(shard => talents.DeleteAsync(shard, GuardKey(deviceId), cancel)));

    private static string GuardKey(string deviceId) => StorageKey.Join("!d", deviceId);

    private static string KeyOf(string account, IdempotentCall call) => StorageKey.Join(
        "k", Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{call.Key}")).AsSpan(0, 20)));

    private TableEntity Row(ScanDevice device, string state) => seals.Seal(_shape, new TableEntity(Partition, state + device.DeviceId)
    {
        ["Name"] = device.Name,
        ["Place"] = device.Place,
        ["RegisteredAt"] = device.RegisteredAt,
        ["RegisteredBy"] = device.RegisteredBy,
        ["ExpiresAt"] = device.ExpiresAt,
    });

    private ScanDevice? Read(TableEntity? device) => seals.Read(_shape, device, row => new ScanDevice(
        row.RowKey[InUse.Length..],
        row.GetString("Name"),
        row.GetString("Place"),
        row.GetDateTimeOffset("RegisteredAt")!.Value,
        row.GetString("RegisteredBy"),
        row.GetDateTimeOffset("ExpiresAt")!.Value));
}
