using System.Collections.Concurrent;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>A table: its partitions.</summary>
internal sealed class TableData
{
    private readonly ConcurrentDictionary<string, TablePartition> _partitions = new(StringComparer.Ordinal);

    public int Rows => _partitions.Values.Sum(partition => partition.Count);

    public TablePartition Partition(string key) => _partitions.GetOrAdd(key, static _ => new TablePartition());

    public TablePartition? Find(string key) => _partitions.GetValueOrDefault(key);

    public TableData Copy()
    {
        var copy = new TableData();
        foreach (var (key, partition) in _partitions)
        {
            copy._partitions[key] = partition.Copy();
        }

        return copy;
    }
}

/// <summary>A row. It never changes: a write puts another row in its place.</summary>
/// <param name="Key">The row key.</param>
/// <param name="ETag">The version.</param>
/// <param name="At">When it was written.</param>
/// <param name="Properties">Name → its JSON members, with the annotation of its type.</param>
internal sealed record TableRow(string Key, string ETag, DateTimeOffset At, IReadOnlyList<KeyValuePair<string, byte[]>> Properties);

/// <summary>A partition: its rows in the order of their keys. Every use is under its lock.</summary>
internal sealed class TablePartition
{
    private readonly Lock _lock = new();
    private readonly List<TableRow> _rows = [];

    public int Count => _rows.Count;

    public TableRow? Find(string key)
    {
        lock (_lock)
        {
            return At(key) is var i && i >= 0 ? _rows[i] : null;
        }
    }

    /// <summary>The rows of a range, at most <paramref name="most"/>, and the key of the next row.</summary>
    public (List<TableRow> Rows, string? Next) Read(RowRange range, int most)
    {
        var rows = new List<TableRow>();
        lock (_lock)
        {
            var first = At(range.From);
            for (var i = first < 0 ? ~first : first; i < _rows.Count && range.Reaches(_rows[i].Key); i++)
            {
                if (rows.Count == most)
                {
                    return (rows, _rows[i].Key);
                }

                if (!range.Skips(_rows[i].Key))
                {
                    rows.Add(_rows[i]);
                }
            }
        }

        return (rows, null);
    }

    /// <summary>Does all writes or none. Null when they are done, otherwise what stands against one of them.</summary>
    public WriteFailure? Apply(IReadOnlyList<TableWrite> writes)
    {
        lock (_lock)
        {
            for (var i = 0; i < writes.Count; i++)
            {
                if (writes[i].Check(Existing(writes[i])) is { } failure)
                {
                    return failure with { Index = i };
                }
            }

            foreach (var write in writes)
            {
                var at = At(write.RowKey);
                if (write.Row(Existing(write)) is not { } row)
                {
                    _rows.RemoveAt(at);
                }
                else if (at >= 0)
                {
                    _rows[at] = row;
                }
                else
                {
                    _rows.Insert(~at, row);
                }
            }
        }

        return null;
    }

    public TablePartition Copy()
    {
        var copy = new TablePartition();
        lock (_lock)
        {
            copy._rows.AddRange(_rows);
        }

        return copy;
    }

    private TableRow? Existing(TableWrite write) => At(write.RowKey) is var i && i >= 0 ? _rows[i] : null;

    // The index of the row, or the complement of the index at which it would be.
    private int At(string key)
    {
        var (low, high) = (0, _rows.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_rows[middle].Key, key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
