using System.Text.Json;
using System.Text.Json.Serialization;
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

/// <summary>
/// Stores drafts as rows <c>tid|4|id</c> in table <c>Talents</c>. The whole content is sealed. Only this class makes these keys.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="sealer">Seals the content.</param>
/// <param name="random">Makes operation ids.</param>
public sealed class DraftStore(TalentsTable table, FieldSealer sealer, RandomSource random)
{
    /// <summary>The most drafts of one talent.</summary>
    public const int MostDrafts = 50;

    /// <summary>The longest id of a draft, in characters.</summary>
    public const int MaxId = 64;

    /// <summary>
    /// Whether an id is allowed: 1 to 64 ASCII letters, digits, <c>-</c> and <c>_</c>. Upper and lower case do not differ.
    /// </summary>
    public static bool IsId(string id) => id.Length is > 0 and <= MaxId && id.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_');

    /// <summary>Returns the row key of a draft.</summary>
    public static string Key(string talentId, string draftId) => StorageKey.Join(talentId, "4", draftId.ToLowerInvariant());

    /// <summary>Saves a draft and renews the reminders of its files. The last writer wins. One storage call.</summary>
    /// <returns>False when one of the files was collected or used meanwhile; then nothing is saved.</returns>
    public async Task<bool> SaveAsync(string talentId, Draft draft, IReadOnlyList<StoredFile> papers, CancellationToken cancel)
    {
        var row = new TableEntity(Shard.Of(talentId), Key(talentId, draft.DraftId)) { ["SavedAt"] = draft.SavedAt };
        var body = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(draft.Content, DraftJson.Stored.DraftContent), row.RowKey);
        LongBinary.Set(row, body, Body);
        var transaction = new Transaction(row.PartitionKey, OperationId.New(random)).Put(row);
        FileStore.Hold(transaction, papers, draft.SavedAt);
        return await table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>Deletes a draft. Returns false when it does not exist. One storage call.</summary>
    public async Task<bool> RemoveAsync(string talentId, string draftId, CancellationToken cancel)
    {
        return IsId(draftId)
            && await table.CommitAsync(new Transaction(Shard.Of(talentId), OperationId.New(random)).Delete(Key(talentId, draftId)), cancel) is Commit.Written;
    }

    /// <summary>
    /// Whether a draft of the talent names a file. One storage call for each 50 drafts: drafts that are saved at the same moment can
    /// be more.
    /// </summary>
    public async Task<bool> HoldsAsync(string talentId, string file, CancellationToken cancel)
    {
        IReadOnlyList<Draft> drafts = [];
        do
        {
            drafts = await ListAsync(talentId, MostDrafts, drafts.Count == 0 ? null : drafts[^1].DraftId, cancel);
            if (drafts.Any(draft => draft.Content.Materials?.Any(each => each.File == file) is true))
            {
                return true;
            }
        }
        while (drafts.Count == MostDrafts);
        return false;
    }

    /// <summary>Returns a draft, or null. One storage call.</summary>
    public async Task<Draft?> FindAsync(string talentId, string draftId, CancellationToken cancel) =>
        IsId(draftId) && await table.FindAsync(Shard.Of(talentId), Key(talentId, draftId), cancel) is { } row ? Read(row) : null;

    /// <summary>
    /// Returns at most <paramref name="take"/> drafts of a talent, ordered by id, after the id <paramref name="after"/>. One
    /// storage call.
    /// </summary>
    public async Task<IReadOnlyList<Draft>> ListAsync(string talentId, int take, string? after, CancellationToken cancel)
    {
        var (shard, prefix) = (Shard.Of(talentId), $"{talentId}|4|");
        var filter = after is not null && IsId(after)
            ? TableFilter.After(shard, prefix + after, TableFilter.Next(prefix))
            : TableFilter.Prefix(shard, prefix);
        return [.. (await table.ReadAsync(filter, take, cancel)).Rows.Select(Read)];
    }

    private static string Body(int part) => $"Body{part}";

    private Draft Read(TableEntity row)
    {
        var body = sealer.OpenBytes(LongBinary.Find(row, Body)!, row.RowKey);
        return new Draft(
            row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..], JsonSerializer.Deserialize(body, DraftJson.Stored.DraftContent)!, row.GetDateTimeOffset("SavedAt")!.Value);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DraftContent))]
internal sealed partial class DraftJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static DraftJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
