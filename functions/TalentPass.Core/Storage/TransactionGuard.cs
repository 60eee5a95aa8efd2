using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// Checks a transaction before it is sent, because Azurite accepts some transactions that Azure refuses. It refuses: more than
/// one partition, more than 100 rows, the same row twice, more than 4 MiB as sent, invalid keys, rows over 1 MiB (after a merge:
/// the whole row) or 252 properties, texts over 32 Ki characters, binary values over 64 KiB, dates before 1601, and types that
/// the service does not store, such as <c>decimal</c>. Source: "Performing entity group transactions" and "Understanding the
/// Table service data model".
/// </summary>
public static class TransactionGuard
{
    /// <summary>The most bytes of a row, as the service counts them.</summary>
    public const int MaxEntity = 1024 * 1024;

    /// <summary>The longest text of a property, in UTF-16 units.</summary>
    public const int MaxText = 32 * 1024;

    private const int MaxRows = 100;
    private const int MaxPayload = 4 * 1024 * 1024;
    private const int MaxProperties = 252;
    private const int MaxBinary = 64 * 1024;

    // What is sent with a row and a property besides the values: the headers of a part, addresses and types.
    private const int SentWithRow = 1024;
    private const int SentWithProperty = 64;
    private static readonly DateTimeOffset _minimum = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks a whole transaction.</summary>
    /// <exception cref="InvalidOperationException">Azure would refuse the transaction: a mistake in our code.</exception>
    public static void Check(Transaction transaction) => Check(transaction.Actions, transaction.Beside);

    /// <summary>Checks the actions of a transaction.</summary>
    /// <param name="actions">The actions.</param>
    /// <param name="beside">For each action: the bytes of the row that it does not write itself, see <see cref="Beside"/>.</param>
    /// <exception cref="InvalidOperationException">Azure would refuse the transaction: a mistake in our code.</exception>
    internal static void Check(IReadOnlyList<TableTransactionAction> actions, IReadOnlyList<long> beside)
    {
        Require(actions.Count > 0, "0 rows in one transaction");
        RequireAtMost(MaxRows, actions.Count, "rows in one transaction");
        var partition = actions[0].Entity.PartitionKey;
        var rows = new HashSet<string>(StringComparer.Ordinal);
        var payload = 0L;
        foreach (var (index, action) in actions.Index())
        {
            var entity = (TableEntity)action.Entity;
            Require(entity.PartitionKey == partition, "two partitions in one transaction");
            Require(rows.Add(entity.RowKey), "a row twice in one transaction");
            var whole = Check(entity) + beside[index];
            RequireAtMost(MaxEntity, whole, "bytes of a row after a merge");
            payload += SentBytes(entity);
        }

        RequireAtMost(MaxPayload, payload, "bytes in one transaction");
    }

    /// <summary>Checks one entity and returns its size in bytes as the service counts it.</summary>
    /// <exception cref="InvalidOperationException">Azure would refuse the entity: a mistake in our code.</exception>
    public static long Check(TableEntity entity)
    {
        Require(StorageKey.IsValid(entity.PartitionKey), "a bad partition key");
        Require(StorageKey.IsValid(entity.RowKey), "a bad row key");
        var (count, size) = (0, 4L + (entity.PartitionKey.Length + entity.RowKey.Length) * 2);
        foreach (var (name, value) in entity)
        {
            if (!IsOfService(name))
            {
                (count, size) = (count + 1, size + SizeOf(name, value));
            }
        }

        RequireAtMost(MaxProperties, count, "properties");
        RequireAtMost(MaxEntity, size, "bytes of an entity");
        return size;
    }

    /// <summary>The bytes of the properties of a stored row that a merge leaves as they are.</summary>
    /// <param name="stored">The row as it was read, with all its properties.</param>
    /// <param name="change">The properties that the merge writes.</param>
    public static long Beside(TableEntity stored, TableEntity change) => stored
        .Where(each => !IsOfService(each.Key) && each.Key != OperationId.Property && !change.ContainsKey(each.Key))
        .Sum(each => SizeOf(each.Key, each.Value));

    /// <summary>The most bytes that the SDK sends for a row in a transaction.</summary>
    public static long SentBytes(TableEntity entity) =>
        SentWithRow + entity.Where(each => !IsOfService(each.Key)).Sum(each => SentWithProperty + 2 * each.Key.Length + SentBytes(each.Value));

    private static bool IsOfService(string name) => name is "PartitionKey" or "RowKey" or "odata.etag" or "Timestamp";

    // The SDK sends JSON: binary values in base64, and most characters that are no ASCII letters as \uXXXX.
    private static long SentBytes(object? value) => value switch
    {
        string text => SentBytes(text),
        byte[] bytes => (bytes.Length + 2) / 3 * 4,
        BinaryData data => SentBytes(data.ToArray()),
        _ => 40,
    };

    private static long SentBytes(string text)
    {
        var bytes = 0L;
        foreach (var each in text)
        {
            bytes += char.IsAsciiLetterOrDigit(each) ? 1 : 6;
        }

        return bytes;
    }

    private static long SizeOf(string name, object? value) => 8 + name.Length * 2 + ValueSize(name, value);

    private static long ValueSize(string name, object? value)
    {
        switch (value)
        {
            case null: return 0;
            case string text:
                RequireAtMost(MaxText, text.Length, "characters in", name);
                return 4 + text.Length * 2L;
            case byte[] bytes:
                RequireAtMost(MaxBinary, bytes.Length, "bytes in", name);
                return 4 + bytes.Length;
            case BinaryData data:
                return ValueSize(name, data.ToArray());
            case DateTimeOffset at:
                Require(at >= _minimum, "a date before 1601 in", name);
                return 8;
            case DateTime at:
                return ValueSize(name, new DateTimeOffset(at.ToUniversalTime()));
            case bool: return 1;
            case int: return 4;
            case long or double: return 8;
            default:
                throw new InvalidOperationException($"Storage would not keep {value.GetType().Name} in {name}.");
        }
    }

    // The texts are put together only when there is something to say: every written property comes by here.
    private static void Require(bool condition, string what, string where = "")
    {
        if (!condition)
        {
            throw new InvalidOperationException($"Azure would refuse this write: {$"{what} {where}".TrimEnd()}.");
        }
    }

    private static void RequireAtMost(long most, long found, string what, string where = "")
    {
        if (found > most)
        {
            Require(false, $"{found} {what}", where);
        }
    }
}
