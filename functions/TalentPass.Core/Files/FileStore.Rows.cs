using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Files;

/// <content>The keys and the content of the rows.</content>
public sealed partial class FileStore
{
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
            FileType.Known(row.GetString("ContentType")),
            row.GetString("Pending") is { Length: > 0 } pending ? pending : null);
    }
}
