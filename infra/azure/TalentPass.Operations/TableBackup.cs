using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Operations;

/// <summary>
/// Copies tables to files and back, because Table Storage has neither snapshots nor a restore to a point in time. Sealed
/// (encrypted) fields stay sealed. So a copy cannot be read without the master key, and the two must be kept apart.
/// </summary>
/// <param name="tables">The table service.</param>
/// <param name="say">Receives the progress.</param>
public sealed class TableBackup(TableServiceClient tables, TextWriter say)
{
    private const int RowsInOneTransaction = 100;

    /// <summary>
    /// Writes <c>{table}.jsonl</c> for each table, one row a line. A row that is written during the copy may be in it or
    /// not. That does no harm: an outbox row and the change it announces are in one partition, and the sweeper finishes
    /// what was half done.
    /// </summary>
    /// <exception cref="OperationException">The folder already holds a copy.</exception>
    public async Task SaveAsync(string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in StorageLayout.Tables)
        {
            var path = Path.Combine(folder, $"{name}.jsonl");
            if (File.Exists(path))
            {
                throw new OperationException($"{path} is there already: name a new folder.");
            }

            var count = 0;
            await using (var file = new StreamWriter(path))
            {
                await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: cancel))
                {
                    await file.WriteLineAsync(Write(row).AsMemory(), cancel);
                    count++;
                }
            }

            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {count} rows"));
        }
    }

    /// <summary>Writes the rows of a copy into empty tables.</summary>
    /// <exception cref="OperationException">The file of a table is missing, or a table already holds rows.</exception>
    public async Task LoadAsync(string folder, CancellationToken cancel)
    {
        foreach (var name in StorageLayout.Tables)
        {
            if (!File.Exists(Path.Combine(folder, $"{name}.jsonl")))
            {
                throw new OperationException($"{folder} holds no copy of {name}.");
            }

            await foreach (var _ in tables.GetTableClient(name).QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancel))
            {
                throw new OperationException($"{name} holds rows already: restore into a new account, and point the app at it.");
            }
        }

        foreach (var name in StorageLayout.Tables)
        {
            var count = await LoadAsync(tables.GetTableClient(name), File.ReadLinesAsync(Path.Combine(folder, $"{name}.jsonl"), cancel), cancel);
            say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {count} rows"));
        }
    }

    /// <summary>Reads the rows of a table from a copy.</summary>
    internal static async IAsyncEnumerable<TableEntity> ReadAsync(string folder, string table, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var line in File.ReadLinesAsync(Path.Combine(folder, $"{table}.jsonl"), cancel))
        {
            yield return Read(line);
        }
    }

    private static async Task<int> LoadAsync(TableClient table, IAsyncEnumerable<string> lines, CancellationToken cancel)
    {
        var count = 0;
        var (batch, bytes) = (new List<TableEntity>(), 0);
        await foreach (var line in lines)
        {
            var row = Read(line);
            // A transaction takes rows of one partition, at most 100, and 4 MiB. 1 Mi characters leave room for its framing.
            if (batch.Count > 0 && (batch.Count == RowsInOneTransaction || batch[0].PartitionKey != row.PartitionKey || bytes + line.Length > 1 << 20))
            {
                count += await SendAsync(table, batch, cancel);
                (batch, bytes) = ([], 0);
            }

            batch.Add(row);
            bytes += line.Length;
        }

        return batch.Count == 0 ? count : count + await SendAsync(table, batch, cancel);
    }

    private static async Task<int> SendAsync(TableClient table, List<TableEntity> batch, CancellationToken cancel)
    {
        // Upserts may be repeated, so a retry after a lost response does no harm.
        await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancel);
        return batch.Count;
    }

    private static string Write(TableEntity row) => JsonSerializer.Serialize(
        row.Where(each => each.Key is not ("odata.etag" or "Timestamp")).ToDictionary(each => each.Key, each => Typed(each.Value)));

    // The type stands before the value, because JSON does not tell a 64-bit number, a time and a text apart.
    private static string Typed(object value) => value switch
    {
        string text => $"s:{text}",
        bool flag => flag ? "b:1" : "b:0",
        int number => string.Create(CultureInfo.InvariantCulture, $"i:{number}"),
        long number => string.Create(CultureInfo.InvariantCulture, $"l:{number}"),
        double number => string.Create(CultureInfo.InvariantCulture, $"d:{number:R}"),
        DateTimeOffset time => string.Create(CultureInfo.InvariantCulture, $"t:{time.UtcDateTime:O}"),
        byte[] bytes => $"x:{Convert.ToBase64String(bytes)}",
        BinaryData bytes => $"x:{Convert.ToBase64String(bytes)}",
        Guid guid => $"g:{guid}",
        _ => throw new OperationException($"A property has a type no row of ours has: {value.GetType()}."),
    };

    private static TableEntity Read(string line)
    {
        var row = new TableEntity();
        foreach (var (name, typed) in JsonSerializer.Deserialize<Dictionary<string, string>>(line)!)
        {
            var text = typed[2..];
            row[name] = typed[0] switch
            {
                's' => text,
                'b' => text == "1",
                'i' => int.Parse(text, CultureInfo.InvariantCulture),
                'l' => long.Parse(text, CultureInfo.InvariantCulture),
                'd' => double.Parse(text, CultureInfo.InvariantCulture),
                't' => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                'x' => Convert.FromBase64String(text),
                'g' => Guid.Parse(text),
                _ => throw new OperationException($"A copy was made by another version: type {typed[0]}."),
            };
        }

        row.ETag = ETag.All;
        return row;
    }
}
