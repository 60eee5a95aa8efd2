using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace TalentPass.Core.Backup;

/// <summary>
/// A row as one line of a copy. The type stands before each value, because JSON does not tell a 64-bit number, a time and a text
/// apart. Sealed fields stay sealed, so a copy cannot be read without the master key, and the two must be kept apart.
/// </summary>
public static class RowLine
{
    /// <summary>Writes a row without its ETag and its time.</summary>
    /// <exception cref="NotSupportedException">A property has a type that no row of ours has.</exception>
    public static string Write(TableEntity row) => JsonSerializer.Serialize(
        row.Where(each => each.Key is not ("odata.etag" or "Timestamp")).ToDictionary(each => each.Key, each => Typed(each.Value)));

    /// <summary>Reads a line.</summary>
    /// <exception cref="NotSupportedException">Another version made the copy.</exception>
    public static TableEntity Read(string line)
    {
        var row = new TableEntity { ETag = ETag.All };
        foreach (var (name, typed) in JsonSerializer.Deserialize<Dictionary<string, string>>(line)!)
        {
            var text = typed[2..];
            row[name] = typed[0] switch
            {
                's' => text,
                'b' => text == "1",
                'i' => int.Parse(text, CultureInfo.InvariantCulture),
                'l' => long.Parse(text, CultureInfo.InvariantCulture),
                'd' => double.Parse(text, CultureInfo.InvariantCulture),
                't' => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                'x' => Convert.FromBase64String(text),
                'g' => Guid.Parse(text),
                _ => throw new NotSupportedException($"A copy was made by another version: type {typed[0]}."),
            };
        }

        return row;
    }

    /// <summary>Reads the rows of a blob, one after the other.</summary>
    public static async IAsyncEnumerable<TableEntity> ReadAsync(BlobClient blob, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var lines = new StreamReader(await blob.OpenReadAsync(cancellationToken: cancel));
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            yield return Read(line);
        }
    }

    private static string Typed(object value) => value switch
    {
        string text => $"s:{text}",
        bool flag => flag ? "b:1" : "b:0",
        int number => string.Create(CultureInfo.InvariantCulture, $"i:{number}"),
        long number => string.Create(CultureInfo.InvariantCulture, $"l:{number}"),
        double number => string.Create(CultureInfo.InvariantCulture, $"d:{number:R}"),
        DateTimeOffset time => string.Create(CultureInfo.InvariantCulture, $"t:{time.UtcDateTime:O}"),
        byte[] bytes => $"x:{Convert.ToBase64String(bytes)}",
        BinaryData bytes => $"x:{Convert.ToBase64String(bytes)}",
        Guid guid => $"g:{guid}",
        _ => throw new NotSupportedException($"A property has a type no row of ours has: {value.GetType()}."),
    };
}
