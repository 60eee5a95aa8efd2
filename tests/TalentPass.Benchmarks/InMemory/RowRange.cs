namespace TalentPass.Benchmarks.InMemory;

/// <summary>A range of row keys.</summary>
/// <param name="From">The first key; empty for the first row.</param>
/// <param name="IsAfter">Whether <paramref name="From"/> itself is left out.</param>
/// <param name="Before">No key from this one on; null for none.</param>
/// <param name="Through">The last key; null for none.</param>
internal sealed record RowRange(string From = "", bool IsAfter = false, string? Before = null, string? Through = null)
{
    /// <summary>Whether a key is not behind the end of the range.</summary>
    public bool Reaches(string key) =>
        (Before is null || string.CompareOrdinal(key, Before) < 0) && (Through is null || string.CompareOrdinal(key, Through) <= 0);

    /// <summary>Whether a key is the one that the range begins after.</summary>
    public bool Skips(string key) => IsAfter && key == From;

    /// <summary>Reads a filter on keys: one partition, and conditions on the row key joined by <c>and</c>.</summary>
    /// <exception cref="NotSupportedException">The filter has another form; in Azure it would scan the table.</exception>
    public static (string Partition, RowRange Range) Parse(string filter)
    {
        var (partition, range) = ((string?)null, new RowRange());
        foreach (var condition in filter.Split(" and ", StringSplitOptions.RemoveEmptyEntries))
        {
            var words = condition.Trim('(', ')').Split(' ', 3);
            var value = words.Length == 3 ? words[2][1..^1].Replace("''", "'", StringComparison.Ordinal) : "";
            (partition, range) = (words[0], words.ElementAtOrDefault(1)) switch
            {
                ("PartitionKey", "eq") => (value, range),
                ("RowKey", "ge") => (partition, range with { From = value }),
                ("RowKey", "gt") => (partition, range with { From = value, IsAfter = true }),
                ("RowKey", "lt") => (partition, range with { Before = value }),
                ("RowKey", "le") => (partition, range with { Through = value }),
                ("RowKey", "eq") => (partition, range with { From = value, Through = value }),
                _ => throw new NotSupportedException(filter),
            };
        }

        return (partition ?? throw new NotSupportedException(filter), range);
    }
}
