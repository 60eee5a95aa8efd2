using System.Globalization;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TalentPass.Core.Storage;

namespace TalentPass.Operations;

/// <summary>
/// Copies the papers that people handed in to a folder and back. Only files that the copied tables name are copied, so
/// every file of a copy has its row. The files are not encrypted, so the folder holds personal data in plain form.
/// </summary>
/// <param name="files">The container of the files.</param>
/// <param name="say">Receives the progress.</param>
public sealed class FileBackup(BlobContainerClient files, TextWriter say)
{
    private const int AtOnce = 8;

    /// <summary>
    /// Writes <c>files/{talent}/{id}</c> for each file that a copy of the tables names. A file that nothing uses may have
    /// been deleted meanwhile; it is left out.
    /// </summary>
    /// <param name="folder">The folder that <see cref="TableBackup.SaveAsync"/> wrote to.</param>
    /// <param name="cancel">Stops the copying.</param>
    /// <exception cref="OperationException">A file in use is not in the container.</exception>
    public Task SaveAsync(string folder, CancellationToken cancel) => EachAsync(
        folder,
        "not in the container",
        async (file, path) =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            try
            {
                await files.GetBlobClient(file.Blob).DownloadToAsync(path, cancel);
                return true;
            }
            catch (RequestFailedException gone) when (gone.Status == 404)
            {
                File.Delete(path);
                return false;
            }
        },
        cancel);

    /// <summary>
    /// Writes the files of a copy into an empty container. The SHA-256 of each file must be the one in its row.
    /// </summary>
    /// <exception cref="OperationException">The container already holds files. Or some files are missing or damaged; all
    /// others are written first.</exception>
    public async Task LoadAsync(string folder, CancellationToken cancel)
    {
        await foreach (var _ in files.GetBlobsAsync(cancellationToken: cancel))
        {
            throw new OperationException($"{files.Name} holds files already: restore into a new account, and point the app at it.");
        }

        await EachAsync(
            folder,
            "missing from the copy, or damaged",
            async (file, path) =>
            {
                if (!File.Exists(path))
                {
                    return false;
                }

                await using var content = File.OpenRead(path);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != file.Sha256)
                {
                    return false;
                }

                content.Position = 0;
                await files.GetBlobClient(file.Blob).UploadAsync(content, new BlobHttpHeaders { ContentType = file.ContentType }, cancellationToken: cancel);
                return true;
            },
            cancel);
    }

    private async Task EachAsync(string folder, string trouble, Func<CopiedFile, string, Task<bool>> copyAsync, CancellationToken cancel)
    {
        var (count, lost) = (0, 0);
        await Parallel.ForEachAsync(
            TableBackup.ReadAsync(folder, StorageLayout.Talents, cancel).Select(CopiedFile.Read).OfType<CopiedFile>(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (file, _) =>
            {
                if (await copyAsync(file, Path.Combine(folder, StorageLayout.Files, file.Blob)))
                {
                    Interlocked.Increment(ref count);
                }
                else if (file.Used)
                {
                    Interlocked.Increment(ref lost);
                    await TextWriter.Synchronized(say).WriteLineAsync($"{file.Blob} is {trouble}");
                }
            });
        say.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{StorageLayout.Files}: {count} files"));
        if (lost > 0)
        {
            throw new OperationException(string.Create(CultureInfo.InvariantCulture, $"{lost} files are {trouble}; they are named above."));
        }
    }

    /// <summary>A file as its row describes it.</summary>
    private sealed record CopiedFile(string Blob, string Sha256, string ContentType, bool Used)
    {
        // The keys of FileStore's rows: tid|6|id.
        public static CopiedFile? Read(TableEntity row) =>
            row.RowKey.Split('|') is [var talent, "6", var id]
                ? new CopiedFile($"{talent}/{id}", row.GetString("Sha256"), row.GetString("ContentType"), row.GetString("Pending") is "")
                : null;
    }
}
