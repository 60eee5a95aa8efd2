using Azure;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Casework.Effects;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Timers;

/// <summary>The result of one sweep.</summary>
/// <param name="Rung">The number of messages that were sent again.</param>
/// <param name="Projected">The number of desk entries that were brought up to date.</param>
/// <param name="Held">The number of rows left alone because their queue is deep.</param>
/// <param name="Performed">The number of decisions whose effects were performed.</param>
public sealed record Swept(int Rung, int Projected, int Held, int Performed = 0);

/// <summary>
/// Works on outbox rows that were not finished in time, by the storage server's clock. It sends the row's message again, or
/// brings the desk's entry up to date, or performs the effects of a decision. It sends only while the queue is not deep, and waits twice as long for a row after
/// each message. So a lost message or projection is repaired after about 90 s, unless the queue is deep.
/// </summary>
public sealed partial class SweepOutbox(
    TalentsTable table, DeskProjection projection, DeskBell bell, PerformEffects effects, RequestNumbers numbers, RandomSource random, SweepOptions options, ILogger<SweepOutbox> log)
{
    private const string Work = "Rows of the outbox";
    private const int Page = 500;
    private const int RowsPerShard = 2000;
    private const int MostPerLook = 200;
    private static readonly Swept _nothing = new(0, 0, 0);
    private readonly RunningRange _rows = new(table, Page, RowsPerShard);

    /// <summary>
    /// Sweeps shards. One call for a shard without late rows; one more for each further 500 rows, at most 2,000 rows of a shard in
    /// a run. The next run goes on behind them. Throws at the end when a row failed; all other rows were worked on.
    /// </summary>
    public async Task<Swept> RunAsync(IReadOnlyCollection<string> shards, CancellationToken cancel)
    {
        var run = new Run(new Isolation(Work, log));
        foreach (var shard in shards)
        {
            await SweepAsync(shard, run, cancel);
        }

        if (run.Total != _nothing)
        {
            Log.Swept(log, run.Total.Rung, run.Total.Projected, run.Total.Held, run.Total.Performed);
        }

        run.Apart.End();
        return run.Total;
    }

    private async Task SweepAsync(string shard, Run run, CancellationToken cancel)
    {
        var (from, before) = Outbox.Range;
        await foreach (var page in _rows.ReadAsync(shard, from, before, cancel))
        {
            var now = page.ServerTime ?? DateTimeOffset.MinValue;
            var late = page.Rows.Select(row => run.Apart.TryRead(row.RowKey, () => Outbox.Read(row, options.FirstPatience)))
                .OfType<OutboxItem>().Where(item => item.IsDue(now));
            foreach (var desk in late.GroupBy(item => item.Department, StringComparer.Ordinal))
            {
                // The desks of districts share the queue of their department, so they share what is known of it.
                var city = run.Desk(DeskNames.CityOf(desk.Key) ?? desk.Key);
                await PerformAsync(desk.Where(each => each.IsEffect), city, run, cancel);
                await ProjectAsync([.. desk.Where(each => each is { Message: null, IsEffect: false })], city, run, cancel);
                await RingAsync([.. desk.Where(each => each.Message is not null)], city, run, cancel);
            }
        }
    }

    // The transaction of an effect deletes its row. One that is not possible yet waits twice as long each time.
    private async Task PerformAsync(IEnumerable<OutboxItem> late, Desk desk, Run run, CancellationToken cancel)
    {
        foreach (var item in late)
        {
            if (await TryAsync(desk, run, item.Key, () => PerformAsync(item, cancel)))
            {
                run.Total = run.Total with { Performed = run.Total.Performed + 1 };
            }
        }
    }

    private async Task PerformAsync(OutboxItem item, CancellationToken cancel)
    {
        try
        {
            await effects.RunAsync(numbers.Parse(item.RequestKey) ?? throw new InvalidDataException("No request number."), item.Key, cancel);
        }
        catch (InvalidOperationException)
        {
            await WaitAsync(item, cancel);
            throw;
        }
    }

    private async Task ProjectAsync(IEnumerable<OutboxItem> late, Desk desk, Run run, CancellationToken cancel)
    {
        foreach (var item in late)
        {
            await TryAsync(desk, run, item.Key, async () =>
            {
                if (await ProjectAsync(item, cancel))
                {
                    run.Total = run.Total with { Projected = run.Total.Projected + 1 };
                }
            });
        }
    }

    // Rings while the queue is not deep. After so many messages it is looked at again.
    private async Task RingAsync(IReadOnlyList<OutboxItem> late, Desk desk, Run run, CancellationToken cancel)
    {
        foreach (var (index, item) in late.Index())
        {
            if (desk.Room <= 0)
            {
                await TryAsync(desk, run, desk.Name, async () => desk.Room = await bell.WaitingAsync(desk.Name, cancel) < options.DeepQueue ? MostPerLook : 0);
            }

            if (desk.Room <= 0)
            {
                run.Total = run.Total with { Held = run.Total.Held + late.Count - index };
                return;
            }

            if (await TryAsync(desk, run, item.Key, () => RingAsync(item, desk, cancel)))
            {
                run.Total = run.Total with { Rung = run.Total.Rung + 1 };
            }
        }
    }

    // A desk whose queue or partition does not answer is left alone for the rest of the run. So the others need not wait for it,
    // and neither do they fail with it.
    private static async Task<bool> TryAsync(Desk desk, Run run, string item, Func<Task> work)
    {
        try
        {
            return desk.Answers && await run.Apart.TryAsync(item, work);
        }
        catch (StorageException away) when (away.Failure == StorageFailure.Unavailable)
        {
            (desk.Answers, desk.Room) = (false, 0);
            run.Apart.PassOver(desk.Name, away);
            return false;
        }
    }

    // False when the desk may still be behind; then the row stays.
    private async Task<bool> ProjectAsync(OutboxItem item, CancellationToken cancel)
    {
        if (numbers.Parse(item.RequestKey) is not { } request || !await projection.CatchUpAsync(request, item.Department, cancel))
        {
            return false;
        }

        await projection.DoneAsync(request, item.Key, cancel);
        return true;
    }

    private async Task RingAsync(OutboxItem item, Desk desk, CancellationToken cancel)
    {
        await bell.SendAsync(item.Department, item.Message!, cancel);
        desk.Room--;
        await WaitAsync(item, cancel);
    }

    // This write fails when somebody has deleted the row meanwhile. Then there is nothing to wait for.
    private async Task WaitAsync(OutboxItem item, CancellationToken cancel) =>
        await table.CommitAsync(new Transaction(item.Shard, OperationId.New(random)).Merge(Outbox.Waited(item), ETag.All), cancel);

    private sealed class Run(Isolation apart)
    {
        private readonly Dictionary<string, Desk> _desks = new(StringComparer.Ordinal);

        public Isolation Apart => apart;

        public Swept Total { get; set; } = _nothing;

        public Desk Desk(string name) => _desks.TryGetValue(name, out var known) ? known : _desks[name] = new Desk(name);
    }

    // Room: how many messages the queue may get until somebody looks at it again; 0 when it is deep or nobody has looked.
    private sealed class Desk(string name)
    {
        public string Name => name;

        public bool Answers { get; set; } = true;

        public int Room { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Swept the outbox: {Rung} rung again, {Projected} projected, {Held} held back by a deep queue, {Performed} effects performed.")]
        public static partial void Swept(ILogger log, int rung, int projected, int held, int performed);
    }
}
