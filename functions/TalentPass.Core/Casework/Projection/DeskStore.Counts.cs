using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <content>
/// The counters of a desk: <c>c|0</c> holds the totals by <see cref="CountedAs"/>, <c>c|1|number|seq</c> one change that is not
/// in the totals yet. The transaction that changes an entry adds the change, so no two writers share a row and no count is lost.
/// Folding adds changes to the totals and deletes them, in one transaction. So totals and changes together are always what a
/// count of the entries would give.
/// </content>
public sealed partial class DeskStore
{
    /// <summary>The number of changes from which a reader of the counts folds them.</summary>
    public const int FoldedFrom = 32;

    // The deliveries of this process after which it folds, also when nobody reads the counts.
    private const int FoldedAfterArrivals = 16;

    // A transaction has at most 100 rows, and one of them is the totals.
    private const int MostFolded = 99;
    private const string CountRows = "c|";
    private const string TotalsKey = "c|0";
    private const string Before = "Before";
    private const string After = "After";
    private int _arrivals;

    /// <summary>
    /// The numbers of open requests by what they count as. One call; one more when there are many changes to fold. A desk keeps
    /// fewer than some hundred changes, whatever its number of open requests.
    /// </summary>
    public async Task<DeskTally> CountsAsync(string department, CancellationToken cancel)
    {
        var rows = await _table.ReadAllAsync(TableFilter.Prefix(department, CountRows), cancel);
        if (rows.Count > FoldedFrom)
        {
            await FoldAsync(department, rows, cancel);
        }

        return new DeskTally(
            Sum(rows).Where(each => each.Value > 0).ToDictionary(each => CountedAs.Read(each.Key), each => each.Value), VersionOf(rows));
    }

    /// <summary>
    /// Folds changes of the counts after every sixteenth arrival that this process delivered, so that they stay few while nobody
    /// reads the counts. Two calls then, otherwise none.
    /// </summary>
    public async Task FoldSometimesAsync(string department, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _arrivals) % FoldedAfterArrivals == 0)
        {
            await FoldAsync(department, (await _table.ReadAsync(TableFilter.Prefix(department, CountRows), 1 + MostFolded, cancel)).Rows, cancel);
        }
    }

    // When another process folds at the same moment, only one of the two transactions succeeds, and nothing is left to do. When
    // storage fails, the next fold does the work.
    private async Task FoldAsync(string department, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        var totals = rows.FirstOrDefault(row => row.RowKey == TotalsKey);
        var changes = rows.Where(row => row.RowKey != TotalsKey).Take(MostFolded).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        var folded = Totals(department, Sum(totals is null ? changes : changes.Prepend(totals)));
        var transaction = new Transaction(department, OperationId.New(random));
        transaction = totals is null ? transaction.Add(folded) : transaction.Replace(folded, totals.ETag);
        foreach (var change in changes)
        {
            transaction.Delete(change.RowKey);
        }

        try
        {
            await _table.CommitAsync(transaction, cancel);
        }
        catch (StorageException away) when (away.Failure == StorageFailure.Unavailable)
        {
            // The counts that were read are right without this.
        }
    }

    // Adds to the transaction what it changes in the counts. A new slip changes nothing but their version.
    private static void Count(Transaction transaction, DeskEntry entry, CountedAs? before, CountedAs? after)
    {
        if (before != after)
        {
            transaction.Add(new TableEntity(transaction.Partition, StorageKey.Join("c", "1", entry.RequestKey, StorageKey.Number(entry.Seq, 4)))
            {
                [Before] = before?.Write() ?? "",
                [After] = after?.Write() ?? "",
            });
        }
    }

    private static Dictionary<string, int> Sum(IEnumerable<TableEntity> rows)
    {
        var sum = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (row.RowKey == TotalsKey)
            {
                foreach (var line in Unpack(row).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                {
                    var space = line.IndexOf(' ', StringComparison.Ordinal);
                    Add(line[(space + 1)..], int.Parse(line.AsSpan(0, space), CultureInfo.InvariantCulture));
                }
            }
            else
            {
                Add(row.GetString(Before), -1);
                Add(row.GetString(After), 1);
            }
        }

        return sum;

        void Add(string facts, int count)
        {
            if (facts.Length > 0)
            {
                sum[facts] = sum.GetValueOrDefault(facts) + count;
            }
        }
    }

    private static TableEntity Totals(string department, Dictionary<string, int> counts)
    {
        var lines = counts.Where(each => each.Value != 0).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value} {each.Key}"));
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal))));
        }

        var row = new TableEntity(department, TotalsKey);
        LongBinary.Set(row, packed.ToArray(), Part);
        return row;
    }

    private static string Unpack(TableEntity row)
    {
        using var brotli = new BrotliStream(new MemoryStream(LongBinary.Find(row, Part)!), CompressionMode.Decompress);
        using var text = new StreamReader(brotli, Encoding.UTF8);
        return text.ReadToEnd();
    }

    private static string Part(int index) => $"Totals{index}";

    // Every change has a row of its own, and a fold writes the totals anew. So two equal versions mean that nothing happened
    // between them, also when one request came and another one went.
    private static string VersionOf(IReadOnlyList<TableEntity> rows) =>
        Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => $"{row.RowKey} {(row.RowKey == TotalsKey ? row.ETag : "")}")))))[..20];
}

/// <summary>What is counted at a desk.</summary>
/// <param name="Counts">The numbers of open requests by what they count as.</param>
/// <param name="Version">The version of these numbers; it changes with each change that the desk counts.</param>
public sealed record DeskTally(IReadOnlyDictionary<CountedAs, int> Counts, string Version);
