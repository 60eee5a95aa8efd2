using System.Globalization;
using TalentPass.Core.Requests;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Desks;

/// <content>
/// What leads to a request that once arrived: written with the arrival, kept for good. A request may have left since, so
/// whoever reads here looks at the request's own row before showing anything.
/// </content>
public sealed partial class DeskStore
{
    private const int MostOfOneCode = 10;

    /// <summary>The requests a short code may mean at a desk: almost always none or one. One call.</summary>
    /// <param name="department">The desk.</param>
    /// <param name="shortCode">From <see cref="RequestNumbers.ReadShortCode"/>.</param>
    /// <param name="cancel">Stops the read.</param>
    public async Task<IReadOnlyList<RequestRef>> FindShortCodeAsync(string department, string shortCode, CancellationToken cancel)
    {
        var page = await _table.ReadAsync(TableFilter.Prefix(department, $"s|{shortCode.ToLowerInvariant()}|"), MostOfOneCode, cancel, ["PartitionKey", "RowKey"]);
        return [.. page.Rows.Select(row => RefOf(row.RowKey))];
    }

    // Two requests may share a code of 40 bits, so the number stands in the key too.
    private string ShortCodeKey(string requestKey) =>
        StorageKey.Join("s", numbers.ShortCode(numbers.Parse(requestKey)!).ToLowerInvariant(), requestKey);

    private static string ReceivedKey(DateOnly day, string requestKey) =>
        StorageKey.Join("r", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), requestKey);

    private RequestRef RefOf(string rowKey) => numbers.Parse(rowKey[(rowKey.LastIndexOf('|') + 1)..])!;
}
