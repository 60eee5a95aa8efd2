using System.Collections.Concurrent;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Storage;

/// <summary>
/// What is authenticated of a kind of rows. The class that owns the rows declares one shape for each kind.
/// </summary>
public sealed class RowShape
{
    /// <summary>Declares a kind of rows.</summary>
    /// <param name="name">The name of the kind. It is part of the seal: never change it.</param>
    /// <param name="properties">
    /// The properties that are authenticated, in the order of the seal. A property that is missing in a row counts as missing.
    /// </param>
    public RowShape(string name, params IReadOnlyList<string> properties)
    {
        (Name, Properties) = (name, properties);
        Columns = ["PartitionKey", "RowKey", .. properties, RowSeal.Property];
    }

    /// <summary>The name of the kind.</summary>
    public string Name { get; }

    /// <summary>The properties that are authenticated.</summary>
    public IReadOnlyList<string> Properties { get; }

    /// <summary>The properties that must be read so that a row can be checked, keys included.</summary>
    public IReadOnlyList<string> Columns { get; }
}

/// <summary>
/// Authenticates whole rows, so that write access to a table alone grants nothing. A seal is the HMAC-SHA-256 of the kind, the
/// keys and the properties of a row, under a key derived from the master key. A row that was edited, copied to another key or
/// written by somebody else does not pass. Seals under former master keys still pass. Thread-safe.
/// </summary>
public sealed partial class RowSeal
{
    /// <summary>The name of the property that holds the seal: version (1 byte), id of the key (4), MAC (32).</summary>
    public const string Property = "Seal";

    private const byte Version = 1;
    private const int IdSize = 4;
    private const int HeadSize = 1 + IdSize;
    private const int Size = HeadSize + HMACSHA256.HashSizeInBytes;
    private static readonly TimeSpan _told = TimeSpan.FromHours(1);

    // The first key seals. Former keys only check.
    private readonly (byte[] Id, byte[] Key)[] _keys;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _refused = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ILogger _log;

    /// <summary>Derives the keys from the master key and its former keys.</summary>
    public RowSeal(MasterKey key, TimeProvider time, ILogger<RowSeal> log)
    {
        _keys = [.. key.All.Select(each => (each.Derive("row-seal-id", IdSize), each.Derive("row-seal")))];
        (_time, _log) = (time, log);
    }

    /// <summary>
    /// The kinds of rows of which one was refused within the last hour, sorted. The health check shows them to operators.
    /// </summary>
    public IReadOnlyList<string> RecentlyRefused
    {
        get
        {
            var since = _time.GetUtcNow() - _told;
            return [.. _refused.Where(each => each.Value > since).Select(each => each.Key).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Adds the seal to a row and returns the row. Every property of the shape must have its final value.</summary>
    public TableEntity Seal(RowShape shape, TableEntity row)
    {
        var (id, key) = _keys[0];
        var seal = new byte[Size];
        seal[0] = Version;
        id.CopyTo(seal, 1);
        RowText.Mac(key, shape, row, seal.AsSpan(HeadSize));
        row[Property] = seal;
        return row;
    }

    /// <summary>Whether the row is as the app sealed it. A row that is not is logged as an error.</summary>
    public bool Accepts(RowShape shape, TableEntity row)
    {
        if (IsGood(shape, row))
        {
            return true;
        }

        // A row key may contain the id of a talent, which must not stand in a log. The ETag says which row it is as well.
        Refuse(shape, row.PartitionKey, row.ETag.ToString(), "it was changed, moved or written by somebody else");
        return false;
    }

    /// <summary>Reads a row, or returns null when there is none or it is refused.</summary>
    public T? Read<T>(RowShape shape, TableEntity? row, Func<TableEntity, T> read)
        where T : class =>
        row is not null && Accepts(shape, row) ? read(row) : null;

    /// <summary>Logs a row that is not used, and remembers its kind for the health check.</summary>
    /// <param name="shape">The kind of the row.</param>
    /// <param name="partition">Its partition.</param>
    /// <param name="row">Its ETag, or its row key when the key contains no id of a talent.</param>
    /// <param name="fault">What is wrong with it.</param>
    internal void Refuse(RowShape shape, string partition, string row, string fault)
    {
        _refused[shape.Name] = _time.GetUtcNow();
        Log.Refused(_log, shape.Name, partition, row, fault);
    }

    private bool IsGood(RowShape shape, TableEntity row)
    {
        if (row.TryGetValue(Property, out var value) && RowText.Bytes(value) is { Length: Size } seal && seal[0] == Version)
        {
            Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
            foreach (var (id, key) in _keys)
            {
                if (seal.AsSpan(1, IdSize).SequenceEqual(id))
                {
                    RowText.Mac(key, shape, row, mac);
                    return CryptographicOperations.FixedTimeEquals(mac, seal.AsSpan(HeadSize));
                }
            }
        }

        return false;
    }

    private static partial class Log
    {
        // An alert reads this line.
        [LoggerMessage(1, LogLevel.Error, "A row in storage is not trusted and not used. {Kind} {Partition} {Row}: {Fault}.")]
        public static partial void Refused(ILogger log, string kind, string partition, string row, string fault);
    }
}

/// <summary>
/// A row without which the app cannot do its work is not as the app wrote it. The app does not go on with a guess.
/// </summary>
/// <param name="message">Which row, and what an operator can do.</param>
public sealed class UntrustedRowException(string message) : Exception(message);
