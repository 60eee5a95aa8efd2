using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes;
using TalentPass.Core.Requests;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>A scan as it was recorded.</summary>
/// <param name="ScanId">Its id.</param>
/// <param name="At">When it happened.</param>
/// <param name="Place">Where.</param>
/// <param name="Device">With which scanner.</param>
/// <param name="Account">By whom.</param>
/// <param name="Offline">Whether it was uploaded later.</param>
/// <param name="NonceHash">The hash of the scanner's nonce and the code.</param>
/// <param name="Facts">The answer that was given.</param>
public sealed record ScanRecord(
    string ScanId, DateTimeOffset At, string Place, string? Device, string Account, bool Offline, string NonceHash, ScanFacts Facts);

/// <summary>What became of recording a scan beside its pass.</summary>
public enum ScanWrite
{
    /// <summary>It is recorded.</summary>
    Recorded,

    /// <summary>This presentation was recorded before.</summary>
    Known,

    /// <summary>The scanner is not in use any more; nothing is recorded.</summary>
    DeviceRemoved,
}

/// <summary>
/// The rows of scans: <c>tid|1s|id</c> beside the pass in table <c>Talents</c>; in table <c>Scans</c> those of partner
/// cities' passes (<c>partner-x</c>) and of codes that are nobody's (<c>log-x</c>). A row's key is the presentation, so
/// storage itself notices a code that is used twice. Each announces its line in the <see cref="ScanLog"/>.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="sealer">Seals the answers.</param>
/// <param name="random">For operation ids.</param>
public sealed class ScanStore(StorageClients clients, FieldSealer sealer, RandomSource random)
{
    private const int MostRows = 120;
    private static readonly string[] _columns = [.. PassStore.Columns.Union(RequestStore.SummaryColumns)];
    private readonly Table _talents = clients.Table(StorageLayout.Talents);
    private readonly ScanLog _log = new(clients, sealer, random);
    private readonly Table _scans = clients.Table(StorageLayout.Scans);

    /// <summary>The hash by which a repeated call is recognised.</summary>
    public static string NonceHash(ScanInput input) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{input.Nonce}\n{input.Code}")).AsSpan(0, 16));

    /// <summary>The partition and row key of a scan beside a pass.</summary>
    public static (string Partition, string Row) PassKey(string talentId, string presentation) =>
        (Shard.Of(talentId), StorageKey.Join(talentId, "1s", presentation));

    /// <summary>The partition and row key of a scan of a partner city's pass.</summary>
    public static (string Partition, string Row) PartnerKey(string presentation) => ($"partner-{presentation[0]}", presentation);

    /// <summary>The partition and row key of a scan of a code that is nobody's.</summary>
    public static (string Partition, string Row) LogKey(string presentation) => ($"log-{presentation[0]}", presentation);

    /// <summary>Every partition of table <c>Scans</c> that holds scans.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } = [.. "0123456789abcdef".SelectMany(digit => new[] { $"partner-{digit}", $"log-{digit}" })];

    /// <summary>The rows of a talent's passes and newest requests: everything a scan has to know. One call.</summary>
    public async Task<IReadOnlyList<TableEntity>> ReadPassAndRequestsAsync(string talentId, CancellationToken cancel)
    {
        // `tid|1s|…`, the scans so far, sorts before `tid|1|…` and stays out of the range.
        var filter = TableFilter.Range(Shard.Of(talentId), PassStore.FirstKey(talentId), $"{talentId}|3");
        return (await _talents.ReadAsync(filter, MostRows, cancel, _columns)).Rows;
    }

    /// <summary>
    /// Records a scan beside its pass, with its feed row; a scanner that speaks for itself has to be in use at that very
    /// moment. One call.
    /// </summary>
    public async Task<ScanWrite> AddAsync(
        (string Partition, string Row) key, ScanRecord record, string talentId, Actor actor, CancellationToken cancel)
    {
        var transaction = new Transaction(key.Partition, OperationId.New(random));
        if (actor.DeviceId is { } device)
        {
            transaction.Merge(DeviceStore.Guard(key.Partition, device), ETag.All);
        }

        transaction
            .Add(Row(key, record))
            .Add(_log.Announcement(key.Partition, record))
            .Add(Feed.Row(key.Partition, record.At, record.ScanId, 1, $"scan.{record.Facts.Outcome.Code()}", actor, talentId));
        return await _talents.CommitAsync(transaction, cancel) switch
        {
            Commit.Written => ScanWrite.Recorded,
            Commit.Lost { ActionIndex: 0 } when actor.DeviceId is not null => ScanWrite.DeviceRemoved,
            _ => ScanWrite.Known,
        };
    }

    /// <summary>Records a scan that belongs to no pass of ours. One call. False when it is recorded already.</summary>
    public Task<bool> AddAsync((string Partition, string Row) key, ScanRecord record, CancellationToken cancel) =>
        CommitAsync(_scans, new Transaction(key.Partition, OperationId.New(random)).Add(Row(key, record)).Add(_log.Announcement(key.Partition, record)), cancel);

    /// <summary>A scan beside a pass, or null. One call.</summary>
    public async Task<ScanRecord?> FindBesidePassAsync((string Partition, string Row) key, CancellationToken cancel) =>
        await _talents.FindAsync(key.Partition, key.Row, cancel) is { } row ? Read(row) : null;

    /// <summary>Another scan, or null. One call.</summary>
    public async Task<ScanRecord?> FindElsewhereAsync((string Partition, string Row) key, CancellationToken cancel) =>
        await _scans.FindAsync(key.Partition, key.Row, cancel) is { } row ? Read(row) : null;

    /// <summary>The scan with this id, or null. One call.</summary>
    public async Task<ScanRecord?> FindAsync(string scanId, ScanRef scan, CancellationToken cancel)
    {
        var (table, partition, prefix) = scan.Kind switch
        {
            ScanPlace.Pass => (_talents, Shard.Of(scan.TalentId!), $"{scan.TalentId}|1s|{scan.Prefix}"),
            ScanPlace.Partner => (_scans, PartnerKey(scan.Prefix).Partition, scan.Prefix),
            _ => (_scans, LogKey(scan.Prefix).Partition, scan.Prefix),
        };
        var rows = (await table.ReadAsync(TableFilter.Prefix(partition, prefix), 1000, cancel)).Rows;
        return rows.FirstOrDefault(row => row.GetString("ScanId") == scanId) is { } found ? Read(found) : null;
    }

    private static async Task<bool> CommitAsync(Table table, Transaction transaction, CancellationToken cancel) =>
        await table.CommitAsync(transaction, cancel) is Commit.Written;

    private TableEntity Row((string Partition, string Row) key, ScanRecord record) => new(key.Partition, key.Row)
    {
        ["ScanId"] = record.ScanId,
        ["At"] = record.At,
        ["Place"] = sealer.Seal(record.Place, $"{key.Row}|place"),
        ["Device"] = record.Device is null ? null : sealer.Seal(record.Device, $"{key.Row}|device"),
        ["Account"] = record.Account,
        ["Offline"] = record.Offline,
        ["Nonce"] = record.NonceHash,
        ["Facts"] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(record.Facts, ScanJson.Default.ScanFacts), $"{key.Row}|facts"),
    };

    private ScanRecord Read(TableEntity row) => new(
        row.GetString("ScanId"),
        row.GetDateTimeOffset("At")!.Value,
        sealer.Open(row.GetBinary("Place"), $"{row.RowKey}|place"),
        row.GetBinary("Device") is { } device ? sealer.Open(device, $"{row.RowKey}|device") : null,
        row.GetString("Account"),
        row.GetBoolean("Offline") ?? false,
        row.GetString("Nonce"),
        JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary("Facts"), $"{row.RowKey}|facts"), ScanJson.Default.ScanFacts)
            ?? throw new JsonException("An empty scan record."));
}
