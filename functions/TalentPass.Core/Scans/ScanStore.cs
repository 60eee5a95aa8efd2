using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>A recorded scan.</summary>
/// <param name="ScanId">The id of the scan.</param>
/// <param name="At">When the scan happened.</param>
/// <param name="Place">The hall or gate.</param>
/// <param name="Device">The scanner; null when none was named.</param>
/// <param name="Account">The account that scanned.</param>
/// <param name="Offline">Whether the scan was uploaded later.</param>
/// <param name="Facts">The answer that was given.</param>
public sealed record ScanRecord(
    string ScanId, DateTimeOffset At, string Place, string? Device, string Account, bool Offline, ScanFacts Facts);

/// <summary>The result of recording a scan.</summary>
public enum ScanWrite
{
    /// <summary>The scan is recorded.</summary>
    Recorded,

    /// <summary>The same call was recorded before; nothing new is recorded.</summary>
    Repeated,

    /// <summary>Another call has used the code up; nothing is recorded.</summary>
    UsedUp,

    /// <summary>The scanner is no longer in use; nothing is recorded.</summary>
    DeviceRemoved,
}

/// <summary>
/// Stores scans. A scan of our own pass is in table <c>Talents</c> beside the pass (<c>tid|1s|…</c>). Other scans are in table
/// <c>Scans</c>: codes of partner cities in the partitions <c>partner-x</c>, unknown codes in <c>log-x</c>. Every scan has a row
/// for its call; a good scan also has a row for this showing of the code, in the same transaction. So storage itself detects a
/// repeated call and a second use of a code, and which of the two it is. Each scan announces its line in the
/// <see cref="ScanLog"/>.
/// </summary>
/// <param name="talents">The table of the passes.</param>
/// <param name="clients">Storage.</param>
/// <param name="log">The log in which each scan gets a line.</param>
/// <param name="sealer">Encrypts the answers.</param>
/// <param name="seals">Seals and checks the rows of calls: a scan lets hall staff file for a talent.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class ScanStore(
    TalentsTable talents, StorageClients clients, ScanLog log, FieldSealer sealer, RowSeal seals, RandomSource random)
{
    // Only a scan that is uploaded late can be of an older pass; then the passes after it are in the range too.
    private const int MostRows = 2 * ScanJudge.MostRequests;
    private const int Few = 20;
    private const string At = "At";
    private static readonly RowShape _shape = new("scan", "ScanId", At, "Place", "Device", "Account", "Offline", "Facts");
    private static readonly string[] _columns = [.. PassStore.Columns.Union(OpenRequests.Columns)];
    private readonly LookRows _looks = new(sealer);
    private readonly Table _scans = clients.Table(StorageLayout.Scans);

    /// <summary>All partitions of table <c>Scans</c> that hold scans.</summary>
    public static IReadOnlyList<string> Elsewhere { get; } = [.. "0123456789abcdef".SelectMany(digit => new[] { $"partner-{digit}", $"log-{digit}" })];

    /// <summary>
    /// Reads what a scan needs: the pass, the talent's passes after it, and the newest open requests, at most 40 rows. One storage
    /// call.
    /// </summary>
    public async Task<IReadOnlyList<TableEntity>> ReadPassAndRequestsAsync(PassRef pass, CancellationToken cancel)
    {
        // The scans so far (`tid|1s|…`) sort before `tid|1|…`, so they are not in the range.
        var filter = TableFilter.Range(Shard.Of(pass.TalentId), pass.RowKey, OpenRequests.End(pass.TalentId));
        return (await talents.ReadAsync(filter, MostRows, cancel, _columns)).Rows;
    }

    /// <summary>
    /// Records a scan. A scan of our own pass also gets a feed row and a row in the talent's access log. When a scanner calls
    /// with its own token, the transaction of such a scan requires that the scanner is in use at this moment. One storage call.
    /// </summary>
    public async Task<ScanWrite> AddAsync(ScanKeys spot, ScanRecord record, Actor actor, CancellationToken cancel)
    {
        var (table, partition) = PlaceOf(spot);
        var transaction = new Transaction(partition, OperationId.New(random));
        var guarded = spot.Place == ScanSource.Own && actor.DeviceId is not null;
        if (guarded)
        {
            transaction.Merge(DeviceStore.Guard(partition, actor.DeviceId!), ETag.All);
        }

        transaction.Add(Row(partition, KeyOf(spot, spot.Call), record)).Add(log.Announcement(partition, record));
        if (spot.Origin is { } origin)
        {
            var action = $"{(record.Facts.Document ? Look.FoundByDocument : Look.Scanned)}.{record.Facts.Outcome.Code()}";
            transaction.Add(Feed.Row(partition, record.At, record.ScanId, 1, action, actor, origin.TalentId))
                .Add(_looks.Row(origin.TalentId, record.ScanId, new Look(record.At, action, actor, Place: record.Place, Offline: record.Offline)));
        }

        // The row of the showing comes last: when both rows exist already, storage reports the row of the call, and the call is a
        // repetition.
        var used = record.Facts.Outcome == ScanOutcome.Valid ? spot.Presentation : null;
        if (used is not null)
        {
            transaction.Add(new TableEntity(partition, KeyOf(spot, used)) { [At] = record.At });
        }

        var committed = await table.CommitAsync(transaction, cancel);
        if (committed is Commit.Written)
        {
            log.Note(partition);
        }

        return committed switch
        {
            Commit.Written => ScanWrite.Recorded,
            Commit.Lost { ActionIndex: 0 } when guarded => ScanWrite.DeviceRemoved,
            Commit.Lost lost when used is not null && lost.ActionIndex == transaction.Actions.Count - 1 => ScanWrite.UsedUp,
            _ => ScanWrite.Repeated,
        };
    }

    /// <summary>The scan that the same call has made before; null when there is none that is trusted. One storage call.</summary>
    public async Task<ScanRecord?> FindAsync(ScanKeys spot, CancellationToken cancel)
    {
        var (table, partition) = PlaceOf(spot);
        return Read(await table.FindAsync(partition, KeyOf(spot, spot.Call), cancel));
    }

    /// <summary>When this code was used up; null when it was not. One storage call.</summary>
    public async Task<DateTimeOffset?> FirstUseAsync(ScanKeys spot, CancellationToken cancel)
    {
        var (table, partition) = PlaceOf(spot);
        return spot.Presentation is { } presentation
            && await table.FindAsync(partition, KeyOf(spot, presentation), cancel, [At]) is { } row ? row.GetDateTimeOffset(At) : null;
    }

    /// <summary>
    /// The scan with this id; null when there is none that is trusted. One storage call. For a card that was shown more than 20
    /// times: two more, and one for each further 1,000 showings.
    /// </summary>
    public async Task<ScanRecord?> FindAsync(string scanId, ScanRef scan, CancellationToken cancel)
    {
        var (table, partition) = PlaceOf(scan.Kind, scan.TalentId, scan.Prefix);
        var filter = TableFilter.Prefix(partition, KeyOf(scan.TalentId, scan.Prefix));
        var few = (await table.ReadAsync(filter, Few, cancel)).Rows;
        if (few.Where(row => row.GetString("ScanId") == scanId).Select(Read).FirstOrDefault(each => each is not null) is { } found)
        {
            return found;
        }

        // All scans of a card begin alike, so the keys of all of them are read, but not what they hold.
        var keys = few.Count < Few ? [] : await table.ReadAllAsync(filter, cancel, ["RowKey", "ScanId"]);
        return keys.FirstOrDefault(row => row.GetString("ScanId") == scanId) is { } key ? Read(await table.FindAsync(partition, key.RowKey, cancel)) : null;
    }

    private (Table Table, string Partition) PlaceOf(ScanKeys spot) => PlaceOf(spot.Place, spot.Origin?.TalentId, spot.Call);

    private (Table Table, string Partition) PlaceOf(ScanSource place, string? talentId, string last) => place switch
    {
        ScanSource.Own => (talents, Shard.Of(talentId!)),
        ScanSource.Partner => (_scans, $"partner-{last[0]}"),
        _ => (_scans, $"log-{last[0]}"),
    };

    private static string KeyOf(ScanKeys spot, string last) => KeyOf(spot.Origin?.TalentId, last);

    private static string KeyOf(string? talentId, string last) => talentId is null ? last : StorageKey.Join(talentId, "1s", last);

    private TableEntity Row(string partition, string key, ScanRecord record) => seals.Seal(_shape, new TableEntity(partition, key)
    {
        ["ScanId"] = record.ScanId,
        [At] = record.At,
        ["Place"] = sealer.Seal(record.Place, $"{key}|place"),
        ["Device"] = record.Device is null ? null : sealer.Seal(record.Device, $"{key}|device"),
        ["Account"] = record.Account,
        ["Offline"] = record.Offline,
        ["Facts"] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(record.Facts, ScanJson.Stored.ScanFacts), $"{key}|facts"),
    });

    private ScanRecord? Read(TableEntity? scan) => seals.Read(_shape, scan, row => new ScanRecord(
        row.GetString("ScanId"),
        row.GetDateTimeOffset(At)!.Value,
        sealer.Open(row.GetBinary("Place"), $"{row.RowKey}|place"),
        row.GetBinary("Device") is { } device ? sealer.Open(device, $"{row.RowKey}|device") : null,
        row.GetString("Account"),
        row.GetBoolean("Offline") ?? false,
        JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary("Facts"), $"{row.RowKey}|facts"), ScanJson.Stored.ScanFacts)
            ?? throw new JsonException("An empty scan record.")));
}
