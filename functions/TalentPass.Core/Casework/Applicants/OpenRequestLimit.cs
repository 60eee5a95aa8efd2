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

    // Calls of one shard in one process count one after another, so that each knows what the others have taken.
    private readonly SemaphoreSlim[] _turns = [.. Shard.All.Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>
    /// Takes room for new requests. Refuses with <c>too_many_open</c> when there is not enough. No storage call for the first filing
    /// in a day, or when a count is fresh and there is room; else one.
    /// </summary>
    /// <param name="talentId">The applicant.</param>
    /// <param name="requests">How many requests are filed together.</param>
    /// <param name="cancel">Stops the count.</param>
    public async Task<Refusal?> TakeAsync(string talentId, int requests, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (_standings.Get(talentId)?.TryTake(requests, quotas.OpenRequests, now - Fresh) is true)
        {
            return null;
        }

        var turn = _turns[Shard.NumberOf(talentId)];
        await StorageDeadline.WaitAsync(turn.WaitAsync, cancel);
        try
        {
            if (_standings.Get(talentId) is not { } standing)
            {
                _standings.Keep(talentId, new Standing(requests));
                return null;
            }

            if (standing.TryTake(requests, quotas.OpenRequests, now - Fresh))
            {
                return null;
            }

            // Requests may have ended since they were counted.
            standing.Count((await table.ReadAllAsync(OpenRequests.Filter(talentId), cancel, ["RowKey"])).Count, now);
            return standing.TryTake(requests, quotas.OpenRequests, now) ? null : new Refusal(RefusalCodes.TooManyOpen, new Bilingual(
                $"最多同时有 {quotas.OpenRequests} 件未办结的申请，请等其中一件办结或撤回一件后再提交。",
                $"At most {quotas.OpenRequests} requests may be open at a time; wait until one has ended, or withdraw one."));
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Ends what <see cref="TakeAsync"/> began.</summary>
    /// <param name="talentId">The applicant.</param>
    /// <param name="requests">How many requests were to be filed.</param>
    /// <param name="filed">Whether they were filed. Otherwise the room is free again.</param>
    public void End(string talentId, int requests, bool filed) => _standings.Get(talentId)?.End(requests, filed);

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

        // A request that was counted before its filing ended counts twice, until the next count.
        public void End(int requests, bool filed)
        {
            lock (_gate)
            {
                _onTheWay -= requests;
                _open += filed ? requests : 0;
            }
        }
    }
}
