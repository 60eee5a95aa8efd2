using Azure;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Files;

/// <summary>A file that was handed in.</summary>
/// <param name="FileId">Its id.</param>
/// <param name="TalentId">Whose it is.</param>
/// <param name="Name">The name it came with. Personal.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">Of its content, in hex.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Pending">The reminder to collect it when no request uses it; null once one does.</param>
public sealed record StoredFile(string FileId, string TalentId, string Name, long Size, string Sha256, string ContentType, string? Pending);

/// <summary>
/// Files in the private container <c>files</c> as <c>tid/id</c>; in table <c>Talents</c> <c>tid|6|id</c> what is known of
/// them and <c>!g|ticks|tid|id</c> that nothing uses them yet. The reminder is written before the content, so nothing is
/// ever left that no reminder leads to. Owns these keys.
/// </summary>
/// <param name="table">What is known of them.</param>
/// <param name="clients">Storage.</param>
/// <param name="sealer">Seals the names.</param>
/// <param name="random">For ids.</param>
public sealed class FileStore(TalentsTable table, StorageClients clients, FieldSealer sealer, RandomSource random)
{
    /// <summary>The characters of an id.</summary>
    public const int IdLength = 20;

    // The SDK would else gather up to 256 MB in memory before it sends anything.
    private static readonly StorageTransferOptions _inPieces = new() { InitialTransferSize = Piece, MaximumTransferSize = Piece, MaximumConcurrency = 1 };
    private const int Piece = 4 * 1024 * 1024;

    private readonly BlobContainerClient _files = clients.Container(StorageLayout.Files);

    /// <summary>The range of reminders older than a moment.</summary>
    public static (string From, string Before) PendingBefore(DateTimeOffset moment) => ("!g|", StorageKey.Join("!g", StorageKey.Time(moment)));

    /// <summary>Stores a file's content and then what is known of it. Three calls up to 4 MiB, one more for each further 4 MiB and one for their list.</summary>
    /// <param name="talentId">Whose it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its kind.</param>
    /// <param name="content">Its content.</param>
    /// <param name="hasAnother">Whether another file follows; asked when this one has been read.</param>
    /// <param name="key">The client's idempotency key, if it sent one.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops the upload; what was written of it is collected.</param>
    /// <returns>It, or what the same key brought before; <c>idempotency_key_reused</c>.</returns>
    internal async Task<Outcome<StoredFile>> AddAsync(
        string talentId, string name, FileType type, MeasuredStream content, Func<CancellationToken, Task<bool>> hasAnother, string? key, DateTimeOffset now, CancellationToken cancel)
    {
        var id = random.Id(IdLength);
        var shard = Shard.Of(talentId);
        var pending = Pending(talentId, id, now);
        await table.CommitAsync(new Transaction(shard, OperationId.New(random)).Add(new TableEntity(shard, pending)), cancel);
        await TranslateAsync(() => Blob(talentId, id).UploadAsync(
            content, new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = type.ContentType }, TransferOptions = _inPieces }, cancel));
        if (await hasAnother(cancel))
        {
            // The one that came is collected by its reminder.
            return Refusal.Invalid("/file", ValidationCodes.TooMany);
        }

        var file = new StoredFile(id, talentId, name, content.Count, content.Sha256, type.ContentType, pending);
        return await RecordAsync(file, key is null ? null : new IdempotentCall(key, content.Sha256), now, cancel);
    }

    // What comes a second time has been stored by now: its reminder leads to it, so it is collected.
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
                // A first file that is gone by now is no answer.
                case IdempotencyMatch.Same { Answer: var first } when await FindAsync(file.TalentId, first, cancel) is { } known:
                    return new Outcome<StoredFile>.Created(known, Replayed: true);
                default:
                    return null;
            }
        });
    }

    /// <summary>A file of a talent, or null. One call.</summary>
    public async Task<StoredFile?> FindAsync(string talentId, string fileId, CancellationToken cancel) =>
        StorageKey.IsValid(fileId) && !fileId.Contains('|') && await table.FindAsync(Shard.Of(talentId), Key(talentId, fileId), cancel) is { } row ? Read(row) : null;

    /// <summary>The content, or null when it is gone. One call.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(StoredFile file, CancellationToken cancel)
    {
        try
        {
            return (await Blob(file.TalentId, file.FileId).DownloadContentAsync(cancel)).Value.Content.ToMemory();
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

    /// <summary>Lets a request use files: they are not collected any more. Fails the transaction when one is gone.</summary>
    public static void Use(Transaction transaction, IEnumerable<StoredFile> files)
    {
        foreach (var file in files.DistinctBy(each => each.FileId).Where(each => each.Pending is not null))
        {
            transaction.Merge(new TableEntity(transaction.Partition, Key(file.TalentId, file.FileId)) { ["Pending"] = "" }, ETag.All);
            transaction.Delete(file.Pending!);
        }
    }

    /// <summary>Lets a draft hold files: they wait anew. Fails the transaction when one is gone or used meanwhile.</summary>
    public static void Hold(Transaction transaction, IEnumerable<StoredFile> files, DateTimeOffset now)
    {
        foreach (var file in files.DistinctBy(each => each.FileId).Where(each => each.Pending is not null))
        {
            Wait(transaction, file.TalentId, file.FileId, file.Pending!, now, ETag.All);
        }
    }

    /// <summary>
    /// Removes a file nobody uses, by its reminder; one that a draft holds waits on. The rows go first and together: whoever
    /// wants to use the file meanwhile finds it gone, or is faster and keeps it. Four calls.
    /// </summary>
    /// <param name="shard">The shard.</param>
    /// <param name="pending">The reminder.</param>
    /// <param name="isHeld">Whether a draft of this talent names this file.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task CollectAsync(string shard, string pending, Func<string, string, Task<bool>> isHeld, DateTimeOffset now, CancellationToken cancel)
    {
        var parts = pending.Split('|');
        var (talentId, id) = (parts[2], parts[3]);
        var row = await table.FindAsync(shard, Key(talentId, id), cancel);
        // The content goes before its last reminder does: a crash in between leaves the reminder.
        if (row is not null && row.GetString("Pending") != pending)
        {
            return;
        }

        // Whoever saves a draft with it after the row was read has changed the row.
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

        await TranslateAsync(() => Blob(talentId, id).DeleteIfExistsAsync(cancellationToken: cancel));
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
