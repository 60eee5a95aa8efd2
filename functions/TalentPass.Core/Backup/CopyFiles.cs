using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Backup;

/// <summary>
/// Keeps a second copy of the papers. A paper never changes, so each is copied once; a copy that no row names any more is
/// deleted, and can be recovered for 35 days. Only papers that the copied rows name are copied.
/// </summary>
/// <param name="clients">The app's container.</param>
/// <param name="to">The containers of the copies.</param>
public sealed class CopyFiles(StorageClients clients, CopyContainers to)
{
    private const int AtOnce = 8;
    private readonly BlobContainerClient _from = clients.Container(StorageLayout.Files);

    /// <summary>
    /// Copies the papers that the rows of a copy name and that are not copied yet. One call for 5,000 papers that are, and a few
    /// for each that is not.
    /// </summary>
    /// <param name="copy">The copy, whose rows are written already.</param>
    /// <param name="apart">Tells papers that cannot be copied. A paper that a request uses must be there.</param>
    /// <param name="cancel">Stops the copying.</param>
    /// <returns>The number of papers that the rows name and that are copied now.</returns>
    public async Task<long> SaveAsync(string copy, Isolation apart, CancellationToken cancel)
    {
        var count = 0L;
        await Parallel.ForEachAsync(Shard.All, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (shard, stop) =>
        {
            var there = await NamesAsync(shard, stop);
            await foreach (var row in RowLine.ReadAsync(to.Rows.GetBlobClient(CopyContainers.Talents(copy, shard)), stop))
            {
                if (CopiedFile.Read(row) is not { } file)
                {
                    continue;
                }

                if (there.Remove(file.Copy) || await apart.TryAsync(row.RowKey, () => CopyAsync(file, stop)))
                {
                    Interlocked.Increment(ref count);
                }
            }

            foreach (var left in there)
            {
                await apart.TryAsync(left, () => to.Files.GetBlobClient(left).DeleteIfExistsAsync(cancellationToken: stop));
            }
        });
        return count;
    }

    private async Task<HashSet<string>> NamesAsync(string shard, CancellationToken cancel)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in to.Files.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{shard}/", cancel))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    private async Task CopyAsync(CopiedFile file, CancellationToken cancel)
    {
        try
        {
            var content = (await _from.GetBlobClient(file.Name).DownloadContentAsync(cancel)).Value.Content;
            await to.Files.GetBlobClient(file.Copy).UploadAsync(content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = file.ContentType } }, cancel);
        }
        catch (RequestFailedException gone) when (gone.Status == 404 && !file.Used)
        {
            // Nothing used it, and it was deleted after its row was copied.
        }
    }
}
