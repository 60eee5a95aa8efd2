using System.Globalization;
using System.Text;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>Answers transactions (entity-group transactions): a multipart body with one HTTP request for each write.</summary>
internal static class TableTransaction
{
    private const string Part = "--changesetresponse_1\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    public static async Task AnswerAsync(StorageExchange call, byte[] body)
    {
        var (table, writes) = Parse(body);
        if (!call.Account.Tables.TryGetValue(table, out var data))
        {
            await call.FailAsync(404, "TableNotFound");
            return;
        }

        var failure = data.Partition(writes[0].PartitionKey).Apply(writes);
        call.Account.CountRows(0, failure is null ? writes.Count : 0);
        var text = new StringBuilder("--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=changesetresponse_1\r\n\r\n");
        if (failure is not null)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"{failure.Index}:{failure.Code}");
            text.Append(Part)
                .Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {failure.Status} Failed\r\nX-Content-Type-Options: nosniff\r\nx-ms-error-code: {failure.Code}\r\nContent-Type: application/json\r\n\r\n")
                .Append(StorageExchange.Error(failure.Code, message + ".\\nRequestId:1\\nTime:2026-01-01T00:00:00Z")).Append("\r\n");
        }

        foreach (var write in failure is null ? writes : [])
        {
            text.Append(Part).Append("HTTP/1.1 204 No Content\r\nX-Content-Type-Options: nosniff\r\nDataServiceVersion: 1.0;\r\n");
            text.Append(write.ETag is { } tag ? $"ETag: {tag}\r\n" : "").Append("\r\n\r\n");
        }

        text.Append("--changesetresponse_1--\r\n--batchresponse_1--\r\n");
        await call.WriteAsync(202, Encoding.UTF8.GetBytes(text.ToString()), "multipart/mixed; boundary=batchresponse_1");
    }

    /// <summary>Reads the writes of a transaction's body.</summary>
    public static (string Table, IReadOnlyList<TableWrite> Writes) Parse(byte[] body) =>
        Requests(body) is var requests && requests.Count > 0
            ? (requests[0].Table, [.. requests.Select(each => new TableWrite(each.Method, each.Keys, each.IfMatch, each.Json))])
            : throw new NotSupportedException("a transaction without writes");

    /// <summary>Reads the requests in a transaction's body.</summary>
    public static List<WriteRequest> Requests(byte[] body)
    {
        var requests = new List<WriteRequest>();
        for (var at = Find(body, "HTTP/1.1\r\n", 0); at >= 0; at = Find(body, "HTTP/1.1\r\n", at + 1))
        {
            var line = body.AsSpan(0, at).LastIndexOf("\r\n"u8) + 2;
            var words = Encoding.UTF8.GetString(body, line, at - line).Split(' ');
            var head = Find(body, "\r\n\r\n", at);
            var end = Find(body, "\r\n--", head + 2);
            var ifMatch = Encoding.UTF8.GetString(body, at, head - at).Split("\r\n")
                .FirstOrDefault(each => each.StartsWith("If-Match:", StringComparison.OrdinalIgnoreCase))?[9..].Trim() ?? "";
            var path = Uri.UnescapeDataString(new Uri(words[1]).AbsolutePath);
            var name = path[(path.IndexOf('/', 1) + 1)..];
            var open = name.IndexOf('(', StringComparison.Ordinal);
            var keys = open < 0 || name.EndsWith("()", StringComparison.Ordinal) ? ("", "") : TableService.Keys(name[(open + 1)..^1]);
            requests.Add(new WriteRequest(words[0], open < 0 ? name : name[..open], keys, ifMatch, Json(body, head + 4, end)));
        }

        return requests;
    }

    private static byte[] Json(byte[] body, int from, int end) => end <= from ? [] : body.AsSpan(from..end).Trim("\r\n "u8).ToArray();

    private static int Find(byte[] body, string text, int from)
    {
        var at = body.AsSpan(from).IndexOf(Encoding.ASCII.GetBytes(text));
        return at < 0 ? -1 : at + from;
    }
}

/// <summary>One request in the body of a transaction.</summary>
internal sealed record WriteRequest(string Method, string Table, (string Partition, string Row) Keys, string IfMatch, byte[] Json);
