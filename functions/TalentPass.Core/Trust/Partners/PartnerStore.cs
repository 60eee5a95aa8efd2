using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Trust.Partners;

/// <summary>
/// Stores partner cities: table <c>Partners</c>, partition <c>partner</c>, one row each. Rows from the seed files are updated
/// from the seed files. Rows that the talent office recorded or removed are never overwritten by them. The rows are a
/// <see cref="SealedSet"/>: a partner that this app did not write, or not so, is no partner.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="seals">Seals and checks the rows.</param>
/// <param name="random">Random source for operation ids.</param>
/// <param name="log">The log, for records that cannot be read.</param>
public sealed class PartnerStore(StorageClients clients, RowSeal seals, RandomSource random, ILogger<PartnerStore> log)
{
    private const string Partition = "partner";
    private const string Document = "Document";
    private const string Seed = "Seed";
    private const string Removed = "Removed";

    private static readonly RowShape _shape = new("partner", Document, Seed, Removed);

    private readonly SealedSet _set = new(clients.Table(StorageLayout.Partners), Partition, _shape, seals, random);

    /// <summary>
    /// Lists the partners, sorted by code. A partner whose record is refused or cannot be read is left out and so not trusted; the
    /// keys of all others stay usable. One storage call.
    /// </summary>
    public async Task<IReadOnlyList<PartnerCity>> ListAsync(CancellationToken cancel)
    {
        var apart = new Isolation("Partner cities", log);
        return [.. Standing(await _set.ReadAsync(cancel)).Select(row => apart.TryRead(row.RowKey, () => Read(row))).OfType<PartnerCity>()];
    }

    /// <summary>
    /// Records a partner and replaces an earlier record. False when there are <paramref name="most"/> other partners already, or the
    /// table holds as many cities, removed ones included, as it can; null when other changes were first in every attempt. Two storage
    /// calls; more when another change was first.
    /// </summary>
    public async Task<bool?> PutAsync(PartnerCity partner, int most, CancellationToken cancel)
    {
        var row = Row(partner);
        var end = await Contest.TryAsync<Change>(async () =>
        {
            var before = await _set.ReadAsync(cancel);
            var isFull = Standing(before).Count(each => each.RowKey != row.RowKey) >= most || (before.Rows.Count >= SealedSet.Most && !before.Names(row.RowKey));
            return isFull ? new Change(false) : await WriteAsync(before, [row], cancel);
        });
        return end?.IsWritten;
    }

    /// <summary>
    /// Ends the recognition. The row stays, marked as removed, so that the seed files do not add it again. False when the city is
    /// no partner; null when other changes were first in every attempt. Two storage calls; more when another change was first.
    /// </summary>
    public async Task<bool?> RemoveAsync(int cityCode, CancellationToken cancel)
    {
        var end = await Contest.TryAsync<Change>(async () =>
        {
            var before = await _set.ReadAsync(cancel);
            return Standing(before).Any(row => row.RowKey == Key(cityCode))
                ? await WriteAsync(before, [new TableEntity(Partition, Key(cityCode)) { [Removed] = true }], cancel)
                : new Change(false);
        });
        return end?.IsWritten;
    }

    /// <summary>
    /// Records the partners of the seed files that the talent office has not recorded or removed. One storage call, and one more
    /// when a partner changed. A record that is refused stays refused until the office records the partner again.
    /// </summary>
    public Task LoadAsync(IEnumerable<PartnerCity> seeds, CancellationToken cancel)
    {
        var wanted = seeds.Select(Row).ToArray();
        foreach (var row in wanted)
        {
            row[Seed] = true;
        }

        return Contest.MustAsync<Change>("the partner cities", async () =>
        {
            var before = await _set.ReadAsync(cancel);
            var known = before.Rows.ToDictionary(row => row.RowKey, StringComparer.Ordinal);
            var changed = wanted.Where(row => known.TryGetValue(row.RowKey, out var old)
                ? old.GetBoolean(Seed) == true && old.GetString(Document) != row.GetString(Document)
                : !before.Names(row.RowKey)).ToArray();
            return changed.Length == 0 ? new Change(false) : await WriteAsync(before, changed, cancel);
        });
    }

    private async Task<Change?> WriteAsync(SealedRows before, TableEntity[] rows, CancellationToken cancel) =>
        await _set.WriteAsync(before, rows, [], cancel) ? new Change(true) : null;

    private static IEnumerable<TableEntity> Standing(SealedRows rows) => rows.Rows.Where(row => row.GetBoolean(Removed) != true);

    private static TableEntity Row(PartnerCity partner) => new(Partition, Key(partner.CityCode))
    {
        [Document] = JsonSerializer.Serialize(partner, PartnerJson.Stored.PartnerCity),
    };

    private static string Key(int cityCode) => cityCode.ToString("d6", CultureInfo.InvariantCulture);

    private static PartnerCity Read(TableEntity row) =>
        JsonSerializer.Deserialize(row.GetString(Document), PartnerJson.Stored.PartnerCity)
        ?? throw new JsonException("An empty partner record.");

    private sealed record Change(bool IsWritten);
}
