using System.Globalization;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>
/// The keys that lead to a request by short code or by day of arrival. They are written when the request first arrives and are
/// never deleted. The request may have left the desk since, so the caller must read the request's own row before showing it.
/// </content>
public sealed partial class DeskStore
{
    private const int MostOfOneCode = 10;
    private const int MostInPage = 1000;

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

    /// <summary>Finds the requests that first arrived within a window, by day, then by number. One call for each 1,000.</summary>
    /// <param name="department">The desk.</param>
    /// <param name="from">The first legal day.</param>
    /// <param name="to">The last legal day.</param>
    /// <param name="take">The most requests to return.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<IReadOnlyList<RequestRef>> ReceivedAsync(string department, DateOnly from, DateOnly to, int take, CancellationToken cancel)
    {
        var before = TableFilter.Next(ReceivedPrefix(to));
        var filter = TableFilter.Range(department, ReceivedPrefix(from), before);
        var found = new List<RequestRef>();
        while (true)
        {
            var wanted = Math.Min(MostInPage, take - found.Count);
            var rows = (await _table.ReadAsync(filter, wanted, cancel, ["PartitionKey", "RowKey"])).Rows;
            found.AddRange(rows.Select(row => RefOf(row.RowKey)));
            if (rows.Count < wanted || found.Count == take)
            {
                return found;
            }

            filter = TableFilter.After(department, rows[^1].RowKey, before);
        }
    }

    // Two requests may have the same short code (40 bits), so the key also holds the number.
    private string ShortCodeKey(string requestKey) =>
        StorageKey.Join("s", numbers.ShortCode(numbers.Parse(requestKey)!).ToLowerInvariant(), requestKey);

    private static string ReceivedKey(DateOnly day, string requestKey) => ReceivedPrefix(day) + requestKey;

    private static string ReceivedPrefix(DateOnly day) => $"r|{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}|";

    private RequestRef RefOf(string rowKey) => numbers.Parse(rowKey[(rowKey.LastIndexOf('|') + 1)..])!;
}
