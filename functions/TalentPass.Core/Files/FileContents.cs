using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Files;

/// <summary>
/// The contents of files: blobs <c>tid/id</c> in the private container <c>files</c>. Contents are streamed, so one is never in
/// memory as a whole.
/// </summary>
/// <param name="clients">Storage.</param>
public sealed class FileContents(StorageClients clients)
{
    // Without these options the SDK would buffer up to 256 MB in memory before it sends anything.
    private static readonly StorageTransferOptions _inPieces = new() { InitialTransferSize = Piece, MaximumTransferSize = Piece, MaximumConcurrency = 1 };
    private const int Piece = 4 * 1024 * 1024;

    private readonly BlobContainerClient _files = clients.Container(StorageLayout.Files);

    /// <summary>
    /// Stores a content. One storage call up to 4 MiB; a larger one costs one more for each further 4 MiB, and one for the list of
    /// blocks. At most 4 MiB are in memory at once.
    /// </summary>
    internal Task WriteAsync(string talentId, string fileId, FileType type, MeasuredStream content, CancellationToken cancel) =>
        TranslateAsync(() => Blob(talentId, fileId).UploadAsync(
            content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = type.ContentType }, TransferOptions = _inPieces }, cancel));

    /// <summary>
    /// Opens a content, or a part of it, for reading; null when it was deleted. One storage call. The caller disposes the stream;
    /// it is read from storage only as fast as the caller reads it.
    /// </summary>
    public async Task<Stream?> OpenAsync(string talentId, string fileId, FilePart? part, CancellationToken cancel)
    {
        try
        {
            var range = part is { } wanted ? new HttpRange(wanted.Offset, wanted.Length) : default;
            return (await Blob(talentId, fileId).DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, cancel)).Value.Content;
        }
        catch (RequestFailedException failed) when (failed.Status == 404)
        {
            return null;
        }
        catch (Exception exception) when (StorageException.From(exception) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>Deletes a content. One that does not exist is no error. One storage call.</summary>
    public Task DeleteAsync(string talentId, string fileId, CancellationToken cancel) =>
        TranslateAsync(() => Blob(talentId, fileId).DeleteIfExistsAsync(cancellationToken: cancel));

    /// <summary>
    /// Deletes what an upload that was broken off has left. Its blocks belong to no blob yet and cannot be deleted; storage would
    /// keep them for a week. Writing the blob drops them. Two storage calls.
    /// </summary>
    internal async Task DiscardAsync(string talentId, string fileId, CancellationToken cancel)
    {
        await TranslateAsync(() => Blob(talentId, fileId).UploadAsync(BinaryData.Empty, overwrite: true, cancel));
        await DeleteAsync(talentId, fileId, cancel);
    }

    private BlobClient Blob(string talentId, string fileId) => _files.GetBlobClient($"{talentId}/{fileId}");

    private static async Task TranslateAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception exception) when (exception is not UploadException && StorageException.From(exception) is { } translated)
        {
            throw translated;
        }
    }
}

/// <summary>A part of a file.</summary>
/// <param name="Offset">Its first byte, from 0.</param>
/// <param name="Length">The number of its bytes, at least 1.</param>
public readonly record struct FilePart(long Offset, long Length);
