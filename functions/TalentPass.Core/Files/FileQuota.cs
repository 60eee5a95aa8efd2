using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Files;

/// <summary>The files of a talent, as far as the quota needs them.</summary>
/// <param name="Files">How many there are.</param>
/// <param name="Bytes">Their bytes together.</param>
/// <param name="Guard">The ETag of the guard row; null when there is none yet.</param>
internal sealed record FileUsage(int Files, long Bytes, ETag? Guard);

/// <summary>
/// Counts the files of a talent against the quota. The rows of the files themselves are counted, so nothing can drift. Every
/// transaction that adds a file also replaces the guard row <c>tid|6</c> under its ETag, so parallel uploads cannot pass the quota
/// together. A count is kept for a minute, so only the first upload of a talent in a minute costs one more storage call.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="quotas">The quotas.</param>
/// <param name="time">The clock.</param>
public sealed class FileQuota(TalentsTable table, Quotas quotas, TimeProvider time)
{
    /// <summary>How long a count is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private const int MostKept = 10_000;
    private const string Size = "Size";
    private readonly Cache<string, FileUsage> _kept = new(Kept, MostKept, time);

    // Uploads of one shard in one process commit one after another, so they do not lose against each other.
    private readonly ShardTurns _turns = new();

    /// <summary>
    /// Refuses when a file of this size has no room; null when it has. No storage call when the count is kept and there is room;
    /// else one.
    /// </summary>
    /// <param name="talentId">The talent.</param>
    /// <param name="size">The size of the next file in bytes; 1 while it is not known.</param>
    /// <param name="cancel">Stops the read.</param>
    internal async Task<Refusal?> CheckAsync(string talentId, long size, CancellationToken cancel)
    {
        // Files may have been collected since they were counted.
        if (_kept.Get(talentId) is { } kept && Refused(kept, size) is null)
        {
            return null;
        }

        return Refused(_kept.Keep(talentId, await CountAsync(talentId, cancel)), size);
    }

    /// <summary>
    /// Commits a transaction that adds a file of this size. Refuses when it has no room. Returns null when another transaction was
    /// first: one that added a file, or one with the same idempotency key.
    /// </summary>
    internal async Task<Outcome<Nothing>?> CommitAsync(string talentId, long size, Transaction transaction, CancellationToken cancel)
    {
        using var turn = await _turns.TakeAsync(talentId, cancel);
        if (await CheckAsync(talentId, size, cancel) is { } refusal)
        {
            return refusal;
        }

        var usage = _kept.Get(talentId) ?? await CountAsync(talentId, cancel);
        var guard = new TableEntity(transaction.Partition, GuardKey(talentId));
        _ = usage.Guard is { } etag ? transaction.Replace(guard, etag) : transaction.Add(guard);
        var commit = await table.CommitAsync(transaction, cancel);
        if (commit is Commit.Written { ETags: { } etags })
        {
            _kept.Keep(talentId, new FileUsage(usage.Files + 1, usage.Bytes + size, etags[^1]));
        }
        else
        {
            _kept.Forget(talentId);
        }

        return commit is Commit.Written ? new Outcome<Nothing>.Done(Nothing.Value) : null;
    }

    private async Task<FileUsage> CountAsync(string talentId, CancellationToken cancel)
    {
        var guard = GuardKey(talentId);
        var filter = TableFilter.Range(Shard.Of(talentId), guard, TableFilter.Next($"{guard}|"));
        var rows = await table.ReadAllAsync(filter, cancel, ["RowKey", Size]);
        var files = rows.Where(row => row.RowKey != guard).ToArray();
        return new FileUsage(files.Length, files.Sum(row => row.GetInt64(Size) ?? 0), rows.FirstOrDefault(row => row.RowKey == guard)?.ETag);
    }

    private Refusal? Refused(FileUsage usage, long size) =>
        usage.Files >= quotas.Files ? new Refusal(RefusalCodes.TooManyFiles, new Bilingual(
            $"最多保存 {quotas.Files} 个文件。未使用的文件一天后自动删除。",
            $"At most {quotas.Files} files are kept. Files that nothing uses are deleted after a day."))
        : usage.Bytes + size > quotas.FileBytes ? new Refusal(RefusalCodes.TooManyFiles, new Bilingual(
            $"文件合计最多 {Mebibytes} MiB。未使用的文件一天后自动删除。",
            $"All files together have at most {Mebibytes} MiB. Files that nothing uses are deleted after a day."))
        : null;

    private long Mebibytes => quotas.FileBytes / (1024 * 1024);

    private static string GuardKey(string talentId) => StorageKey.Join(talentId, "6");
}
