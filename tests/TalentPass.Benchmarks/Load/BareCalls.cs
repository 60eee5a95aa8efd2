using System.Text;
using System.Xml.Linq;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.WebUtilities;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Load;

/// <summary>
/// The storage calls of some runs of one operation, repeated with nothing but the SDK: the same reads, and writes of the same
/// rows under keys of their own, one call after the other.
/// </summary>
internal sealed class BareCalls
{
    // Behind every key of the product, so that no read of the product sees these rows.
    private const string Prefix = "zz";
    private readonly TableServiceClient _tables;
    private readonly QueueClient _queue;
    private readonly Func<string, Task>[][] _runs;

    private BareCalls(string connection, IEnumerable<IReadOnlyList<RecordedCall>> runs)
    {
        var options = new TableClientOptions();
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        _tables = new TableServiceClient(connection, options);
        _queue = new QueueClient(connection, "bare");
        _runs = [.. runs.Select(Repeat)];
    }

    /// <summary>Whether the operation calls storage at all.</summary>
    public bool IsEmpty => _runs.All(static calls => calls.Length == 0);

    /// <summary>Makes the bare form of recorded runs.</summary>
    public static async Task<BareCalls> OfAsync(string connection, IEnumerable<IReadOnlyList<RecordedCall>> runs)
    {
        var bare = new BareCalls(connection, runs);
        await bare._queue.CreateIfNotExistsAsync();
        return bare;
    }

    /// <summary>Makes the calls of the n-th run, from the first again after the last.</summary>
    public async Task<bool> RunAsync(int n)
    {
        var id = RandomSource.System.Id(12);
        foreach (var call in _runs[n % _runs.Length])
        {
            await call(id);
        }

        return true;
    }

    private Func<string, Task>[] Repeat(IReadOnlyList<RecordedCall> calls)
    {
        var added = new HashSet<string>(StringComparer.Ordinal);
        return [.. calls.Select(call => (call.Service, call.Method) switch
        {
            (0, "GET") => Read(call),
            (0, "POST") when call.Path == "$batch" => Write(TableTransaction.Requests(call.Body), added),
            (0, _) => Write([new WriteRequest(call.Method, TableName(call.Path), Keys(call.Path), call.IfMatch, call.Body)], added),
            (1, "POST") => Send((string)XDocument.Parse(Encoding.UTF8.GetString(call.Body).TrimStart('\uFEFF')).Root!.Element("MessageText")!),
            _ => throw new NotSupportedException($"{call.Method} {call.Path}"),
        })];
    }

    private Func<string, Task> Read(RecordedCall call)
    {
        var query = QueryHelpers.ParseQuery(call.Query);
        var table = _tables.GetTableClient(TableName(call.Path));
        var columns = query.TryGetValue("$select", out var select) ? select.ToString().Split(',') : null;
        if (Keys(call.Path) is { Partition.Length: > 0 } keys)
        {
            return _ => table.GetEntityIfExistsAsync<TableEntity>(keys.Partition, keys.Row, columns);
        }

        var filter = query["$filter"].ToString();
        int? most = query.TryGetValue("$top", out var top) ? int.Parse(top.ToString(), System.Globalization.CultureInfo.InvariantCulture) : null;
        return async _ =>
        {
            await foreach (var page in table.QueryAsync<TableEntity>(filter, most, columns).AsPages())
            {
                return;
            }
        };
    }

    // Rows that are added get a new key in every run, and so do those of them that the run deletes again. A row that is changed
    // or deleted and was there before is merged, under one key.
    private Func<string, Task> Write(List<WriteRequest> writes, HashSet<string> added)
    {
        var table = _tables.GetTableClient(writes[0].Table);
        var rows = writes.Select(each => BareRows.Read(each)).ToArray();
        added.UnionWith(rows.Where((_, i) => writes[i].Method == "POST").Select(static row => row.RowKey));
        var types = rows.Select((row, i) => (writes[i].Method, added.Contains(row.RowKey)) switch
        {
            ("POST", _) => TableTransactionActionType.Add,
            ("DELETE", true) => TableTransactionActionType.Delete,
            ("PUT", _) => TableTransactionActionType.UpsertReplace,
            _ => TableTransactionActionType.UpsertMerge,
        }).ToArray();
        return id =>
        {
            var actions = rows.Select((row, i) => new TableTransactionAction(
                types[i],
                BareRows.Copy(row, Prefix + row.RowKey + (types[i] is TableTransactionActionType.Add or TableTransactionActionType.Delete ? id : "")),
                ETag.All)).ToArray();
            return actions switch
            {
                [{ ActionType: TableTransactionActionType.Add, Entity: var row }] => table.AddEntityAsync(row),
                [{ ActionType: TableTransactionActionType.Delete, Entity: var row }] => table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All),
                [{ Entity: var row }] => table.UpsertEntityAsync(row),
                _ => table.SubmitTransactionAsync(actions),
            };
        };
    }

    private Func<string, Task> Send(string message) => _ => _queue.SendMessageAsync(message, timeToLive: TimeSpan.FromSeconds(-1));

    private static string TableName(string path) => path.Split('(')[0];

    private static (string Partition, string Row) Keys(string path) =>
        path.IndexOf('(', StringComparison.Ordinal) is var open && open >= 0 ? TableService.Keys(path[(open + 1)..^1]) : ("", "");
}
