using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// Checks a transaction before it is sent, because Azurite accepts some transactions that Azure refuses. It refuses: more than
/// one partition, more than 100 rows, the same row twice, more than 4 MiB, invalid keys, entities over 1 MiB or 252 properties,
/// texts over 32 Ki characters, binary values over 64 KiB, dates before 1601, and types that the service does not store, such
/// as <c>decimal</c>. Source: "Performing entity group transactions" and "Understanding the Table service data model".
/// </summary>
public static class TransactionGuard
{
    private const int MaxRows = 100;
    private const int MaxPayload = 4 * 1024 * 1024;
    private const int MaxEntity = 1024 * 1024;
    private const int MaxProperties = 252;
    private const int MaxText = 32 * 1024;
    private const int MaxBinary = 64 * 1024;
    private static readonly DateTimeOffset _minimum = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks a whole transaction.</summary>
    /// <exception cref="InvalidOperationException">Azure would refuse the transaction: a mistake in our code.</exception>
    public static void Check(IReadOnlyList<TableTransactionAction> actions)
    {
        Require(actions.Count is > 0 and <= MaxRows, $"{actions.Count} rows in one transaction");
        var partition = actions[0].Entity.PartitionKey;
        var rows = new HashSet<string>(StringComparer.Ordinal);
        var payload = 0L;
        foreach (var action in actions)
        {
            Require(action.Entity.PartitionKey == partition, "two partitions in one transaction");
            Require(rows.Add(action.Entity.RowKey), "a row twice in one transaction");
            payload += Check((TableEntity)action.Entity);
        }

        Require(payload <= MaxPayload, $"{payload} bytes in one transaction");
    }

    /// <summary>Checks one entity and returns its size in bytes as the service counts it.</summary>
    /// <exception cref="InvalidOperationException">Azure would refuse the entity: a mistake in our code.</exception>
    public static long Check(TableEntity entity)
    {
        Require(StorageKey.IsValid(entity.PartitionKey), "a bad partition key");
        Require(StorageKey.IsValid(entity.RowKey), "a bad row key");
        var size = 4L + (entity.PartitionKey.Length + entity.RowKey.Length) * 2;
        var properties = 0;
        foreach (var (name, value) in entity)
        {
            if (name is "PartitionKey" or "RowKey" or "odata.etag" or "Timestamp")
            {
                continue;
            }

            properties++;
            size += 8 + name.Length * 2 + SizeOf(name, value);
        }

        Require(properties <= MaxProperties, $"{properties} properties");
        Require(size <= MaxEntity, $"an entity of {size} bytes");
        return size;
    }

    private static long SizeOf(string name, object? value)
    {
        switch (value)
        {
            case null: return 0;
            case string text:
                Require(text.Length <= MaxText, $"{text.Length} characters in {name}");
                return 4 + text.Length * 2L;
            case byte[] bytes:
                Require(bytes.Length <= MaxBinary, $"{bytes.Length} bytes in {name}");
                return 4 + bytes.Length;
            case BinaryData data:
                return SizeOf(name, data.ToArray());
            case DateTimeOffset at:
                Require(at >= _minimum, $"a date before 1601 in {name}");
                return 8;
            case DateTime at:
                return SizeOf(name, new DateTimeOffset(at.ToUniversalTime()));
            case bool: return 1;
            case int: return 4;
            case long or double: return 8;
            default:
                throw new InvalidOperationException($"Storage would not keep {value.GetType().Name} in {name}.");
        }
    }

    private static void Require(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Azure would refuse this write: {what}.");
        }
    }
}
