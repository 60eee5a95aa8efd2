using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TalentPass.Core.Backup;
using TalentPass.Core.Storage;

namespace TalentPass.Operations;

/// <summary>Writes a nightly copy into tables and a container that are empty.</summary>
/// <param name="copies">The containers of the copies.</param>
/// <param name="tables">The table service to write to.</param>
/// <param name="files">The container to write to.</param>
/// <param name="say">Receives the progress.</param>
public sealed class Restore(CopyContainers copies, TableServiceClient tables, BlobContainerClient files, TextWriter say)
{
    private const int AtOnce = 8;
    private const int RowsInOneTransaction = 100;
    private readonly TextWriter _say = TextWriter.Synchronized(say);

    /// <summary>Returns the names of the complete copies, oldest first.</summary>
    public static async Task<IReadOnlyList<string>> CopiesAsync(CopyContainers copies, CancellationToken cancel)
    {
        var names = new List<string>();
        await foreach (var blob in copies.Rows.GetBlobsAsync(cancellationToken: cancel))
        {
            if (blob.Name.Split('/') is [var copy, var name] && CopyManifest.BlobOf(copy) == $"{copy}/{name}")
            {
                names.Add(copy);
            }
        }

        return names;
    }

    /// <summary>Writes all rows of a copy, then the papers that they name. The SHA-256 of each paper must be the one in its row.</summary>
    /// <exception cref="OperationException">There is no such copy, or the account already holds data. Or rows or papers are missing
    /// or damaged; all others are written first.</exception>
    public async Task RunAsync(string copy, CancellationToken cancel)
    {
        var holds = await ReadAsync(copy, cancel);
        await ExpectEmptyAsync(cancel);
        foreach (var (table, told) in holds.Tables)
        {
            var count = 0L;
            foreach (var blob in CopyContainers.BlobsOf(copy, table))
            {
                count += await LoadAsync(tables.GetTableClient(table), RowLine.ReadAsync(copies.Rows.GetBlobClient(blob), cancel), cancel);
            }

            _say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table}: {count} rows"));
            if (count != told)
            {
                throw new OperationException(string.Create(CultureInfo.InvariantCulture, $"The copy should hold {told} rows of {table}."));
            }
        }

        await LoadFilesAsync(copy, cancel);
    }

    private async Task<CopyManifest> ReadAsync(string copy, CancellationToken cancel)
    {
        try
        {
            var text = (await copies.Rows.GetBlobClient(CopyManifest.BlobOf(copy)).DownloadContentAsync(cancel)).Value.Content;
            return JsonSerializer.Deserialize<CopyManifest>(text)!;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new OperationException($"There is no complete copy {copy}: `copies` names those there are.");
        }
    }

    private async Task ExpectEmptyAsync(CancellationToken cancel)
    {
        foreach (var name in StorageLayout.Tables)
        {
            await foreach (var _ in tables.GetTableClient(name).QueryAsync<TableEntity>(maxPerPage: 1, cancellationToken: cancel))
            {
                throw new OperationException($"{name} holds rows already: restore into a new account, and point the app at it.");
            }
        }

        await foreach (var _ in files.GetBlobsAsync(cancellationToken: cancel))
        {
            throw new OperationException($"{files.Name} holds files already: restore into a new account, and point the app at it.");
        }
    }

    private async Task LoadFilesAsync(string copy, CancellationToken cancel)
    {
        var (count, lost) = (0, 0);
        foreach (var blob in CopyContainers.BlobsOf(copy, StorageLayout.Talents))
        {
            await Parallel.ForEachAsync(
                RowLine.ReadAsync(copies.Rows.GetBlobClient(blob), cancel).Select(CopiedFile.Read).OfType<CopiedFile>(),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
                async (file, stop) =>
                {
                    if (await TryLoadAsync(file, stop))
                    {
                        Interlocked.Increment(ref count);
                    }
                    else if (file.Used)
                    {
                        Interlocked.Increment(ref lost);
                        _say.WriteLine($"{file.Name} is missing from the copy, or damaged");
                    }
                });
        }

        _say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Name}: {count} files"));
        if (lost > 0)
        {
            throw new OperationException(string.Create(CultureInfo.InvariantCulture, $"{lost} files are missing from the copy, or damaged; they are named above."));
        }
    }

    private async Task<bool> TryLoadAsync(CopiedFile file, CancellationToken cancel)
    {
        try
        {
            var content = (await copies.Files.GetBlobClient(file.Copy).DownloadContentAsync(cancel)).Value.Content;
            if (Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256)
            {
                return false;
            }

            await files.GetBlobClient(file.Name).UploadAsync(content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = file.ContentType } }, cancel);
            return true;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return false;
        }
    }

    private static async Task<long> LoadAsync(TableClient table, IAsyncEnumerable<TableEntity> rows, CancellationToken cancel)
    {
        var count = 0L;
        var (batch, bytes) = (new List<TableEntity>(), 0);
        await foreach (var row in rows)
        {
            var size = RowLine.Write(row).Length;
            // A transaction takes rows of one partition, at most 100, and 4 MiB. 1 Mi characters leave room for its framing.
            if (batch.Count > 0 && (batch.Count == RowsInOneTransaction || batch[0].PartitionKey != row.PartitionKey || bytes + size > 1 << 20))
            {
                count += await SendAsync(table, batch, cancel);
                (batch, bytes) = ([], 0);
            }

            batch.Add(row);
            bytes += size;
        }

        return batch.Count == 0 ? count : count + await SendAsync(table, batch, cancel);
    }

    private static async Task<int> SendAsync(TableClient table, List<TableEntity> batch, CancellationToken cancel)
    {
        // Upserts may be repeated, so a retry after a lost response does no harm.
        await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancel);
        return batch.Count;
    }
}
