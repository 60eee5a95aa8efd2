using System.Globalization;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>
/// The rows that lead to a request by short code or by day of receipt. They are written when the request first arrives and are never
/// deleted. The row of the day also holds the entry, as the desk shows it now, or that the request has left the desk. A short code says
/// neither, so the caller must read the request's own row before showing it.
/// </content>
public sealed partial class DeskStore
{
    private const int MostOfOneCode = 10;
    private const string Gone = "Gone";

    /// <summary>
    /// Finds the requests with this short code that have arrived at the desk: almost always none or one, at most 10. One call.
    /// </summary>
    /// <param name="department">The desk.</param>
    /// <param name="shortCode">The code as <see cref="RequestNumbers.ReadShortCode"/> returns it.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<IReadOnlyList<RequestRef>> FindShortCodeAsync(string department, string shortCode, CancellationToken cancel)
    {
        var page = await _table.ReadAsync(TableFilter.Prefix(department, $"s|{shortCode.ToLowerInvariant()}|"), MostOfOneCode, cancel, ["PartitionKey", "RowKey"]);
        return [.. page.Rows.Select(row => RefOf(row.RowKey))];
    }

    /// <summary>
    /// Reads a page of the requests that the desk first received within a window, by day, then by number, and the key after which the
    /// next page starts; null on the last page. One call.
    /// </summary>
    /// <param name="department">The desk.</param>
    /// <param name="from">The first legal day.</param>
    /// <param name="to">The last legal day.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="take">The most requests, at most 1,000.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<(IReadOnlyList<DeskReceipt> Received, string? Next)> ReceivedAsync(
        string department, DateOnly from, DateOnly to, string? after, int take, CancellationToken cancel)
    {
        var before = TableFilter.Next(ReceivedPrefix(to));
        var filter = after is null ? TableFilter.Range(department, ReceivedPrefix(from), before) : TableFilter.After(department, after, before);
        var rows = (await _table.ReadAsync(filter, take, cancel, _receivedColumns)).Rows;
        return ([.. rows.Select(Receipt)], rows.Count < take ? null : rows[^1].RowKey);
    }

    private DeskReceipt Receipt(TableEntity row)
    {
        var parts = row.RowKey.Split('|');
        return new(
            parts[2],
            DateOnly.ParseExact(parts[1], "yyyyMMdd", CultureInfo.InvariantCulture),
            row.GetString("State") is not null ? Read(row) : null,
            row.GetBoolean(Gone) is not true);
    }

    // Two requests may have the same short code (40 bits), so the key also holds the number.
    private string ShortCodeKey(string requestKey) =>
        StorageKey.Join("s", numbers.ShortCode(numbers.Parse(requestKey)!).ToLowerInvariant(), requestKey);

    private static string ReceivedKey(DateOnly day, string requestKey) => ReceivedPrefix(day) + requestKey;

    private static string ReceivedPrefix(DateOnly day) => $"r|{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}|";

    private RequestRef RefOf(string rowKey) => numbers.Parse(rowKey[(rowKey.LastIndexOf('|') + 1)..])!;
}

/// <summary>A request that a desk has received.</summary>
/// <param name="RequestKey">The request's number in the form for storage keys.</param>
/// <param name="On">The legal day of the receipt.</param>
/// <param name="Entry">
/// The request as the desk shows it; null when it has left the desk, or was received before 2026-11-26, when the row had no entry.
/// </param>
/// <param name="IsHere">Whether the desk still has the request, as far as the row says.</param>
public sealed record DeskReceipt(string RequestKey, DateOnly On, DeskEntry? Entry, bool IsHere);
