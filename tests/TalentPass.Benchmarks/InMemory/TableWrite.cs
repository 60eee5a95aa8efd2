using System.Globalization;
using System.Text.Json;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>Why a write is refused.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code of the table service.</param>
/// <param name="Index">The index of the write in its transaction.</param>
internal sealed record WriteFailure(int Status, string Code, int Index = 0);

/// <summary>One write to a row, alone or in a transaction.</summary>
internal sealed class TableWrite
{
    private static long _version = TimeProvider.System.GetUtcNow().UtcTicks;
    private readonly string _method;
    private readonly string _ifMatch;
    private readonly List<KeyValuePair<string, byte[]>> _properties = [];

    /// <summary>Reads a write.</summary>
    /// <param name="method">POST adds, PUT replaces, PATCH and MERGE merge, DELETE deletes.</param>
    /// <param name="keys">The keys in the address; those in the body go before them.</param>
    /// <param name="ifMatch">The version it requires; <c>*</c> for any, empty for none.</param>
    /// <param name="body">The entity as JSON.</param>
    public TableWrite(string method, (string Partition, string Row) keys, string ifMatch, ReadOnlySpan<byte> body)
    {
        (_method, PartitionKey, RowKey, _ifMatch) = (method, keys.Partition, keys.Row, ifMatch);
        if (!body.IsEmpty)
        {
            Read(body);
        }
    }

    public string PartitionKey { get; private set; }

    public string RowKey { get; private set; }

    /// <summary>The version of the row it wrote; null before it is done, and when it deletes.</summary>
    public string? ETag { get; private set; }

    private bool Adds => _method == "POST";

    private bool Deletes => _method == "DELETE";

    private bool Merges => _method is "PATCH" or "MERGE";

    /// <summary>What stands against the write, when the row is as given.</summary>
    public WriteFailure? Check(TableRow? existing) => existing switch
    {
        not null when Adds => new WriteFailure(409, "EntityAlreadyExists"),
        null when Deletes || _ifMatch.Length > 0 => new WriteFailure(404, "ResourceNotFound"),
        not null when _ifMatch is not ("" or "*") && _ifMatch != existing.ETag => new WriteFailure(412, "UpdateConditionNotSatisfied"),
        _ => null,
    };

    /// <summary>The row after the write; null when it is deleted.</summary>
    public TableRow? Row(TableRow? existing)
    {
        if (Deletes)
        {
            return null;
        }

        var version = new DateTime(Interlocked.Increment(ref _version), DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
        ETag = $"W/\"datetime'{Uri.EscapeDataString(version)}'\"";
        return new TableRow(RowKey, ETag, TimeProvider.System.GetUtcNow(), existing is not null && Merges ? Merged(existing) : _properties);
    }

    private List<KeyValuePair<string, byte[]>> Merged(TableRow existing)
    {
        var names = _properties.Select(each => each.Key).ToHashSet(StringComparer.Ordinal);
        return [.. existing.Properties.Where(each => !names.Contains(each.Key)), .. _properties];
    }

    // Keeps every property as the JSON it came as. The annotation of a type stands before or after its value.
    private void Read(ReadOnlySpan<byte> body)
    {
        var annotations = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            reader.Read();
            switch (name)
            {
                case "PartitionKey":
                    PartitionKey = reader.GetString()!;
                    break;
                case "RowKey":
                    RowKey = reader.GetString()!;
                    break;
                case "odata.etag" or "Timestamp" or "Timestamp@odata.type":
                    break;
                case var _ when reader.TokenType == JsonTokenType.Null:
                    break;
                case var _ when name.EndsWith("@odata.type", StringComparison.Ordinal):
                    annotations[name[..^"@odata.type".Length]] = body[start..(int)reader.BytesConsumed].ToArray();
                    break;
                default:
                    _properties.Add(new(name, body[start..(int)reader.BytesConsumed].ToArray()));
                    break;
            }
        }

        for (var i = 0; i < _properties.Count; i++)
        {
            if (annotations.TryGetValue(_properties[i].Key, out var annotation))
            {
                _properties[i] = new(_properties[i].Key, [.. annotation, (byte)',', .. _properties[i].Value]);
            }
        }
    }
}
