using TalentPass.Core.Files;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>
/// Limits the open requests of one talent. The first filing of a talent in a day is not counted, so that filing usually costs no
/// call. A further one counts the open requests, and the count is kept for ten minutes; filings in this process are added to it.
/// Several processes count for themselves. So the limit may be passed by one filing for each process and day, and by what other
/// processes file within ten minutes. That is enough against floods.
/// </summary>
/// <param name="table">The table of the requests.</param>
/// <param name="quotas">The quotas.</param>
/// <param name="time">The clock.</param>
public sealed class OpenRequestLimit(TalentsTable table, Quotas quotas, TimeProvider time)
{
    /// <summary>How long a count is good.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private const int MostKept = 20_000;
    private static readonly TimeSpan _kept = TimeSpan.FromDays(1);
    private readonly Cache<string, Standing> _standings = new(_kept, MostKept, time);

    private readonly ShardTurns _turns = new();

    /// <summary>
    /// Files requests when there is room for them; refuses with <c>too_many_open</c> otherwise. No storage call besides the filing
    /// for the first one in a day, or when a count is fresh and there is room; else one.
    /// </summary>
    /// <param name="talentId">The applicant.</param>
    /// <param name="requests">How many requests are filed together.</param>
    /// <param name="file">Files them.</param>
    /// <param name="cancel">Stops the count.</param>
    public async Task<Outcome<T>> RunAsync<T>(string talentId, int requests, Func<Task<Outcome<T>>> file, CancellationToken cancel)
    {
        if (await TakeAsync(talentId, requests, cancel) is not { } standing)
        {
            return new Refusal(RefusalCodes.TooManyOpen, new Bilingual(
                $"最多同时有 {quotas.OpenRequests} 件未办结的申请，请等其中一件办结或撤回一件后再提交。",
                $"At most {quotas.OpenRequests} requests may be open at a time; wait until one has ended, or withdraw one."))
            {
                // Every process knows by then what has ended.
                RetryAfter = Fresh,
            };
        }

        bool? filed = null;
        try
        {
            var outcome = await file();
            filed = outcome is Outcome<T>.Created { Replayed: false };
            return outcome;
        }
        finally
        {
            standing.End(requests, filed);
        }
    }

    // Null when there is not enough room.
    private async Task<Standing?> TakeAsync(string talentId, int requests, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_standings.Get(talentId) is { } known && known.TryTake(requests, quotas.OpenRequests, now - Fresh))
        {
            return known;
        }

        using var turn = await _turns.TakeAsync(talentId, cancel);
        if (_standings.Get(talentId) is not { } standing)
        {
            return _standings.Keep(talentId, new Standing(requests));
        }

        if (standing.TryTake(requests, quotas.OpenRequests, now - Fresh))
        {
            return standing;
        }

        // Requests may have ended since they were counted.
        standing.Count((await table.ReadAllAsync(OpenRequests.Filter(talentId), cancel, ["RowKey"])).Count, now);
        return standing.TryTake(requests, quotas.OpenRequests, now) ? standing : null;
    }

    private sealed class Standing(int onTheWay)
    {
        private readonly Lock _gate = new();
        private int _onTheWay = onTheWay;
        private int _open;
        private DateTimeOffset _countedAt = DateTimeOffset.MinValue;

        // False when there is no room, or the count is older than a moment.
        public bool TryTake(int requests, int most, DateTimeOffset notBefore)
        {
            lock (_gate)
            {
                if (_countedAt < notBefore || _open + _onTheWay + requests > most)
                {
                    return false;
                }

                _onTheWay += requests;
                return true;
            }
        }

        public void Count(int open, DateTimeOffset at)
        {
            lock (_gate)
            {
                (_open, _countedAt) = (open, at);
            }
        }

        // A request that was counted before its filing ended counts twice, until the next count. Whether a filing that failed was
        // written is not known (null), so the next filing counts.
        public void End(int requests, bool? filed)
        {
            lock (_gate)
            {
                _onTheWay -= requests;
                _open += filed is true ? requests : 0;
                _countedAt = filed is null ? DateTimeOffset.MinValue : _countedAt;
            }
        }
    }
}
