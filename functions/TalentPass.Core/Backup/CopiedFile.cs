using Azure.Data.Tables;

namespace TalentPass.Core.Backup;

/// <summary>A paper, as its row in a copy describes it.</summary>
/// <param name="Shard">The shard of the talent.</param>
/// <param name="Name">The blob's name in the app's container: talent and file.</param>
/// <param name="Sha256">The SHA-256 of the content, in hex.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="Used">Whether a request uses it. Only such a file must be there.</param>
public sealed record CopiedFile(string Shard, string Name, string Sha256, string ContentType, bool Used)
{
    /// <summary>The blob's name among the copies.</summary>
    public string Copy => $"{Shard}/{Name}";

    /// <summary>Reads a row of table <c>Talents</c>; null when it is not that of a file. The key is that of <c>FileStore</c>.</summary>
    public static CopiedFile? Read(TableEntity row) => row.RowKey.Split('|') is [var talent, "6", var id]
        ? new CopiedFile(row.PartitionKey, $"{talent}/{id}", row.GetString("Sha256"), row.GetString("ContentType"), row.GetString("Pending") is "")
        : null;
}
