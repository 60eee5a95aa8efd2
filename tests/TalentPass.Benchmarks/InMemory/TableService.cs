using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>Answers calls to the table service.</summary>
internal static class TableService
{
    private const int PageRows = 1000;

    public static async Task AnswerAsync(StorageExchange call)
    {
        var body = await call.ReadAsync(0);
        var open = call.Path.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? call.Path : call.Path[..open];
        var keys = open < 0 ? "" : call.Path[(open + 1)..^1];
        await (name switch
        {
            "$batch" => TableTransaction.AnswerAsync(call, body),
            "Tables" => AnswerTablesAsync(call, body, keys),
            _ when !call.Account.Tables.TryGetValue(name, out _) => call.FailAsync(404, "TableNotFound"),
            _ when !HttpMethods.IsGet(call.Method) => WriteAsync(call, call.Account.Tables[name], Keys(keys), body),
            _ when keys.Length > 0 => FindAsync(call, call.Account.Tables[name], Keys(keys)),
            _ => QueryAsync(call, call.Account.Tables[name]),
        });
    }

    /// <summary>Reads <c>PartitionKey='…',RowKey='…'</c>; empty keys from an empty text.</summary>
    public static (string Partition, string Row) Keys(string text)
    {
        const string Between = "',RowKey='";
        if (text.Length == 0)
        {
            return ("", "");
        }

        var from = text.IndexOf('\'', StringComparison.Ordinal) + 1;
        var between = text.IndexOf(Between, StringComparison.Ordinal);
        return (Unquote(text[from..between]), Unquote(text[(between + Between.Length)..^1]));

        static string Unquote(string value) => value.Replace("''", "'", StringComparison.Ordinal);
    }

    private static Task AnswerTablesAsync(StorageExchange call, byte[] body, string keys)
    {
        if (HttpMethods.IsGet(call.Method))
        {
            var names = call.Account.Tables.Keys.Select(each => $$"""{"TableName":"{{each}}"}""");
            return call.JsonAsync(200, Encoding.UTF8.GetBytes($$"""{"value":[{{string.Join(',', names)}}]}"""));
        }

        if (HttpMethods.IsDelete(call.Method))
        {
            call.Response.StatusCode = call.Account.Tables.TryRemove(keys.Trim('\''), out _) ? 204 : 404;
            return Task.CompletedTask;
        }

        using var wanted = JsonDocument.Parse(body);
        var name = wanted.RootElement.GetProperty("TableName").GetString()!;
        return call.Account.Tables.TryAdd(name, new TableData())
            ? call.JsonAsync(201, Encoding.UTF8.GetBytes($$"""{"TableName":"{{name}}"}"""))
            : call.FailAsync(409, "TableAlreadyExists");
    }

    private static async Task WriteAsync(StorageExchange call, TableData table, (string Partition, string Row) keys, byte[] body)
    {
        var write = new TableWrite(call.Method, keys, call.Request.Headers.IfMatch.ToString(), body);
        if (table.Partition(write.PartitionKey).Apply([write]) is { } failure)
        {
            await call.FailAsync(failure.Status, failure.Code);
            return;
        }

        call.Account.CountRows(0, 1);
        call.Response.StatusCode = 204;
        call.Response.Headers.ETag = write.ETag;
    }

    private static async Task FindAsync(StorageExchange call, TableData table, (string Partition, string Row) keys)
    {
        if (table.Find(keys.Partition)?.Find(keys.Row) is not { } row)
        {
            await call.FailAsync(404, "ResourceNotFound");
            return;
        }

        call.Account.CountRows(1, 0);
        call.Response.Headers.ETag = row.ETag;
        using var to = new MemoryStream(2048);
        Write(to, keys.Partition, row, Selected(call));
        await call.JsonAsync(200, to.GetBuffer().AsMemory(0, (int)to.Length));
    }

    private static async Task QueryAsync(StorageExchange call, TableData table)
    {
        var (partition, range) = RowRange.Parse(call.Query("$filter") ?? "");
        if (call.Query("NextRowKey") is { } next)
        {
            range = range with { From = next, IsAfter = false };
        }

        var (rows, more) = table.Find(partition)?.Read(range, Math.Min(call.Query("$top", PageRows), PageRows)) ?? ([], null);
        call.Account.CountRows(rows.Count, 0);
        var selected = Selected(call);
        using var to = new MemoryStream(1024 + (rows.Count * 512));
        to.Write("{\"value\":["u8);
        for (var i = 0; i < rows.Count; i++)
        {
            to.Write(i > 0 ? ","u8 : []);
            Write(to, partition, rows[i], selected);
        }

        to.Write("]}"u8);
        if (more is not null)
        {
            call.Response.Headers["x-ms-continuation-NextPartitionKey"] = partition;
            call.Response.Headers["x-ms-continuation-NextRowKey"] = more;
        }

        await call.JsonAsync(200, to.GetBuffer().AsMemory(0, (int)to.Length));
    }

    private static HashSet<string>? Selected(StorageExchange call) =>
        call.Query("$select") is { Length: > 0 } text ? text.Split(',').ToHashSet(StringComparer.Ordinal) : null;

    private static void Write(MemoryStream to, string partition, TableRow row, HashSet<string>? selected)
    {
        Text("{\"odata.etag\":\"", row.ETag.Replace("\"", "\\\"", StringComparison.Ordinal));
        if (IsWanted("PartitionKey"))
        {
            Text(",\"PartitionKey\":\"", partition);
        }

        if (IsWanted("RowKey"))
        {
            Text(",\"RowKey\":\"", row.Key);
        }

        if (IsWanted("Timestamp"))
        {
            Text(",\"Timestamp\":\"", row.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        }

        foreach (var (_, json) in row.Properties.Where(each => IsWanted(each.Key)))
        {
            to.Write(","u8);
            to.Write(json);
        }

        to.Write("}"u8);

        bool IsWanted(string name) => selected is null || selected.Contains(name);

        void Text(string start, string value)
        {
            to.Write(Encoding.UTF8.GetBytes(start));
            to.Write(Encoding.UTF8.GetBytes(value));
            to.Write("\""u8);
        }
    }
}
