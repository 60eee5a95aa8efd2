using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Partners;

/// <summary>
/// Stores partner cities: table <c>Partners</c>, partition <c>partner</c>, one row each. Rows from the seed files are updated
/// from the seed files. Rows that the talent office recorded or removed are never overwritten by them.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="random">Random source for operation ids.</param>
/// <param name="log">The log, for records that cannot be read.</param>
public sealed class PartnerStore(StorageClients clients, RandomSource random, ILogger<PartnerStore> log)
{
    private const string Partition = "partner";
    private const string Document = "Document";
    private const string Seed = "Seed";
    private const string Removed = "Removed";

    private readonly Table _table = clients.Table(StorageLayout.Partners);

    /// <summary>
    /// Lists the partners, sorted by code. A partner whose record cannot be read is left out and so not trusted; the keys of all
    /// others stay usable. One storage call.
    /// </summary>
    public async Task<IReadOnlyList<PartnerCity>> ListAsync(CancellationToken cancel)
    {
        var apart = new Isolation("Partner cities", log);
        return [.. (await ReadAsync(cancel)).Where(row => row.GetBoolean(Removed) != true).Select(row => apart.TryRead(row.RowKey, () => Read(row))).OfType<PartnerCity>()];
    }

    /// <summary>Records a partner and replaces an earlier record. One storage call.</summary>
    public Task PutAsync(PartnerCity partner, CancellationToken cancel) => CommitAsync(each => each.Put(Row(partner)), cancel);

    /// <summary>
    /// Ends the recognition. The row stays, marked as removed, so that the seed files do not add it again. One storage call.
    /// </summary>
    public Task RemoveAsync(int cityCode, CancellationToken cancel) => CommitAsync(
        each => each.Put(new TableEntity(Partition, Key(cityCode)) { [Removed] = true }), cancel);

    /// <summary>
    /// Records the partners of the seed files that the talent office has not recorded or removed. One storage call, and one
    /// more for each partner that changed.
    /// </summary>
    public async Task LoadAsync(IEnumerable<PartnerCity> seeds, CancellationToken cancel)
    {
        var rows = (await ReadAsync(cancel)).ToDictionary(row => row.RowKey, StringComparer.Ordinal);
        foreach (var partner in seeds)
        {
            var row = Row(partner);
            row[Seed] = true;
            if (!rows.TryGetValue(row.RowKey, out var known))
            {
                await CommitAsync(each => each.Add(row), cancel);
            }
            else if (known.GetBoolean(Seed) == true && known.GetString(Document) != row.GetString(Document))
            {
                await CommitAsync(each => each.Replace(row, known.ETag), cancel);
            }
        }
    }

    private async Task<IReadOnlyList<TableEntity>> ReadAsync(CancellationToken cancel) =>
        (await _table.ReadAsync(TableFilter.Partition(Partition), 1000, cancel)).Rows;

    private Task<Commit> CommitAsync(Func<Transaction, Transaction> change, CancellationToken cancel) =>
        _table.CommitAsync(change(new Transaction(Partition, OperationId.New(random))), cancel);

    private static TableEntity Row(PartnerCity partner) => new(Partition, Key(partner.CityCode))
    {
        [Document] = JsonSerializer.Serialize(partner, PartnerJson.Default.PartnerCity),
    };

    private static string Key(int cityCode) => cityCode.ToString("d6", CultureInfo.InvariantCulture);

    private static PartnerCity Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetString(Document), PartnerJson.Default.PartnerCity)
        ?? throw new JsonException("An empty partner record.");
}
