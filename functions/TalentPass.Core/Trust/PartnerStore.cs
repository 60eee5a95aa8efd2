using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust;

/// <summary>Partner cities in table <c>Partners</c>, partition <c>partner</c>, one row each.</summary>
/// <param name="clients">Storage.</param>
/// <param name="random">For operation ids.</param>
public sealed class PartnerStore(StorageClients clients, RandomSource random)
{
    private const string Partition = "partner";
    private const string Document = "Document";

    private readonly Table _table = clients.Table(StorageLayout.Partners);

    /// <summary>Every partner, ascending by code. One call.</summary>
    public async Task<IReadOnlyList<PartnerCity>> ListAsync(CancellationToken cancel) =>
        [.. (await _table.ReadAsync(TableFilter.Partition(Partition), 1000, cancel)).Rows.Select(Read)];

    /// <summary>Records a partner, whatever was recorded before. One call.</summary>
    public Task PutAsync(PartnerCity partner, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, Key(partner.CityCode))
        {
            [Document] = JsonSerializer.Serialize(partner, PartnerJson.Default.PartnerCity),
        };
        return _table.CommitAsync(new Transaction(Partition, OperationId.New(random)).Put(row), cancel);
    }

    /// <summary>Ends the recognition. One call.</summary>
    public Task RemoveAsync(int cityCode, CancellationToken cancel) => _table.DeleteAsync(Partition, Key(cityCode), cancel);

    private static string Key(int cityCode) => cityCode.ToString("d6", CultureInfo.InvariantCulture);

    private static PartnerCity Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetString(Document), PartnerJson.Default.PartnerCity)
        ?? throw new JsonException("An empty partner record.");
}
