using Azure;
using Azure.Data.Tables;
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
/// Stores files. The content is a blob (<see cref="FileContents"/>). In table <c>Talents</c>, row <c>tid|6|id</c> describes the
/// file. Row <c>!g|ticks|tid|id</c> is the reminder of a file that no request uses yet. The reminder is written before the content,
/// so every unused content has a reminder. Only this class makes these keys.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="contents">Stores the contents.</param>
/// <param name="quota">Counts the files of a talent.</param>
/// <param name="sealer">Seals the names.</param>
/// <param name="random">Makes ids.</param>
public sealed partial class FileStore(TalentsTable table, FileContents contents, FileQuota quota, FieldSealer sealer, RandomSource random)
{
    /// <summary>The length of an id: 20 base32 characters, 100 random bits.</summary>
    public const int IdLength = 20;

    /// <summary>Returns the key range of the reminders that are older than a point in time.</summary>
    public static (string From, string Before) PendingBefore(DateTimeOffset moment) => ("!g|", StorageKey.Join("!g", StorageKey.Time(moment)));

    /// <summary>
    /// Refuses an upload before its content is read when the talent has as many files as allowed (<c>too_many_files</c>). An upload
    /// with a key that was used before is let through, because it may be a repetition. No storage call, or one; one more for a
    /// refusal with a key.
    /// </summary>
    internal async Task<Refusal?> CheckRoomAsync(string talentId, string? key, DateTimeOffset now, CancellationToken cancel)
    {
        if (await quota.CheckAsync(talentId, 1, cancel) is not { } refusal)
        {
            return null;
        }

        return key is not null && await Idempotency.Of(table, talentId, new IdempotentCall(key, "")).MatchAsync(now, cancel) is not IdempotencyMatch.None ? null : refusal;
    }

    /// <summary>
    /// Stores the reminder, the content and the row of a file. Three storage calls up to 4 MiB; see
    /// <see cref="FileContents.WriteAsync"/> for more. What is refused or breaks off is deleted again.
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
    /// The file, or the file that the same key stored before; or a refusal: <c>idempotency_key_reused</c>, <c>too_many_files</c>,
    /// <c>validation_failed</c> (<c>/file</c>: <c>too_many</c>).
    /// </returns>
    internal async Task<Outcome<StoredFile>> AddAsync(
        string talentId, string name, FileType type, MeasuredStream content, Func<CancellationToken, Task<bool>> hasAnother, string? key, DateTimeOffset now, CancellationToken cancel)
    {
        var id = random.Id(IdLength);
        var shard = Shard.Of(talentId);
        var pending = Pending(talentId, id, now);
        await table.CommitAsync(new Transaction(shard, OperationId.New(random)).Add(new TableEntity(shard, pending)), cancel);
        var file = new StoredFile(id, talentId, name, 0, "", type.ContentType, pending);
        try
        {
            await contents.WriteAsync(talentId, id, type, content, cancel);
            if (await hasAnother(cancel))
            {
                await DropAsync(file, contents.DeleteAsync);
                return Refusal.Invalid("/file", ValidationCodes.TooMany);
            }
        }
        catch (Exception fault) when (fault is not (StorageException or OutOfMemoryException))
        {
            // The sender broke it off or sent too much. While storage fails, deleting would fail too.
            await DropAsync(file, contents.DiscardAsync);
            throw;
        }

        file = file with { Size = content.Count, Sha256 = content.Sha256 };
        var recorded = await RecordAsync(file, key is null ? null : new IdempotentCall(key, content.Sha256), now, cancel);
        if (recorded is not Outcome<StoredFile>.Created { Replayed: false })
        {
            await DropAsync(file, contents.DeleteAsync);
        }

        return recorded;
    }

    private Task<Outcome<StoredFile>> RecordAsync(StoredFile file, IdempotentCall? call, DateTimeOffset now, CancellationToken cancel)
    {
        var once = Idempotency.Of(table, file.TalentId, call);
        return Contest.RunAsync<StoredFile>(async () =>
        {
            var transaction = once.Remember(new Transaction(Shard.Of(file.TalentId), OperationId.New(random)).Add(Row(file)), file.FileId, now);
            var commit = await quota.CommitAsync(file.TalentId, file.Size, transaction, cancel);
            if (commit is Outcome<Nothing>.Done)
            {
                return new Outcome<StoredFile>.Created(file);
            }

            return await once.MatchAsync(now, cancel) switch
            {
                IdempotencyMatch.Reused => new Refusal(RefusalCodes.IdempotencyKeyReused),
                // When the first file was collected meanwhile, the upload is stored as a new file.
                IdempotencyMatch.Same { Answer: var first } when await FindAsync(file.TalentId, first, cancel) is { } known =>
                    new Outcome<StoredFile>.Created(known, Replayed: true),
                _ when commit is Outcome<Nothing>.Refused { Reason: var full } => full,
                _ => null,
            };
        });
    }

    // Deletes the content and the reminder of an upload that is not kept. When that fails, the reminder is still there, and the
    // content is collected later. The caller may be gone, so its token does not count.
    private async Task DropAsync(StoredFile file, Func<string, string, CancellationToken, Task> delete)
    {
        try
        {
            await delete(file.TalentId, file.FileId, CancellationToken.None);
            await table.DeleteAsync(Shard.Of(file.TalentId), file.Pending!, CancellationToken.None);
        }
        catch (StorageException)
        {
        }
    }

    /// <summary>Returns a file of a talent, or null. One storage call.</summary>
    public async Task<StoredFile?> FindAsync(string talentId, string fileId, CancellationToken cancel) =>
        StorageKey.IsValid(fileId) && !fileId.Contains('|') && await table.FindAsync(Shard.Of(talentId), Key(talentId, fileId), cancel) is { } row ? Read(row) : null;

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

        await contents.DeleteAsync(talentId, id, cancel);
        await table.DeleteAsync(shard, pending, cancel);
    }
}
