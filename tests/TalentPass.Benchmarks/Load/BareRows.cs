using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Benchmarks.InMemory;

namespace TalentPass.Benchmarks.Load;

/// <summary>Rows as the SDK takes them, from rows as it sent them.</summary>
internal static class BareRows
{
    private const string Annotation = "@odata.type";

    /// <summary>Reads the row of a write.</summary>
    public static TableEntity Read(WriteRequest write)
    {
        var row = new TableEntity(write.Keys.Partition, write.Keys.Row);
        if (write.Json.Length == 0)
        {
            return row;
        }

        using var document = JsonDocument.Parse(write.Json);
        var members = document.RootElement;
        foreach (var member in members.EnumerateObject().Where(static each => !each.Name.EndsWith(Annotation, StringComparison.Ordinal)))
        {
            row[member.Name] = Value(member.Value, members.TryGetProperty(member.Name + Annotation, out var type) ? type.GetString() : null);
        }

        return row;
    }

    /// <summary>The same row under another key.</summary>
    public static TableEntity Copy(TableEntity row, string key)
    {
        var copy = new TableEntity(row.PartitionKey, key);
        foreach (var (name, value) in row)
        {
            if (name is not ("PartitionKey" or "RowKey" or "odata.etag" or "Timestamp"))
            {
                copy[name] = value;
            }
        }

        return copy;
    }

    private static object? Value(JsonElement value, string? type) => (type, value.ValueKind) switch
    {
        ("Edm.Binary", _) => value.GetBytesFromBase64(),
        ("Edm.DateTime", _) => value.GetDateTimeOffset(),
        ("Edm.Int64", _) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        (_, JsonValueKind.Number) => value.TryGetInt32(out var number) ? number : value.GetDouble(),
        (_, JsonValueKind.True or JsonValueKind.False) => value.GetBoolean(),
        _ => value.GetString(),
    };
}
