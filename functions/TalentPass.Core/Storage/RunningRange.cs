using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace TalentPass.Core.Storage;

/// <summary>
/// Reads a key range of a partition for a timer: page by page, and a limited number of rows in each run. The next run goes on
/// where this one ended, and at the end of the range begins again. So rows that stay where they are, because nobody can read them
/// or their desk does not answer, do not hide the rows behind them.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="page">The most rows of a page; at most 1,000. One storage call each.</param>
/// <param name="most">After this many rows of a partition a run ends; a multiple of <paramref name="page"/>.</param>
public sealed class RunningRange(Table table, int page, int most)
{
    private readonly ConcurrentDictionary<string, string> _ends = new(StringComparer.Ordinal);

    /// <summary>Reads the rows of this run.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="from">The first key of the range.</param>
    /// <param name="before">The first key after the range.</param>
    /// <param name="cancel">Stops the read.</param>
    public async IAsyncEnumerable<RowPage> ReadAsync(string partition, string from, string before, [EnumeratorCancellation] CancellationToken cancel)
    {
        var filter = _ends.TryRemove(partition, out var end) && string.CompareOrdinal(end, from) >= 0 && string.CompareOrdinal(end, before) < 0
            ? TableFilter.After(partition, end, before)
            : TableFilter.Range(partition, from, before);
        for (var left = most; left > 0; left -= page)
        {
            var rows = await table.ReadAsync(filter, page, cancel);
            yield return rows;
            if (rows.Rows.Count < page)
            {
                _ends.TryRemove(partition, out _);
                yield break;
            }

            // After the caller has handled the page: when a run breaks off, the next one begins with the page it was at.
            _ends[partition] = rows.Rows[^1].RowKey;
            filter = TableFilter.After(partition, rows.Rows[^1].RowKey, before);
        }
    }
}
