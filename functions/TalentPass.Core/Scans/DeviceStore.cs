using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>
/// Scanners in table <c>Scans</c>, partition <c>device</c>: <c>a|id</c> in use, <c>r|id</c> removed, <c>k|hash</c> an
/// idempotency key. Each has a row <c>!d|id</c> in every shard of table <c>Talents</c>, so that the transaction of a scan
/// can depend on it: a device whose row is gone cannot scan, from that moment and at no further call.
/// </summary>
/// <param name="talents">Where scans depend on a device.</param>
/// <param name="clients">Storage.</param>
/// <param name="random">For ids.</param>
public sealed class DeviceStore(TalentsTable talents, StorageClients clients, RandomSource random)
{
    /// <summary>The length of a device's id.</summary>
    public const int IdCharacters = 12;

    private const string Partition = "device";
    private const string InUse = "a|";
    private const string Removed = "r|";
    private readonly Table _scans = clients.Table(StorageLayout.Scans);

    /// <summary>What a transaction in a shard depends on for a device. Merged with <see cref="ETag.All"/>: it must be there.</summary>
    public static TableEntity Guard(string shard, string deviceId) => new(shard, GuardKey(deviceId));

    /// <summary>Whether a device is in use. One call.</summary>
    public async Task<bool> IsInUseAsync(string deviceId, CancellationToken cancel) =>
        await _scans.FindAsync(Partition, InUse + deviceId, cancel, [OperationId.Property]) is not null;

    /// <summary>A device in use, or null. One call.</summary>
    public async Task<ScanDevice?> FindAsync(string deviceId, CancellationToken cancel) =>
        await _scans.FindAsync(Partition, InUse + deviceId, cancel) is { } row ? Read(row) : null;

    /// <summary>What is known of a call of an account that registers a device.</summary>
    public Idempotency Once(string account, IdempotentCall? call) => new(_scans, Partition, call is null ? "" : KeyOf(account, call), call);

    /// <summary>Devices in use, by id. One call.</summary>
    public async Task<Page<ScanDevice>> ListAsync(PageRequest page, CancellationToken cancel)
    {
        var filter = TableFilter.After(Partition, page.Cursor ?? InUse, TableFilter.Next(InUse));
        var rows = (await _scans.ReadAsync(filter, page.Limit + 1, cancel)).Rows;
        return Page.Of(rows, page, row => row.RowKey, Read);
    }

    /// <summary>
    /// Adds a device: its rows in the shards first, then the one that counts. 65 calls. False when the idempotency key was
    /// used meanwhile; nothing of the device is left then.
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

    /// <summary>Removes a device for good. 66 calls. False when there is none; once more is fine.</summary>
    public async Task<bool> RemoveAsync(string deviceId, string by, DateTimeOffset at, CancellationToken cancel)
    {
        if (await _scans.FindAsync(Partition, InUse + deviceId, cancel) is not { } row)
        {
            return await _scans.FindAsync(Partition, Removed + deviceId, cancel) is not null;
        }

        // The row that lists the device goes last: a removal that broke off is still there to be repeated.
        await RemoveGuardsAsync(deviceId, cancel);
        var gone = Row(Read(row), Removed);
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

    private static TableEntity Row(ScanDevice device, string state) => new(Partition, state + device.DeviceId)
    {
        ["Name"] = device.Name,
        ["Place"] = device.Place,
        ["RegisteredAt"] = device.RegisteredAt,
        ["RegisteredBy"] = device.RegisteredBy,
        ["ExpiresAt"] = device.ExpiresAt,
    };

    private static ScanDevice Read(TableEntity row) => new(
        row.RowKey[InUse.Length..],
        row.GetString("Name"),
        row.GetString("Place"),
        row.GetDateTimeOffset("RegisteredAt")!.Value,
        row.GetString("RegisteredBy"),
        row.GetDateTimeOffset("ExpiresAt")!.Value);
}
