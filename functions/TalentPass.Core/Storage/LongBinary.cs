using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// A binary value that may be longer than a property, which holds 64 KiB: it is stored in several properties of its row. A value
/// that is merged into a row may replace a longer one only if its properties have new names.
/// </summary>
public static class LongBinary
{
    /// <summary>The bytes of each property but the last.</summary>
    public const int PartBytes = 60_000;

    /// <summary>Writes a value into a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="value">The value; it is not empty.</param>
    /// <param name="property">The name of each property, from 0.</param>
    public static void Set(TableEntity row, byte[] value, Func<int, string> property)
    {
        foreach (var (index, part) in value.Chunk(PartBytes).Index())
        {
            row[property(index)] = part;
        }
    }

    /// <summary>Reads a value from a row; null when the row has none.</summary>
    public static byte[]? Find(TableEntity row, Func<int, string> property)
    {
        if (row.GetBinary(property(0)) is not { } first)
        {
            return null;
        }

        return row.ContainsKey(property(1))
            ? [.. Enumerable.Range(0, int.MaxValue).Select(each => row.GetBinary(property(each))).TakeWhile(each => each is not null).SelectMany(each => each)]
            : first;
    }
}
