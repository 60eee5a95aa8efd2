using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes.Store;

/// <summary>
/// Notes ("rings") that the status of a pass or of another credential is about to change: table <c>Trust</c>, partition
/// <c>bell</c>. The note is written before the change, so a crash cannot leave a revoked pass out of the status list. The note only
/// names the credential; the list is built from its row.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="random">Random source for row keys and operation ids.</param>
/// <param name="time">The clock.</param>
public sealed class StatusBell(StorageClients clients, RandomSource random, TimeProvider time)
{
    private const string Partition = "bell";
    private const string Beyond = "~";
    private const int Part = 1000;
    private readonly Table _table = clients.Table(StorageLayout.Trust);

    /// <summary>Writes a note for a pass. One storage call.</summary>
    public Task RingAsync(PassRef pass, CancellationToken cancel) => RingAsync(pass.Id, cancel);

    /// <summary>
    /// Writes a note for a credential. One storage call.
    /// </summary>
    /// <param name="subject">The id of a pass, or the name of a credential as its <c>StatusSource</c> reads it.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public Task RingAsync(string subject, CancellationToken cancel)
    {
        var key = StorageKey.Join(StorageKey.Time(time.GetUtcNow()), subject, random.Id(4));
        return _table.CommitAsync(new Transaction(Partition, OperationId.New(random)).Add(new TableEntity(Partition, key)), cancel);
    }

    /// <summary>
    /// Reads the notes, oldest first, with their age by the clock of the storage server. One storage call per 1,000 notes.
    /// </summary>
    internal async Task<IReadOnlyList<(string Key, string Subject, TimeSpan Age)>> ReadAsync(Isolation apart, CancellationToken cancel)
    {
        var bells = new List<(string, string, TimeSpan)>();
        for (var after = string.Empty; ;)
        {
            var page = await _table.ReadAsync(TableFilter.After(Partition, after, Beyond), Part, cancel);
            foreach (var row in page.Rows)
            {
                if (apart.TryRead(row.RowKey, () => row.RowKey.Split('|')[1]) is { } subject)
                {
                    bells.Add((row.RowKey, subject, page.ServerTime is { } now && row.Timestamp is { } at ? now - at : TimeSpan.Zero));
                }
            }

            if (page.Rows.Count < Part)
            {
                return bells;
            }

            after = page.Rows[^1].RowKey;
        }
    }

    /// <summary>Deletes notes that are done. One storage call per 100 notes.</summary>
    internal async Task SilenceAsync(IEnumerable<string> keys, CancellationToken cancel)
    {
        foreach (var part in keys.Chunk(100))
        {
            var transaction = new Transaction(Partition, OperationId.New(random));
            foreach (var key in part)
            {
                transaction.Delete(key);
            }

            // The delete fails when another process deleted one of the notes first. The others are read and deleted again later.
            await _table.CommitAsync(transaction, cancel);
        }
    }
}
