using Azure;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Files;

/// <summary>A file that was uploaded.</summary>
/// <param name="FileId">Its id.</param>
/// <param name="TalentId">The talent to whom it belongs.</param>
/// <param name="Name">Its name. Personal data.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Sha256">The SHA-256 of its content, in hex.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Pending">The key of the reminder to collect (delete) the unused file; null once a request uses the file.</param>
public sealed record StoredFile(string FileId, string TalentId, string Name, long Size, string Sha256, string ContentType, string? Pending);

/// <summary>
/// Stores files. The content is a blob <c>tid/id</c> in the private container <c>files</c>. In table <c>Talents</c>, row
/// <c>tid|6|id</c> describes the file. Row <c>!g|ticks|tid|id</c> is the reminder of a file that no request uses yet. The reminder
/// is written before the content, so every unused content has a reminder. Only this class makes these keys.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="clients">Storage.</param>
/// <param name="sealer">Seals the names.</param>
/// <param name="random">Makes ids.</param>
public sealed class FileStore(TalentsTable table, StorageClients clients, FieldSealer sealer, RandomSource random)
{
    /// <summary>The length of an id: 20 base32 characters, 100 random bits.</summary>
    public const int IdLength = 20;

    // Without these options the SDK would buffer up to 256 MB in memory before it sends anything.
    private static readonly StorageTransferOptions _inPieces = new() { InitialTransferSize = Piece, MaximumTransferSize = Piece, MaximumConcurrency = 1 };
    private const int Piece = 4 * 1024 * 1024;

    private readonly BlobContainerClient _files = clients.Container(StorageLayout.Files);

    /// <summary>Returns the key range of the reminders that are older than a point in time.</summary>
    public static (string From, string Before) PendingBefore(DateTimeOffset moment) => ("!g|", StorageKey.Join("!g", StorageKey.Time(moment)));

    /// <summary>
    /// Stores the reminder, the content and the row of a file. Three storage calls up to 4 MiB. A larger file costs one more call
    /// for each further 4 MiB, and one for the list of blocks.
    /// </summary>
    /// <param name="talentId">The talent to whom it belongs.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="content">Its content.</param>
    /// <param name="hasAnother">Whether the request has another file. Called after the content was read.</param>
    /// <param name="key">The client's idempotency key; null when it sent none.</param>
    /// <param name="now">The time now.</param>
    /// <param name="cancel">Stops the upload. Content that was already written is collected later.</param>
    /// <returns>
    /// The file, or the file that the same key stored before; or a refusal: <c>idempotency_key_reused</c>,
    /// <c>validation_failed</c> (<c>/file</c>: <c>too_many</c>).
    /// </returns>
    internal async Task<Outcome<StoredFile>> AddAsync(
        string talentId, string name, FileType type, MeasuredStream content, Func<CancellationToken, Task<bool>> hasAnother, string? key, DateTimeOffset now, CancellationToken cancel)
    {
        var id = random.Id(IdLength);
        var shard = Shard.Of(talentId);
        var pending = Pending(talentId, id, now);
        await table.CommitAsync(new Transaction(shard, OperationId.New(random)).Add(new TableEntity(shard, pending)), cancel);
        await UploadAsync(Blob(talentId, id), type, content, cancel);
        if (await hasAnother(cancel))
        {
            // The first file stays in storage until its reminder is due.
            return Refusal.Invalid("/file", ValidationCodes.TooMany);
        }

        var file = new StoredFile(id, talentId, name, content.Count, content.Sha256, type.ContentType, pending);
        return await RecordAsync(file, key is null ? null : new IdempotentCall(key, content.Sha256), now, cancel);
    }

    // A repeated upload is stored a second time by now. The second copy has a reminder, so it is collected later.
    private Task<Outcome<StoredFile>> RecordAsync(StoredFile file, IdempotentCall? call, DateTimeOffset now, CancellationToken cancel)
    {
        var once = Idempotency.Of(table, file.TalentId, call);
        return Contest.RunAsync<StoredFile>(async () =>
        {
            var transaction = new Transaction(Shard.Of(file.TalentId), OperationId.New(random)).Add(Row(file));
            if (await table.CommitAsync(once.Remember(transaction, file.FileId, now), cancel) is Commit.Written)
            {
                return new Outcome<StoredFile>.Created(file);
            }

            switch (await once.MatchAsync(now, cancel))
            {
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
                // When the first file was collected meanwhile, the upload is stored as a new file.
                case IdempotencyMatch.Same { Answer: var first } when await FindAsync(file.TalentId, first, cancel) is { } known:
                    return new Outcome<StoredFile>.Created(known, Replayed: true);
                default:
                    return null;
            }
        });
    }

    /// <summary>Returns a file of a talent, or null. One storage call.</summary>
    public async Task<StoredFile?> FindAsync(string talentId, string fileId, CancellationToken cancel) =>
        StorageKey.IsValid(fileId) && !fileId.Contains('|') && await table.FindAsync(Shard.Of(talentId), Key(talentId, fileId), cancel) is { } row ? Read(row) : null;

    /// <summary>Returns the content of a file; null when it was deleted. One storage call.</summary>
    public Task<ReadOnlyMemory<byte>?> ReadAsync(StoredFile file, CancellationToken cancel) => StorageCall.TryAsync<ReadOnlyMemory<byte>?>(
        async token => (await Blob(file.TalentId, file.FileId).DownloadContentAsync(token)).Value.Content.ToMemory(), null, cancel);

    /// <summary>
    /// Adds to a transaction that a request uses the files, so that they are never collected. The transaction is lost when a file
    /// was collected, or its reminder changed, meanwhile.
    /// </summary>
    public static void Use(Transaction transaction, IEnumerable<StoredFile> files)
    {
        foreach (var file in files.DistinctBy(each => each.FileId).Where(each => each.Pending is not null))
        {
            transaction.Merge(new TableEntity(transaction.Partition, Key(file.TalentId, file.FileId)) { ["Pending"] = "" }, ETag.All);
            transaction.Delete(file.Pending!);
        }
    }

    /// <summary>
    /// Adds to a transaction that a draft names the files: their reminders are renewed. The transaction is lost when a file was
    /// collected or used meanwhile.
    /// </summary>
    public static void Hold(Transaction transaction, IEnumerable<StoredFile> files, DateTimeOffset now)
    {
        foreach (var file in files.DistinctBy(each => each.FileId).Where(each => each.Pending is not null))
        {
            Wait(transaction, file.TalentId, file.FileId, file.Pending!, now, ETag.All);
        }
    }

    /// <summary>
    /// Collects (deletes) an unused file by its reminder. When a draft names the file, renews the reminder instead. The row of the
    /// file is deleted first, under its ETag. So a request that uses the file at the same time either finds no file, or commits
    /// first and keeps it. Four storage calls and the calls of <paramref name="isHeld"/>.
    /// </summary>
    /// <param name="shard">The shard of the talent.</param>
    /// <param name="pending">The key of the reminder.</param>
    /// <param name="isHeld">Whether a draft of this talent (first argument) names this file (second argument).</param>
    /// <param name="now">The time now.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task CollectAsync(string shard, string pending, Func<string, string, Task<bool>> isHeld, DateTimeOffset now, CancellationToken cancel)
    {
        var parts = pending.Split('|');
        var (talentId, id) = (parts[2], parts[3]);
        var row = await table.FindAsync(shard, Key(talentId, id), cancel);
        // Another reminder, or none, means that a draft or a request has taken the file meanwhile. No row means that an upload or
        // an earlier collection stopped halfway: then only the content and the reminder are left to delete.
        if (row is not null && row.GetString("Pending") != pending)
        {
            return;
        }

        // A draft that is saved after the row was read changes the row, so the commits below then fail on the ETag.
        if (row is not null && await isHeld(talentId, id))
        {
            var wait = new Transaction(shard, OperationId.New(random));
            Wait(wait, talentId, id, pending, now, row.ETag);
            await table.CommitAsync(wait, cancel);
            return;
        }

        if (row is not null)
        {
            var gone = new Transaction(shard, OperationId.New(random)).Delete(row.RowKey, row.ETag);
            if (await table.CommitAsync(gone, cancel) is not Commit.Written)
            {
                return;
            }
        }

        await StorageCall.RunAsync(token => Blob(talentId, id).DeleteIfExistsAsync(cancellationToken: token), cancel);
        await table.DeleteAsync(shard, pending, cancel);
    }

    private static void Wait(Transaction transaction, string talentId, string fileId, string pending, DateTimeOffset now, ETag etag)
    {
        if (Pending(talentId, fileId, now) is var later && later != pending)
        {
            transaction.Delete(pending);
            transaction.Add(new TableEntity(transaction.Partition, later));
            transaction.Merge(new TableEntity(transaction.Partition, Key(talentId, fileId)) { ["Pending"] = later }, etag);
        }
    }

    private static string Pending(string talentId, string fileId, DateTimeOffset now) => StorageKey.Join("!g", StorageKey.Time(now), talentId, fileId);

    private static string Key(string talentId, string fileId) => StorageKey.Join(talentId, "6", fileId);

    private BlobClient Blob(string talentId, string fileId) => _files.GetBlobClient($"{talentId}/{fileId}");

    private TableEntity Row(StoredFile file)
    {
        var key = Key(file.TalentId, file.FileId);
        return new TableEntity(Shard.Of(file.TalentId), key)
        {
            ["Name"] = sealer.Seal(file.Name, key),
            ["Size"] = file.Size,
            ["Sha256"] = file.Sha256,
            ["ContentType"] = file.ContentType,
            ["Pending"] = file.Pending ?? "",
        };
    }

    private StoredFile Read(TableEntity row)
    {
        var parts = row.RowKey.Split('|');
        return new StoredFile(
            parts[2],
            parts[0],
            sealer.Open(row.GetBinary("Name"), row.RowKey),
            row.GetInt64("Size")!.Value,
            row.GetString("Sha256"),
            row.GetString("ContentType"),
            row.GetString("Pending") is { Length: > 0 } pending ? pending : null);
    }

    // Not a StorageCall: an upload takes as long as its sender, who may also break it off. Storage's own part has the limit
    // StorageOptions.BlobTimeout, and its failures arrive as StorageException.
    private static async Task UploadAsync(BlobClient blob, FileType type, MeasuredStream content, CancellationToken cancel)
    {
        try
        {
            await blob.UploadAsync(
                content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = type.ContentType }, TransferOptions = _inPieces }, cancel);
        }
        catch (RequestFailedException failed)
        {
            throw StorageException.From(failed)!;
        }
    }
}
