using System.Collections.Concurrent;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Records looks at many talents at once: lists, exports, searches. The access log of each talent gets one entry a reader and day. The
/// answer does not wait for the record. One row with all talents (<c>!r|ticks|id</c>) is written into some shard; the timer that sweeps
/// the shards makes the entries from it. The key of an entry follows from reader, kind and day, so an entry that is made twice is one.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="looks">Makes the entries.</param>
/// <param name="later">Writes without making the answer wait.</param>
/// <param name="random">Makes ids.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class DayLooks(TalentsTable table, LookRows looks, LaterWrites later, RandomSource random, TimeProvider time, ILogger<DayLooks> log)
{
    private const string Noted = "!r|";
    private const int IdLength = 8;
    private const int InRow = 5_000;
    private const int InTransaction = 100;
    private const int Part = 20;
    private const int MostKnown = 20_000;
    private readonly ConcurrentDictionary<Reader, ConcurrentDictionary<string, bool>> _known = new();

    // A list shows the same lines again and again, and finding the talent of a line is work.
    private readonly ConcurrentDictionary<string, string> _talents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Look>> _fresh = new(StringComparer.Ordinal);
    private DateOnly _day;
    private int _count;

    /// <summary>The key range of the rows from which entries are still to be made.</summary>
    public static (string From, string Before) Range { get; } = (Noted, TableFilter.Next(Noted));

    /// <summary>
    /// Records a look. A talent whom this process has recorded today for this reader costs nothing; for the others one write starts, for
    /// each 5,000 of them, that nobody waits for.
    /// </summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="action">One of the kinds of <see cref="Look"/>.</param>
    /// <param name="department">The department for which the actor looks.</param>
    /// <param name="shown">The keys of what is shown: of requests, or the ids of talents.</param>
    /// <param name="talentOf">Finds the talent of a key. It is called only for keys that this process has not seen today.</param>
    public async Task NoteAsync(Actor actor, string action, string department, IEnumerable<string> shown, Func<string, string> talentOf)
    {
        var look = new Look(time.GetUtcNow(), action, actor, department);
        Forget(LegalDay.Of(look.At));
        var known = _known.GetOrAdd(new Reader(actor.Account, action, department), static _ => new(StringComparer.Ordinal));
        string[] wanted = [.. shown.Select(each => TalentOf(each, talentOf)).Where(each => known.TryAdd(each, true))];
        Interlocked.Add(ref _count, wanted.Length);
        foreach (var part in wanted.Chunk(InRow))
        {
            foreach (var each in part)
            {
                _fresh.GetOrAdd(each, static _ => new()).Enqueue(look);
            }

            await later.StartAsync(action, cancel => WriteAsync(look, part, known, cancel));
        }
    }

    /// <summary>
    /// Makes the entries of a talent that this process has recorded and not made yet, so that the talent finds them at once. One storage
    /// call when there are some, otherwise none. Those of other processes are there within a minute and a half.
    /// </summary>
    public async Task MakeAsync(string talentId, CancellationToken cancel)
    {
        await later.SettleAsync(cancel);
        if (_fresh.TryRemove(talentId, out var fresh))
        {
            await PutAsync(Shard.Of(talentId), fresh.Select(each => looks.DayRow(talentId, each)), cancel);
        }
    }

    /// <summary>
    /// Makes the entries from the rows of shards. When a row fails, all others are worked on and the run throws at the end. One call for
    /// a shard without rows; else one for each 20 rows, one for each shard with talents of a row and one to delete it.
    /// </summary>
    /// <returns>How many rows were worked on.</returns>
    public async Task<int> RunAsync(IReadOnlyCollection<string> shards, CancellationToken cancel)
    {
        var apart = new Isolation("Looks at many talents", log);
        var done = 0;
        foreach (var shard in shards)
        {
            for (var after = Noted; ;)
            {
                var rows = (await table.ReadAsync(TableFilter.After(shard, after, Range.Before), Part, cancel)).Rows;
                foreach (var row in rows)
                {
                    done += await apart.TryAsync(row.RowKey, () => MakeAsync(row, cancel)) ? 1 : 0;
                }

                if (rows.Count < Part)
                {
                    break;
                }

                after = rows[^1].RowKey;
            }
        }

        apart.End();
        return done;
    }

    private string TalentOf(string key, Func<string, string> talentOf)
    {
        if (_talents.TryGetValue(key, out var found))
        {
            return found;
        }

        Interlocked.Increment(ref _count);
        return _talents[key] = talentOf(key);
    }

    private async Task WriteAsync(Look look, string[] talentIds, ConcurrentDictionary<string, bool> known, CancellationToken cancel)
    {
        try
        {
            var id = random.Id(IdLength);
            var shard = Shard.Of(id);
            var row = new TableEntity(shard, StorageKey.Join(Noted[..^1], StorageKey.Time(look.At), id))
            {
                ["At"] = look.At,
                ["Action"] = look.Action,
                ["Actor"] = look.Actor.Account,
                ["Supervises"] = !look.Actor.IsAny(Roles.Desk),
                ["Department"] = look.Department,
                ["Talents"] = Encoding.ASCII.GetBytes(string.Concat(talentIds)),
            };
            await table.CommitAsync(
                new Transaction(shard, OperationId.New(random)).Add(row).Add(Feed.Row(shard, look.At, id, 1, $"look.{look.Action}", look.Actor, "")), cancel);
        }
        catch
        {
            // The next look of the day tries again.
            foreach (var each in talentIds)
            {
                known.TryRemove(each, out _);
            }

            throw;
        }
    }

    private async Task MakeAsync(TableEntity row, CancellationToken cancel)
    {
        var text = Encoding.ASCII.GetString(row.GetBinary("Talents"));
        var actor = new Actor(row.GetString("Actor"), "", row.GetBoolean("Supervises") is true ? Roles.Supervisor : Roles.Desk, null, null);
        var look = new Look(row.GetDateTimeOffset("At")!.Value, row.GetString("Action"), actor, row.GetString("Department"));
        var talentIds = Enumerable.Range(0, text.Length / IdLength).Select(index => text.Substring(index * IdLength, IdLength));
        foreach (var shard in talentIds.GroupBy(Shard.Of, StringComparer.Ordinal))
        {
            await PutAsync(shard.Key, shard.Select(each => looks.DayRow(each, look)), cancel);
        }

        // Another process that sweeps at the same time may have deleted it.
        await table.CommitAsync(new Transaction(row.PartitionKey, OperationId.New(random)).Delete(row.RowKey), cancel);
    }

    private async Task PutAsync(string shard, IEnumerable<TableEntity> entries, CancellationToken cancel)
    {
        foreach (var part in entries.DistinctBy(each => each.RowKey, StringComparer.Ordinal).Chunk(InTransaction))
        {
            var put = new Transaction(shard, OperationId.New(random));
            foreach (var entry in part)
            {
                put.Put(entry);
            }

            await table.CommitAsync(put, cancel);
        }
    }

    // What is forgotten too early is only recorded once more.
    private void Forget(DateOnly today)
    {
        if (_day != today || Volatile.Read(ref _count) > MostKnown)
        {
            _day = today;
            Volatile.Write(ref _count, 0);
            _known.Clear();
            _talents.Clear();
            _fresh.Clear();
        }
    }

    // The entries of a talent are one for each of these and day.
    private readonly record struct Reader(string Account, string Action, string Department);
}
