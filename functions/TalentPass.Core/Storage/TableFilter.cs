namespace TalentPass.Core.Storage;

/// <summary>
/// All OData filter text of the product. Filters name keys only: a filter on another property would scan.
/// Quotes are doubled here (OData 4.01, 5.1.1.6.1), so callers hand in plain values.
/// </summary>
public static class TableFilter
{
    /// <summary>Every row of one partition.</summary>
    public static string Partition(string partition) => $"PartitionKey eq {Literal(partition)}";

    /// <summary>Rows of one partition with <paramref name="from"/> ≤ RowKey &lt; <paramref name="before"/>.</summary>
    public static string Range(string partition, string from, string before) =>
        $"{Partition(partition)} and RowKey ge {Literal(from)} and RowKey lt {Literal(before)}";

    /// <summary>Rows of one partition with <paramref name="after"/> &lt; RowKey &lt; <paramref name="before"/>: the next page.</summary>
    public static string After(string partition, string after, string before) =>
        $"{Partition(partition)} and RowKey gt {Literal(after)} and RowKey lt {Literal(before)}";

    /// <summary>Rows of one partition whose key starts with <paramref name="prefix"/>.</summary>
    public static string Prefix(string partition, string prefix) => Range(partition, prefix, Next(prefix));

    /// <summary>The smallest key above every key that starts with the prefix.</summary>
    public static string Next(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
