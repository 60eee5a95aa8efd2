using System.Collections.Concurrent;
using System.IO.Pipelines;
using Azure;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Backup;

/// <summary>
/// Copies all tables to blobs, one row a line, because Table Storage has neither snapshots nor a restore to a point in time. A
/// row that is written during the copy may be in it or not. That does no harm: an outbox row and the change it announces are in
/// one partition, and the sweeper finishes what was half done.
/// </summary>
/// <param name="clients">The tables.</param>
/// <param name="to">The containers of the copies.</param>
public sealed class CopyTables(StorageClients clients, CopyContainers to)
{
    private const int AtOnce = 8;
    private const int Piece = 4 * 1024 * 1024;

    /// <summary>Copies every table. Only a few pieces of 4 MiB are in memory at a time.</summary>
    /// <returns>The number of rows of each table.</returns>
    /// <exception cref="StorageException">Storage is not available.</exception>
    public async Task<IReadOnlyDictionary<string, long>> SaveAsync(string copy, CancellationToken cancel)
    {
        var rows = new ConcurrentDictionary<string, long>(StorageLayout.Tables.Select(table => KeyValuePair.Create(table, 0L)));
        IEnumerable<(string Table, string? Filter, string Blob)> parts =
        [
            .. StorageLayout.Tables.Where(table => table != StorageLayout.Talents).Select(table => (table, (string?)null, CopyContainers.BlobsOf(copy, table).Single())),
            .. Shard.All.Select(shard => (StorageLayout.Talents, TableFilter.Partition(shard), CopyContainers.Talents(copy, shard))),
        ];
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (part, stop) =>
        {
            var found = clients.Table(part.Table).Client.QueryAsync<TableEntity>(part.Filter, cancellationToken: stop);
            var count = await SaveAsync(found, to.Rows.GetBlobClient(part.Blob), stop);
            rows.AddOrUpdate(part.Table, count, (_, before) => before + count);
        });
        return rows;
    }

    private static async Task<long> SaveAsync(AsyncPageable<TableEntity> rows, BlobClient to, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var pipe = new Pipe();
        var writing = WriteAsync(rows, pipe.Writer, stop.Token);
        try
        {
            await to.UploadAsync(
                pipe.Reader.AsStream(),
                new BlobUploadOptions
                {
                    // A copy is written once: the container takes no second version.
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    TransferOptions = new StorageTransferOptions { InitialTransferSize = Piece, MaximumTransferSize = Piece, MaximumConcurrency = 1 },
                },
                cancel);
        }
        catch (Exception)
        {
            await stop.CancelAsync();
            await ((Task)writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await writing;
    }

    private static async Task<long> WriteAsync(AsyncPageable<TableEntity> rows, PipeWriter to, CancellationToken cancel)
    {
        var count = 0L;
        try
        {
            await using (var lines = new StreamWriter(to.AsStream(leaveOpen: true)) { NewLine = "\n" })
            {
                await foreach (var row in rows.WithCancellation(cancel))
                {
                    await lines.WriteLineAsync(RowLine.Write(row).AsMemory(), cancel);
                    count++;
                }
            }

            await to.CompleteAsync();
            return count;
        }
        catch (Exception fault)
        {
            // The reader gets the exception, so that half a table is never stored.
            await to.CompleteAsync(fault);
            throw;
        }
    }
}
