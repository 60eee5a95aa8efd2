using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Bundles;

/// <summary>Stores bundles in table <c>Talents</c>, key <c>tid|3|bid</c>. Only this class knows these keys.</summary>
/// <param name="table">The table.</param>
public sealed class BundleStore(TalentsTable table)
{
    /// <summary>The row key of a bundle.</summary>
    public static string Key(RequestRef bundle) => StorageKey.Join(bundle.TalentId, "3", bundle.RequestId);

    /// <summary>Reads a bundle; null when there is none. One call.</summary>
    public async Task<BundleCase?> FindAsync(RequestRef bundle, CancellationToken cancel) =>
        await table.FindAsync(Shard.Of(bundle.TalentId), Key(bundle), cancel) is { } row
            ? new BundleCase(
                bundle,
                row.GetString("Bundle"),
                row.GetInt32("CatalogueVersion")!.Value,
                row.GetDateTimeOffset("At")!.Value,
                JsonSerializer.Deserialize(row.GetString("Parts"), BundleJson.Stored.ListBundlePart)!,
                JsonSerializer.Deserialize(row.GetString("Completed"), BundleJson.Stored.ListString)!)
            {
                Version = row.ETag,
            }
            : null;

    /// <summary>Makes the row of a new bundle.</summary>
    public static TableEntity NewRow(BundleCase bundle)
    {
        var row = Change(bundle);
        row["Bundle"] = bundle.Bundle;
        row["CatalogueVersion"] = bundle.CatalogueVersion;
        row["At"] = bundle.At;
        return row;
    }

    /// <summary>Makes the properties that change when the bundle moves forward; the caller merges them into the row.</summary>
    public static TableEntity Change(BundleCase bundle) => new(Shard.Of(bundle.Ref.TalentId), Key(bundle.Ref))
    {
        ["Parts"] = JsonSerializer.Serialize([.. bundle.Parts], BundleJson.Stored.ListBundlePart),
        ["Completed"] = JsonSerializer.Serialize([.. bundle.Completed], BundleJson.Stored.ListString),
    };
}

[JsonSerializable(typeof(List<BundlePart>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class BundleJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static BundleJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
