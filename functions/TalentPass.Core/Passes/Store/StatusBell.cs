using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes.Store;

/// <summary>
/// Says that a pass's standing is about to change (table <c>Trust</c>, partition <c>bell</c>). Rung before the change, so
/// that no crash can leave a revoked pass out of the status list; the list is made from the pass's row, never from the bell.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="random">For operation ids.</param>
/// <param name="time">The clock.</param>
public sealed class StatusBell(StorageClients clients, RandomSource random, TimeProvider time)
{
    private const string Partition = "bell";
    private const string Beyond = "~";
    private const int Part = 1000;
    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>Rings for a pass. One call.</summary>
    public Task RingAsync(PassRef pass, CancellationToken cancel)
    {
        var key = StorageKey.Join(StorageKey.Time(time.GetUtcNow()), pass.Id, random.Id(4));
        return _table.CommitAsync(new Transaction(Partition, OperationId.New(random)).Add(new TableEntity(Partition, key)), cancel);
    }

    /// <summary>What was rung, oldest first, with the age of each by the server's clock. A call for every thousand.</summary>
    internal async Task<IReadOnlyList<(string Key, PassRef Pass, TimeSpan Age)>> ReadAsync(Isolation apart, CancellationToken cancel)
    {
        var bells = new List<(string, PassRef, TimeSpan)>();
        for (var after = string.Empty; ;)
        {
            var page = await _table.ReadAsync(TableFilter.After(Partition, after, Beyond), Part, cancel);
            foreach (var row in page.Rows)
            {
                if (apart.TryRead<PassRef?>(() => PassRef.Parse(row.RowKey.Split('|')[1])!.Value) is { } pass)
                {
                    bells.Add((row.RowKey, pass, page.ServerTime is { } now && row.Timestamp is { } at ? now - at : TimeSpan.Zero));
                }
            }

            if (page.Rows.Count < Part)
            {
                return bells;
            }

            after = page.Rows[^1].RowKey;
        }
    }

    /// <summary>Takes bells away that were answered. A call for every hundred.</summary>
    internal async Task SilenceAsync(IEnumerable<string> keys, CancellationToken cancel)
    {
        foreach (var part in keys.Chunk(100))
        {
            var transaction = new Transaction(Partition, OperationId.New(random));
            foreach (var key in part)
            {
                transaction.Delete(key);
            }

            // Lost when another instance silenced one of them first; what is left comes up again.
            await _table.CommitAsync(transaction, cancel);
        }
    }
}
