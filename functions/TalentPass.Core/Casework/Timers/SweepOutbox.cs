using Azure;
using Microsoft.Extensions.Logging;
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
public sealed record Swept(int Rung, int Projected, int Held);

/// <summary>The settings of the sweeper.</summary>
/// <param name="FirstPatience">The age, by the storage server's clock, from which an outbox row is worked on.</param>
/// <param name="DeepQueue">
/// The number of waiting messages, at most 32, from which a queue is left alone: more messages would only make it deeper.
/// </param>
public sealed record SweepOptions(TimeSpan FirstPatience, int DeepQueue)
{
    /// <summary>60 s and 20 messages.</summary>
    public static SweepOptions Default { get; } = new(TimeSpan.FromSeconds(60), 20);
}

/// <summary>
/// Works on outbox rows that were not finished in time, by the storage server's clock. It sends the row's message again, or
/// brings the desk's entry up to date. It sends only while the queue is not deep, and waits twice as long for a row after
/// each message. So a lost message or projection is repaired after about 90 s, unless the queue is deep.
/// </summary>
public sealed partial class SweepOutbox(
    TalentsTable table, DeskProjection projection, DeskBell bell, RequestNumbers numbers, TableLease lease, RandomSource random, SweepOptions options, ILogger<SweepOutbox> log)
{
    /// <summary>The number of slices of the shards. One instance at a time sweeps a slice.</summary>
    public const int Slices = 4;

    private const int RowsPerShard = 200;
    private static readonly TimeSpan _leaseLength = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Sweeps every slice whose lease this instance gets. Throws at the end when a row failed; all other rows were worked on.
    /// </summary>
    public async Task<Swept> RunAsync(CancellationToken cancel)
    {
        var apart = new Isolation("Rows of the outbox", log);
        var total = new Swept(0, 0, 0);
        for (var slice = 0; slice < Slices; slice++)
        {
            if (!await lease.TryTakeAsync($"sweep-{slice}", _leaseLength, cancel))
            {
                continue;
            }

            foreach (var shard in Shard.All.Where((_, index) => index % Slices == slice))
            {
                var swept = await SweepAsync(shard, apart, cancel);
                total = new Swept(total.Rung + swept.Rung, total.Projected + swept.Projected, total.Held + swept.Held);
            }
        }

        if (total != new Swept(0, 0, 0))
        {
            Log.Swept(log, total.Rung, total.Projected, total.Held);
        }

        apart.End();
        return total;
    }

    /// <summary>Sweeps one shard. One call when no row is late.</summary>
    public Task<Swept> SweepAsync(string shard, CancellationToken cancel) => SweepAsync(shard, new Isolation("Rows of the outbox", log), cancel);

    private async Task<Swept> SweepAsync(string shard, Isolation apart, CancellationToken cancel)
    {
        var page = await table.ReadAsync(Outbox.Filter(shard), RowsPerShard, cancel);
        var now = page.ServerTime ?? DateTimeOffset.MinValue;
        var late = page.Rows.Select(row => apart.TryRead(() => Outbox.Read(row, options.FirstPatience))).OfType<OutboxItem>().Where(item => item.IsDue(now)).ToList();
        var (rung, projected, held) = (0, 0, 0);
        foreach (var desk in late.GroupBy(item => item.Department, StringComparer.Ordinal))
        {
            foreach (var item in desk.Where(each => each.Message is null))
            {
                projected += await apart.TryAsync(() => ProjectAsync(item, cancel)) ? 1 : 0;
            }

            var rings = desk.Where(each => each.Message is not null).ToList();
            var deep = true;
            if (rings.Count > 0 && await apart.TryAsync(async () => deep = await bell.WaitingAsync(desk.Key, cancel) >= options.DeepQueue) && deep)
            {
                held += rings.Count;
            }

            foreach (var item in deep ? [] : rings)
            {
                rung += await apart.TryAsync(() => RingAsync(item, cancel)) ? 1 : 0;
            }
        }

        return new Swept(rung, projected, held);
    }

    private async Task ProjectAsync(OutboxItem item, CancellationToken cancel)
    {
        if (numbers.Parse(item.RequestKey) is { } request && await projection.CatchUpAsync(request, item.Department, cancel))
        {
            await projection.DoneAsync(request, item.Key, cancel);
        }
    }

    private async Task RingAsync(OutboxItem item, CancellationToken cancel)
    {
        if (await bell.RingAsync(item.Department, item.Message!, cancel))
        {
            // This write fails when the desk has deleted the row meanwhile. Then there is nothing to wait for.
            await table.CommitAsync(
                new Transaction(item.Shard, OperationId.New(random)).Merge(Outbox.Waited(item), ETag.All), cancel);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Swept the outbox: {Rung} rung again, {Projected} projected, {Held} held back by a deep queue.")]
        public static partial void Swept(ILogger log, int rung, int projected, int held);
    }
}
