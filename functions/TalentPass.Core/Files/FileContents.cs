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
    // Not a StorageCall: an upload takes as long as its sender, who may also break it off. Storage's own part has the limit
    // StorageOptions.BlobTimeout, and its failures arrive as StorageException.
    internal async Task WriteAsync(string talentId, string fileId, FileType type, MeasuredStream content, CancellationToken cancel)
    {
        try
        {
            await Blob(talentId, fileId).UploadAsync(
                content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = type.ContentType }, TransferOptions = _inPieces }, cancel);
        }
        catch (RequestFailedException failed)
        {
            throw StorageException.From(failed)!;
        }
    }

    /// <summary>
    /// Opens a content, or a part of it, for reading; null when it was deleted. One storage call. The caller disposes the stream;
    /// it is read from storage only as fast as the caller reads it.
    /// </summary>
    public Task<Stream?> OpenAsync(string talentId, string fileId, FilePart? part, CancellationToken cancel)
    {
        var range = part is { } wanted ? new HttpRange(wanted.Offset, wanted.Length) : default;
        return StorageCall.TryAsync<Stream?>(
            async token => (await Blob(talentId, fileId).DownloadStreamingAsync(new BlobDownloadOptions { Range = range }, token)).Value.Content, null, cancel);
    }

    /// <summary>Deletes a content. One that does not exist is no error. One storage call.</summary>
    public Task DeleteAsync(string talentId, string fileId, CancellationToken cancel) =>
        StorageCall.RunAsync(token => Blob(talentId, fileId).DeleteIfExistsAsync(cancellationToken: token), cancel);

    /// <summary>
    /// Deletes what an upload that was broken off has left. Its blocks belong to no blob yet and cannot be deleted; storage would
    /// keep them for a week. Writing the blob drops them. Two storage calls.
    /// </summary>
    internal async Task DiscardAsync(string talentId, string fileId, CancellationToken cancel)
    {
        await StorageCall.RunAsync(token => Blob(talentId, fileId).UploadAsync(BinaryData.Empty, overwrite: true, token), cancel);
        await DeleteAsync(talentId, fileId, cancel);
    }

    private BlobClient Blob(string talentId, string fileId) => _files.GetBlobClient($"{talentId}/{fileId}");
}

/// <summary>A part of a file.</summary>
/// <param name="Offset">Its first byte, from 0.</param>
/// <param name="Length">The number of its bytes, at least 1.</param>
public readonly record struct FilePart(long Offset, long Length);
