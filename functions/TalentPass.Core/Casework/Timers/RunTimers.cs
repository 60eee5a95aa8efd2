using Microsoft.Extensions.Logging;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Timers;

/// <summary>The result of one run of the timers.</summary>
/// <param name="Steps">The number of steps that were taken.</param>
/// <param name="Left">The requests left for the next run: others changed them at each attempt, or an error occurred.</param>
public sealed record TimersRun(int Steps, int Left);

/// <summary>
/// Takes every timer step that is due, e.g. the deemed acceptance when a desk did not answer in time. For each shard it reads
/// only the reminder rows whose day has come. The request's own row decides what is due, so a missed night, a doubled run
/// or a crash has no lasting effect. A lease lets only one instance work on a slice of the shards at a time; it is renewed
/// while the work goes on.
/// </summary>
public sealed partial class RunTimers(
    TalentsTable table, RequestStore store, RequestNumbers numbers, CommitRequests commit, ServiceOf serviceOf, WorkingCalendar calendar, TableLease lease, TimeProvider time, ILogger<RunTimers> log)
{
    private const string Work = "Timers of requests";
    private const int Slices = 4;
    private const int Page = 200;

    // A request has few kinds of timer steps. More steps than this in one run mean a programming error, so the loop is stopped.
    private const int MostSteps = 12;
    private const string NothingDue = "";

    // The number of requests that are worked on in parallel: a step takes four storage calls, which are mostly waiting.
    private const int AtOnce = 16;
    private static readonly TimeSpan _leaseLength = TimeSpan.FromMinutes(10);

    /// <summary>The time after which a run stops. What it did not reach is still due, so the next run goes on there.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>
    /// Runs the timers for every slice whose lease this instance gets, at most for <see cref="Longest"/>. Throws at the end when a
    /// request failed; the steps of all others were taken.
    /// </summary>
    public async Task<TimersRun> RunAsync(CancellationToken cancel)
    {
        var apart = new Isolation(Work, log);
        var (total, until) = (new TimersRun(0, 0), time.GetUtcNow() + Longest);
        for (var slice = 0; slice < Slices; slice++)
        {
            if (await lease.TryHoldAsync($"timers-{slice}", _leaseLength, cancel) is not { } held)
            {
                continue;
            }

            foreach (var shard in Shard.All.Where((_, index) => index % Slices == slice))
            {
                var run = await RunAsync(shard, apart, async () => time.GetUtcNow() < until && await held.KeepAsync(cancel), cancel);
                total = new TimersRun(total.Steps + run.Steps, total.Left + run.Left);
            }
        }

        if (total != new TimersRun(0, 0))
        {
            Log.Ran(log, total.Steps, total.Left);
        }

        apart.End();
        return total;
    }

    /// <summary>
    /// Runs the timers for one shard. Two calls when nothing is due. Throws at the end when a request failed; the steps of all
    /// others were taken.
    /// </summary>
    public async Task<TimersRun> RunAsync(string shard, CancellationToken cancel)
    {
        var apart = new Isolation(Work, log);
        var run = await RunAsync(shard, apart, () => Task.FromResult(true), cancel);
        apart.End();
        return run;
    }

    private async Task<TimersRun> RunAsync(string shard, Isolation apart, Func<Task<bool>> mayGoOn, CancellationToken cancel)
    {
        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        var today = LegalDay.Today(time);
        var steps = 0;
        var left = 0;
        foreach (var range in new[] { RequestReminders.Due(today), RequestReminders.Published(calendar.NewestYear) })
        {
            var filter = TableFilter.Range(shard, range.From, range.Before);
            while (await mayGoOn())
            {
                var rows = (await table.ReadAsync(filter, Page, cancel)).Rows;
                await Parallel.ForEachAsync(rows, limits, async (row, stop) =>
                {
                    // An error at one request must not stop the timers for the requests behind it.
                    int? taken = null;
                    await apart.TryAsync(row.RowKey, async () => taken = numbers.Parse(RequestReminders.RequestKey(row)) is { } request ? await RunAsync(request, stop) : null);
                    Interlocked.Add(ref steps, taken ?? 0);
                    Interlocked.Add(ref left, taken is null ? 1 : 0);
                });

                if (rows.Count < Page)
                {
                    break;
                }

                filter = TableFilter.After(shard, rows[^1].RowKey, range.Before);
            }
        }

        return new TimersRun(steps, left);
    }

    // The number of steps taken; null when others changed the request at each attempt.
    private async Task<int?> RunAsync(RequestRef request, CancellationToken cancel)
    {
        for (var steps = 0; ;)
        {
            var action = await Contest.TryAsync(() => StepAsync(request, cancel));
            if (action is null or NothingDue)
            {
                return action is null ? null : steps;
            }

            if (++steps == MostSteps)
            {
                Log.Endless(log, action);
                return steps;
            }
        }
    }

    // The action that was taken, or NothingDue; null when somebody else changed the request first.
    private async Task<string?> StepAsync(RequestRef request, CancellationToken cancel)
    {
        if (await store.FindStateAsync(request, cancel) is not { } found)
        {
            return NothingDue;
        }

        var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
        var rules = new RequestRules(service, LegalDay.Today(time), calendar);
        if (rules.DueNow(found) is not { } line)
        {
            await commit.MoveRemindersAsync(found, found.Reminded(service, calendar), cancel);
            return NothingDue;
        }

        var context = new StepContext(found, line, rules, Actor.Timer, time.GetUtcNow());
        return await commit.CommitWithBundleAsync(context.Actor, TimerSteps.Take(context), cancel) is null ? null : line.Action;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The timers took {Steps} steps; {Left} requests are left for the next run.")]
        public static partial void Ran(ILogger log, int steps, int left);

        [LoggerMessage(2, LogLevel.Error, "The clock finds {Action} due again and again for one request.")]
        public static partial void Endless(ILogger log, string action);
    }
}
