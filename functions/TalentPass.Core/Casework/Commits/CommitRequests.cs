using TalentPass.Core.Casework.Bundles;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Commits;

/// <summary>
/// Writes steps of one talent's requests as one transaction (steps, states under their ETags, reminders, outbox, feed)
/// and then tells the desks. What is not told is swept. A new request costs two calls, a step three.
/// </summary>
public sealed class CommitRequests(
    TalentsTable table, RequestStore store, BundleProgress bundles, DeskProjection projection, DeskBell bell, FieldSealer sealer, RandomSource random)
{
    /// <summary>
    /// Commits a step of a request with what it brings about: <paramref name="opened"/> and the rest of its bundle. Three
    /// calls (a transfer has its new desk's ring for one of them); of a bundle's part that is decided or ends two more, and two a part concerned.
    /// </summary>
    /// <returns>The request and what it opened, with their new versions; null when somebody was faster.</returns>
    public async Task<IReadOnlyList<RequestCase>?> TakeAsync(
        StepContext context, RequestStep step, CancellationToken cancel, RequestWrite? opened = null, Action<Transaction>? also = null)
    {
        RequestWrite[] own = opened is null ? [RequestWrite.Of(context, step)] : [RequestWrite.Of(context, step), opened];
        var taken = await Contest.TryAsync<IReadOnlyList<RequestCase>>(async () =>
        {
            var consequence = await bundles.FollowAsync(own[0], context.Now, cancel);
            if (await TryAsync(context.Actor, [.. own, .. consequence?.Writes ?? []], cancel, also + consequence?.Mark) is { } after)
            {
                return [.. after.Take(own.Length)];
            }

            // Worth another try where only another part of the bundle was faster: the request itself is what it was.
            return consequence is not null && (await store.FindAsync(context.Found.Ref, cancel))?.Version == context.Found.Version ? null : [];
        });
        return taken is { Count: > 0 } ? taken : null;
    }

    /// <summary>Commits the steps.</summary>
    /// <param name="actor">Who took them.</param>
    /// <param name="writes">The steps, of different requests of one talent.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="also">Rows that stand or fall with them.</param>
    /// <returns>The requests with their new versions; null when one of the rows had changed.</returns>
    public async Task<IReadOnlyList<RequestCase>?> TryAsync(
        Actor actor, IReadOnlyList<RequestWrite> writes, CancellationToken cancel, Action<Transaction>? also = null)
    {
        var shard = Shard.Of(writes[0].After.Ref.TalentId);
        var transaction = new Transaction(shard, OperationId.New(random));
        var told = new List<Func<Task>>();
        var states = new List<int>();
        foreach (var write in writes)
        {
            transaction.Add(store.EventRow(write.After.Ref, write.Step, write.Before?.Head ?? TimelineEvent.Genesis, write.After.Head));
            states.Add(transaction.Actions.Count);
            _ = write.Before is { } before
                ? transaction.Merge(store.Change(before, write.After, write.Step), before.Version)
                : transaction.Add(store.NewRow(write.After, write.Step));
            RequestReminders.Move(transaction, write.Before, write.After);
            told.AddRange(Tell(transaction, write, cancel));
            transaction.Add(Feed.Row(shard, write.Step.At, write.After.Ref.Key, write.Step.Seq, $"request.{write.Step.Action}", actor, write.After.Ref.TalentId));
        }

        also?.Invoke(transaction);
        if (await table.CommitAsync(transaction, cancel) is not Commit.Written written)
        {
            return null;
        }

        foreach (var tell in told)
        {
            await tell();
        }

        var after = new List<RequestCase>();
        foreach (var (index, write) in writes.Index())
        {
            var version = written.ETags?[states[index]] ?? (await store.FindAsync(write.After.Ref, cancel))!.Version;
            after.Add(write.After with { Version = version });
        }

        return after;
    }

    /// <summary>
    /// Moves a request's reminders when no step was due after all, e.g. because a calendar has moved its date. Nothing is
    /// written where they stand right. A lost race is left to the next run.
    /// </summary>
    public async Task RemindAsync(RequestCase found, RequestCase reminded, CancellationToken cancel)
    {
        if (found.Course == reminded.Course)
        {
            return;
        }

        var transaction = new Transaction(Shard.Of(found.Ref.TalentId), OperationId.New(random));
        transaction.Merge(store.CourseChange(reminded), found.Version);
        RequestReminders.Move(transaction, found, reminded);
        await table.CommitAsync(transaction, cancel);
    }

    // A desk that has the request is brought up to date, a desk that gets it is rung; the ring of a transfer speaks for both.
    private IEnumerable<Func<Task>> Tell(Transaction transaction, RequestWrite write, CancellationToken cancel)
    {
        var (before, after, step) = (write.Before, write.After, write.Step);
        var had = before is { IsAtDesk: true } ? before.Department : null;
        var gets = after is { IsAtDesk: true, IsClosed: false } && after.Department != had ? after.Department : null;
        var key = Outbox.Key(step.At, after.Ref.Key, step.Seq);
        if (gets is not null)
        {
            var message = MessageCodec.Write(new RequestArrivedV1(after.Ref.Number, gets, key, DeskEntry.Of(after).ToMessage(sealer), had));
            transaction.Add(Outbox.Ring(transaction.Partition, key, gets, message));
            yield return () => bell.RingAsync(gets, message, cancel);
        }
        else if (had is not null)
        {
            transaction.Add(Outbox.Project(transaction.Partition, key, had));
        }

        if (had is not null)
        {
            var done = gets is null ? key : null;
            yield return () => projection.ShowAsync(had, new DeskShown(before!.Seq, DeskEntry.Key(before)), after, done, transaction.Operation, cancel);
        }
    }
}
