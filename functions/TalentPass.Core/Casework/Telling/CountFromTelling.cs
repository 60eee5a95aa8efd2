using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Telling;

/// <summary>
/// Counts the time to supply something (补正) from the day on which a guest was told. A guest has no app here, so what a desk asks for has
/// reached them only when a channel took the message or an officer showed it to them at a counter.
/// </summary>
public sealed class CountFromTelling(
    TalentsTable table, NoticeRows rows, RequestStore store, RequestNumbers numbers, CommitRequests commit, ServiceOf serviceOf, WorkingCalendar calendar,
    RandomSource random, TimeProvider time)
{
    /// <summary>How a notice was told at a counter.</summary>
    public const string Counter = "counter";

    /// <summary>Counts from a notice that a channel took. One call when nothing waits for it, else one and those of a step.</summary>
    public async Task RunAsync(Notification notice, DateTimeOffset at, CancellationToken cancel)
    {
        // Whoever was told something else was not told what to supply.
        RequestState? state = notice.Content.Kind switch
        {
            NoticeKinds.SupplementRequested => RequestState.SupplementWanted,
            NoticeKinds.AcceptedTolerant => RequestState.AcceptedTolerant,
            _ => null,
        };
        if (state is { } asked && notice.Content.Number is { } number && numbers.Parse(number) is { } request)
        {
            await Contest.MustAsync("a request whose applicant was told", () => CountAsync(request, asked, at, cancel));
        }
    }

    /// <summary>Counts from now, when an officer shows a request to its applicant at a counter. No call when nothing waits for it.</summary>
    public async Task AtCounterAsync(RequestCase shown, CancellationToken cancel)
    {
        if (!shown.Course.IsUntold)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var step in shown.Timeline.Where(each => StepNotices.KindOf(each.Action, each.State) is not null))
        {
            await MarkAsync(shown.Ref, step, now, cancel);
        }

        // Last, because the request says then that nothing waits for it.
        await Contest.MustAsync("a request that was shown at a counter", () => CountAsync(shown.Ref, shown.State, now, cancel));
    }

    private async Task<Nothing?> CountAsync(RequestRef request, RequestState state, DateTimeOffset at, CancellationToken cancel)
    {
        if (await store.FindStateAsync(request, cancel) is not { } found || found.State != state)
        {
            return Nothing.Value;
        }

        var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
        var rules = new RequestRules(service, LegalDay.Today(time), calendar);
        return TimerSteps.Told(found, rules, LegalDay.Of(at), time.GetUtcNow()) is not { } step || await commit.CommitWithBundleAsync(Actor.Timer, step, cancel) is not null
            ? Nothing.Value
            : null;
    }

    private async Task MarkAsync(RequestRef request, TimelineEvent step, DateTimeOffset now, CancellationToken cancel)
    {
        var (shard, key) = (Shard.Of(request.TalentId), NoticeRows.Key(request.TalentId, StepNotices.IdOf(request, step)));
        await Contest.TryAsync<Nothing>(async () =>
        {
            if (await table.FindAsync(shard, key, cancel) is not { } row || rows.Read(row) is not { ToldAt: null } notice)
            {
                return Nothing.Value;
            }

            var change = NoticeRows.Change(notice with { ToldAt = now, ToldBy = Counter });
            var transaction = new Transaction(shard, OperationId.New(random)).Merge(change, notice.Version).WitnessedBy(key);
            return await table.CommitAsync(transaction, cancel) is Commit.Written ? Nothing.Value : null;
        });
    }
}
