using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>
/// The log of scans by place and day: table <c>Scans</c>, partition <c>at-place-yyyymmdd</c>, newest first. The transaction of a
/// scan writes the line as an announcement (<c>!s|ticks|id</c>) into the scan's own partition; a timer moves it into the log.
/// The key of a line is fixed, so a line that is moved twice stays one line. The log says what happened, not whose pass it was.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="sealer">Encrypts the lines.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class ScanLog(StorageClients clients, FieldSealer sealer, RandomSource random)
{
    private const string Announced = "!s|";
    private const int Part = 100;
    private const int PlaceBytes = 5;
    private readonly ConcurrentDictionary<string, bool> _noted = new(StringComparer.Ordinal);
    private readonly Table _scans = clients.Table(StorageLayout.Scans);

    /// <summary>The key range of announced lines in the partition of a scan.</summary>
    internal static (string From, string Before) Range { get; } = (Announced, TableFilter.Next(Announced));

    /// <summary>Makes the row that announces a scan's line, for the partition of the scan.</summary>
    public TableEntity Announcement(string partition, ScanRecord record)
    {
        var (to, row) = (PartitionOf(record.Place, LegalDay.Of(record.At)), $"{StorageKey.InvertedTime(record.At)}|{record.ScanId}");
        var line = record with { Facts = record.Facts with { Holder = null, Entitlements = null, Reasons = null, OpenRequests = null } };
        return new TableEntity(partition, StorageKey.Join(Announced[..^1], StorageKey.Time(record.At), record.ScanId))
        {
            ["To"] = to,
            ["Row"] = row,
            ["Line"] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(line, ScanJson.Stored.ScanRecord), $"{to}|{row}"),
        };
    }

    /// <summary>Notes that this process has announced a line in the partition.</summary>
    internal void Note(string partition) => _noted[partition] = true;

    /// <summary>The partitions in which this process has announced lines since it last moved theirs.</summary>
    internal IReadOnlyCollection<string> Noted => [.. _noted.Keys];

    /// <summary>
    /// Moves the announced lines of a partition into the log and returns how many; a line that fails stays announced. One storage
    /// call when there are none; else, for each 100 lines, one read, one write per place and day, and one delete.
    /// </summary>
    internal async Task<int> FoldAsync(Table table, string partition, Isolation apart, CancellationToken cancel)
    {
        // The note goes before the read: a line that is announced meanwhile notes the partition again.
        _noted.TryRemove(partition, out _);
        var carried = 0;
        for (var after = Announced; ;)
        {
            var announced = (await table.ReadAsync(TableFilter.After(partition, after, TableFilter.Next(Announced)), Part, cancel)).Rows;
            var lines = announced.Select(row => apart.TryRead(row.RowKey, () => new AnnouncedLine(row.RowKey, Line(row)))).OfType<AnnouncedLine>();
            var done = new List<string>();
            foreach (var place in lines.GroupBy(each => each.Line.PartitionKey, StringComparer.Ordinal))
            {
                // A row that was announced twice is one line, and a transaction may hold it once.
                var write = new Transaction(place.Key, OperationId.New(random));
                foreach (var (_, line) in place.DistinctBy(each => each.Line.RowKey, StringComparer.Ordinal))
                {
                    write.Put(line);
                }

                if (await apart.TryAsync(place.Key, () => _scans.CommitAsync(write, cancel)))
                {
                    done.AddRange(place.Select(each => each.Key));
                }
            }

            await DeleteAsync(table, partition, done, cancel);
            carried += done.Count;
            if (announced.Count < Part)
            {
                return carried;
            }

            after = announced[^1].RowKey;
        }
    }

    private static TableEntity Line(TableEntity row)
    {
        var line = new TableEntity(row.GetString("To"), row.GetString("Row")) { ["Line"] = row.GetBinary("Line") };
        TransactionGuard.Check(line);
        return line;
    }

    /// <summary>Lists the scans at a place on a day, newest first. One storage call.</summary>
    public async Task<Page<ScanRecord>> ListAsync(string place, DateOnly day, PageRequest page, CancellationToken cancel)
    {
        var filter = TableFilter.After(PartitionOf(place, day), page.Cursor ?? "!", TableFilter.Next("9"));
        var rows = (await _scans.ReadAsync(filter, page.Limit + 1, cancel)).Rows;
        return Page.Of(rows, page, row => row.RowKey, Read);
    }

    private Task<Commit> DeleteAsync(Table table, string partition, List<string> rows, CancellationToken cancel)
    {
        var delete = new Transaction(partition, OperationId.New(random));
        foreach (var row in rows)
        {
            delete.Delete(row);
        }

        // The delete fails when another process has already deleted one of the rows. Then the other rows are moved again later.
        return rows.Count == 0 ? Task.FromResult<Commit>(new Commit.Written(null)) : table.CommitAsync(delete, cancel);
    }

    private static string PartitionOf(string place, DateOnly day) => string.Create(
        CultureInfo.InvariantCulture,
        $"at-{Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(place.Trim())).AsSpan(0, PlaceBytes))}-{day:yyyyMMdd}");

    private ScanRecord Read(TableEntity row) =>
        JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary("Line"), $"{row.PartitionKey}|{row.RowKey}"), ScanJson.Stored.ScanRecord)
        ?? throw new JsonException("An empty line of the scan log.");

    private sealed record AnnouncedLine(string Key, TableEntity Line);
}
