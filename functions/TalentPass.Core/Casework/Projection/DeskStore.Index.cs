using System.Globalization;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>
/// What leads to a request that once arrived: written with the arrival, kept for good. A request may have left since, so
/// whoever reads here looks at the request's own row before showing anything.
/// </content>
public sealed partial class DeskStore
{
    private const int MostOfOneCode = 10;
    private const int MostInPage = 1000;

    /// <summary>The requests a short code may mean at a desk: almost always none or one. One call.</summary>
    /// <param name="department">The desk.</param>
    /// <param name="shortCode">From <see cref="RequestNumbers.ReadShortCode"/>.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<IReadOnlyList<RequestRef>> FindShortCodeAsync(string department, string shortCode, CancellationToken cancel)
    {
        var page = await _table.ReadAsync(TableFilter.Prefix(department, $"s|{shortCode.ToLowerInvariant()}|"), MostOfOneCode, cancel, ["PartitionKey", "RowKey"]);
        return [.. page.Rows.Select(row => RefOf(row.RowKey))];
    }

    /// <summary>The requests that first arrived within some legal days, by day, then number. One call per 1,000.</summary>
    /// <param name="department">The desk.</param>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="take">At most this many.</param>
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

    // Two requests may share a code of 40 bits, so the number stands in the key too.
    private string ShortCodeKey(string requestKey) =>
        StorageKey.Join("s", numbers.ShortCode(numbers.Parse(requestKey)!).ToLowerInvariant(), requestKey);

    private static string ReceivedKey(DateOnly day, string requestKey) => ReceivedPrefix(day) + requestKey;

    private static string ReceivedPrefix(DateOnly day) => $"r|{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}|";

    private RequestRef RefOf(string rowKey) => numbers.Parse(rowKey[(rowKey.LastIndexOf('|') + 1)..])!;
}
