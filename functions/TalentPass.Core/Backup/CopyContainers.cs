using Azure.Storage.Blobs;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Backup;

/// <summary>The containers of the nightly copies. They are in an account of their own, apart from the data.</summary>
/// <param name="Rows">The rows: one folder of blobs for each copy. Nobody can change or delete them for 30 days.</param>
/// <param name="Files">The papers of all copies, as <c>shard/talent/file</c>. They are not encrypted.</param>
public sealed record CopyContainers(BlobContainerClient Rows, BlobContainerClient Files)
{
    /// <summary>The name of the container of rows.</summary>
    public const string RowsName = "copies";

    /// <summary>The name of the container of papers.</summary>
    public const string FilesName = "copied-files";

    /// <summary>Both names.</summary>
    public static IReadOnlyList<string> Names { get; } = [RowsName, FilesName];

    /// <summary>Returns the containers of the account of copies.</summary>
    public static CopyContainers Of(BlobServiceClient account) => new(account.GetBlobContainerClient(RowsName), account.GetBlobContainerClient(FilesName));

    /// <summary>Returns the blobs with the rows of a table, in a copy. The largest table has one for each shard.</summary>
    public static IEnumerable<string> BlobsOf(string copy, string table) =>
        table == StorageLayout.Talents ? Shard.All.Select(shard => Talents(copy, shard)) : [$"{copy}/{table}.jsonl"];

    /// <summary>Returns the blob with the rows of a shard, in a copy.</summary>
    public static string Talents(string copy, string shard) => $"{copy}/{StorageLayout.Talents}-{shard}.jsonl";
}
