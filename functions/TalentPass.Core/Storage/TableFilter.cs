namespace TalentPass.Core.Storage;

/// <summary>
/// Makes all OData filters of the product. Filters use keys only: a filter on another property would scan the table. This class
/// doubles quotes (OData 4.01, 5.1.1.6.1), so callers pass plain values.
/// </summary>
public static class TableFilter
{
    /// <summary>Every row of one partition.</summary>
    public static string Partition(string partition) => $"PartitionKey eq {Literal(partition)}";

    /// <summary>Rows of one partition with <paramref name="from"/> ≤ RowKey &lt; <paramref name="before"/>.</summary>
    public static string Range(string partition, string from, string before) =>
        $"{Partition(partition)} and RowKey ge {Literal(from)} and RowKey lt {Literal(before)}";

    /// <summary>
    /// Rows of one partition with <paramref name="after"/> &lt; RowKey &lt; <paramref name="before"/>, for the next page of a list.
    /// </summary>
    public static string After(string partition, string after, string before) =>
        $"{Partition(partition)} and RowKey gt {Literal(after)} and RowKey lt {Literal(before)}";

    /// <summary>Rows of one partition whose key starts with <paramref name="prefix"/>.</summary>
    public static string Prefix(string partition, string prefix) => Range(partition, prefix, Next(prefix));

    /// <summary>Returns the smallest key that is greater than every key with the prefix.</summary>
    public static string Next(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
