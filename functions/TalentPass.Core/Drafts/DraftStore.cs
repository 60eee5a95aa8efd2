using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Files;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Drafts;

/// <summary>A draft (草稿) of a request that is not filed yet.</summary>
/// <param name="DraftId">The id, chosen by the client.</param>
/// <param name="Content">The content. The form's rules are checked only when the request is filed.</param>
/// <param name="SavedAt">When it was last saved.</param>
public sealed record Draft(string DraftId, DraftContent Content, DateTimeOffset SavedAt);

/// <summary>The content of a draft.</summary>
/// <param name="Service">The id of the service.</param>
/// <param name="Answers">The answers so far.</param>
/// <param name="Materials">The papers so far.</param>
/// <param name="Area">The id of the service area.</param>
public sealed record DraftContent(string Service, JsonElement Answers, IReadOnlyList<SubmittedMaterial>? Materials = null, string? Area = null);

/// <summary>A draft as a list reads it.</summary>
/// <param name="DraftId">The id.</param>
/// <param name="Service">The id of the service.</param>
/// <param name="Area">The id of the service area.</param>
/// <param name="Content">The content; null when it is larger than <see cref="DraftStore.SmallBytes"/>.</param>
/// <param name="SavedAt">When it was last saved.</param>
public sealed record DraftLine(string DraftId, string Service, string? Area, DraftContent? Content, DateTimeOffset SavedAt);

/// <summary>The drafts of a talent, as far as the quota needs them.</summary>
/// <param name="Sizes">The size of each draft in bytes, by its id.</param>
/// <param name="Guard">The ETag of the guard row; null when there is none yet.</param>
public sealed record DraftUsage(IReadOnlyDictionary<string, long> Sizes, ETag? Guard);

/// <summary>
/// Stores drafts as rows <c>tid|4|id</c> in table <c>Talents</c>. The whole content is sealed. What a list shows is in a property of
/// its own (<c>Head</c>), so a list reads no large content. Every draft that is saved also replaces the guard row <c>tid|4</c> under
/// its ETag, so that drafts saved at the same time cannot pass the quota together. Only this class makes these keys.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="sealer">Seals the content.</param>
/// <param name="random">Makes operation ids.</param>
public sealed class DraftStore(TalentsTable table, FieldSealer sealer, RandomSource random)
{
    /// <summary>The longest id of a draft, in characters.</summary>
    public const int MaxId = 64;

    /// <summary>The largest content that a list also reads, in bytes of JSON.</summary>
    public const int SmallBytes = 4_000;

    private const string Head = "Head";
    private const string Size = "Size";
    private const string Files = "Files";
    private const string SavedAt = "SavedAt";

    /// <summary>
    /// Whether an id is allowed: 1 to 64 ASCII letters, digits, <c>-</c> and <c>_</c>. Upper and lower case do not differ.
    /// </summary>
    public static bool IsId(string id) => id.Length is > 0 and <= MaxId && id.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_');

    /// <summary>Returns the row key of a draft.</summary>
    public static string Key(string talentId, string draftId) => StorageKey.Join(talentId, "4", draftId.ToLowerInvariant());

    /// <summary>The size of a content in bytes, as the quota counts it.</summary>
    public static long SizeOf(DraftContent content) => Bytes(content).Length;

    /// <summary>Counts the drafts of a talent. One storage call, which reads no content.</summary>
    public async Task<DraftUsage> CountAsync(string talentId, CancellationToken cancel)
    {
        var guard = GuardKey(talentId);
        var filter = TableFilter.Range(Shard.Of(talentId), guard, TableFilter.Next($"{guard}|"));
        var rows = await table.ReadAllAsync(filter, cancel, ["RowKey", Size]);
        return new DraftUsage(
            rows.Where(row => row.RowKey != guard).ToDictionary(IdOf, row => row.GetInt64(Size) ?? 0, StringComparer.Ordinal),
            rows.FirstOrDefault(row => row.RowKey == guard)?.ETag);
    }

    /// <summary>Saves a draft and renews the reminders of its files. One storage call.</summary>
    /// <param name="talentId">The talent.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="papers">The files that it names.</param>
    /// <param name="guard">The guard of <see cref="CountAsync"/>.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// False when another draft was saved since the count, or one of the files was collected or used meanwhile; then nothing is
    /// saved.
    /// </returns>
    public async Task<bool> SaveAsync(string talentId, Draft draft, IReadOnlyList<StoredFile> papers, ETag? guard, CancellationToken cancel)
    {
        var row = Row(talentId, draft);
        var transaction = new Transaction(row.PartitionKey, OperationId.New(random)).Put(row).WitnessedBy(row.RowKey);
        var guarding = new TableEntity(row.PartitionKey, GuardKey(talentId));
        _ = guard is { } etag ? transaction.Replace(guarding, etag) : transaction.Add(guarding);
        FileStore.Hold(transaction, papers, draft.SavedAt);
        return await table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>Deletes a draft. Returns false when it does not exist. One storage call.</summary>
    public async Task<bool> RemoveAsync(string talentId, string draftId, CancellationToken cancel)
    {
        return IsId(draftId)
            && await table.CommitAsync(new Transaction(Shard.Of(talentId), OperationId.New(random)).Delete(Key(talentId, draftId)), cancel) is Commit.Written;
    }

    /// <summary>Whether a draft of the talent names a file. One storage call, which reads no content.</summary>
    public async Task<bool> HoldsAsync(string talentId, string file, CancellationToken cancel) =>
        (await table.ReadAllAsync(TableFilter.Prefix(Shard.Of(talentId), Prefix(talentId)), cancel, [Files]))
            .Any(row => row.GetString(Files)?.Split(' ').Contains(file, StringComparer.Ordinal) is true);

    /// <summary>Returns a draft, or null. One storage call.</summary>
    public async Task<Draft?> FindAsync(string talentId, string draftId, CancellationToken cancel) =>
        IsId(draftId) && await table.FindAsync(Shard.Of(talentId), Key(talentId, draftId), cancel) is { } row ? Read(row) : null;

    /// <summary>
    /// Returns at most <paramref name="take"/> drafts of a talent, ordered by id, after the id <paramref name="after"/>. One
    /// storage call, which reads no large content.
    /// </summary>
    public async Task<IReadOnlyList<DraftLine>> ListAsync(string talentId, int take, string? after, CancellationToken cancel)
    {
        var (shard, prefix) = (Shard.Of(talentId), Prefix(talentId));
        var filter = after is not null && IsId(after)
            ? TableFilter.After(shard, prefix + after, TableFilter.Next(prefix))
            : TableFilter.Prefix(shard, prefix);
        return [.. (await table.ReadAsync(filter, take, cancel, ["RowKey", SavedAt, Head])).Rows.Select(ReadLine)];
    }

    private static byte[] Bytes(DraftContent content) => JsonSerializer.SerializeToUtf8Bytes(content, DraftJson.Stored.DraftContent);

    private static string GuardKey(string talentId) => StorageKey.Join(talentId, "4");

    private static string Prefix(string talentId) => $"{talentId}|4|";

    private static string IdOf(TableEntity row) => row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..];

    private static string HeadPlace(string rowKey) => $"{rowKey}|head";

    private TableEntity Row(string talentId, Draft draft)
    {
        var (key, content, bytes) = (Key(talentId, draft.DraftId), draft.Content, Bytes(draft.Content));
        var head = new DraftHead(content.Service, content.Area, bytes.Length <= SmallBytes ? content : null);
        var row = new TableEntity(Shard.Of(talentId), key)
        {
            [SavedAt] = draft.SavedAt,
            [Size] = (long)bytes.Length,
            [Files] = string.Join(' ', (content.Materials ?? []).Select(each => each.File).OfType<string>().Distinct(StringComparer.Ordinal)),
            [Head] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(head, DraftJson.Stored.DraftHead), HeadPlace(key)),
        };
        if (head.Content is null)
        {
            LongBinary.Set(row, sealer.Seal(bytes, key), Body);
        }

        return row;
    }

    private DraftHead ReadHead(TableEntity row) =>
        JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary(Head), HeadPlace(row.RowKey)), DraftJson.Stored.DraftHead)!;

    private DraftLine ReadLine(TableEntity row)
    {
        var head = ReadHead(row);
        return new DraftLine(IdOf(row), head.Service, head.Area, head.Content, row.GetDateTimeOffset(SavedAt)!.Value);
    }

    private Draft Read(TableEntity row) => new(IdOf(row), ReadHead(row).Content ?? ReadBody(row), row.GetDateTimeOffset(SavedAt)!.Value);

    private DraftContent ReadBody(TableEntity row) =>
        JsonSerializer.Deserialize(sealer.OpenBytes(LongBinary.Find(row, Body)!, row.RowKey), DraftJson.Stored.DraftContent)!;

    private static string Body(int part) => $"Body{part}";
}

/// <summary>What a list shows of a draft, stored sealed.</summary>
internal sealed record DraftHead(string Service, string? Area, DraftContent? Content);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DraftContent))]
[JsonSerializable(typeof(DraftHead))]
internal sealed partial class DraftJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static DraftJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
