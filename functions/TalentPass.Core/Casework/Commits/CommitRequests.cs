using Azure.Data.Tables;
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
/// Writes steps of one talent's requests as one transaction (events, states under their ETags, reminders, outbox, feed)
/// and then brings the desks up to date. What does not reach a desk is swept. A new request costs two calls, a step three.
/// </summary>
public sealed class CommitRequests(
    TalentsTable table, RequestStore store, BundleProgress bundles, DeskProjection projection, DeskBell bell, FieldSealer sealer, RandomSource random)
{
    /// <summary>
    /// Commits a step of a request and what it brings about in the rest of its bundle; once more where only another part
    /// of the bundle was faster. Three calls (a transfer has its new desk's ring for one of them); of a bundle's part that
    /// is decided or ends two more, and two a part concerned.
    /// </summary>
    /// <param name="actor">Who took the step.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="opened">The first step of the request it opens.</param>
    /// <param name="also">Rows that stand or fall with them.</param>
    /// <returns>The request and what it opened, with their new versions; null when somebody was faster.</returns>
    public async Task<IReadOnlyList<RequestCase>?> CommitWithBundleAsync(
        Actor actor, RequestStep step, CancellationToken cancel, RequestStep? opened = null, Action<Transaction>? also = null)
    {
        RequestStep[] own = opened is null ? [step] : [step, opened];
        var taken = await Contest.TryAsync<IReadOnlyList<RequestCase>>(async () =>
        {
            var consequence = await bundles.FollowAsync(step, cancel);
            if (await CommitAsync(actor, [.. own, .. consequence?.Steps ?? []], cancel, also + consequence?.Mark) is { } after)
            {
                return [.. after.Take(own.Length)];
            }

            // Worth another try where only another part of the bundle was faster: the request itself is what it was.
            return consequence is not null && (await store.FindAsync(step.After.Ref, cancel))?.Version == step.Before?.Version ? null : [];
        });
        return taken is { Count: > 0 } ? taken : null;
    }

    /// <summary>Commits just these steps, in one attempt.</summary>
    /// <param name="actor">Who took them.</param>
    /// <param name="steps">The steps, of different requests of one talent.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="also">Rows that stand or fall with them.</param>
    /// <returns>The requests with their new versions; null when one of the rows had changed.</returns>
    public async Task<IReadOnlyList<RequestCase>?> CommitAsync(
        Actor actor, IReadOnlyList<RequestStep> steps, CancellationToken cancel, Action<Transaction>? also = null)
    {
        var transaction = New(steps[0]);
        var states = new List<int>();
        var afterwards = new List<Func<Task>>();
        foreach (var step in steps)
        {
            states.Add(Add(transaction, step, actor, step.Before is { } before ? store.Change(before, step.After, step.Event) : store.NewRow(step.After, step.Event)));
            RequestReminders.Move(transaction, step.Before, step.After);
            afterwards.AddRange(AddOutbox(transaction, step, cancel));
        }

        also?.Invoke(transaction);
        if (await table.CommitAsync(transaction, cancel) is not Commit.Written written)
        {
            return null;
        }

        foreach (var reach in afterwards)
        {
            await reach();
        }

        var after = new List<RequestCase>();
        foreach (var (index, step) in steps.Index())
        {
            after.Add(await VersionedAsync(step.After, written, states[index], cancel));
        }

        return after;
    }

    /// <summary>
    /// Commits a claim of a request that was not read, in one attempt: nothing is written but what a claim changes. Three calls.
    /// </summary>
    /// <returns>The request as far as it is known, with its new version; null when somebody was faster.</returns>
    public async Task<RequestCase?> ClaimAsync(Actor actor, RequestStep claim, CancellationToken cancel)
    {
        var after = claim.After;
        var (transaction, key) = (New(claim), OutboxKey(claim));
        var state = Add(transaction, claim, actor, store.ClaimChange(after.Ref, claim.Event, after.Head));
        transaction.Add(Outbox.Project(transaction.Partition, key, after.Department));
        if (await table.CommitAsync(transaction, cancel) is not Commit.Written written)
        {
            return null;
        }

        var shown = new ClaimShown(claim.Event.Seq, claim.Event.Actor, claim.Event.State);
        await projection.ShowClaimAsync(after.Ref, after.Department, Shown(claim.Before), shown, key, transaction.Operation, cancel);
        return await VersionedAsync(after, written, state, cancel);
    }

    /// <summary>
    /// Moves a request's reminders when no step was due after all, e.g. because a calendar has moved its date. Nothing is
    /// written where they stand right. A lost race is left to the next run.
    /// </summary>
    public async Task MoveRemindersAsync(RequestCase found, RequestCase reminded, CancellationToken cancel)
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

    private Transaction New(RequestStep first) => new(Shard.Of(first.After.Ref.TalentId), OperationId.New(random));

    // What every step writes; where among the rows the state is.
    private int Add(Transaction transaction, RequestStep step, Actor actor, TableEntity state)
    {
        var (request, said) = (step.After.Ref, step.Event);
        transaction.Add(store.EventRow(request, said, step.Before?.Head ?? TimelineEvent.Genesis, step.After.Head));
        transaction.Add(Feed.Row(transaction.Partition, said.At, request.Key, said.Seq, $"request.{said.Action}", actor, request.TalentId));
        _ = step.Before is { } before ? transaction.Merge(state, before.Version) : transaction.Add(state);
        return transaction.Actions.Count - 1;
    }

    // A desk that has the request is brought up to date, a desk that gets it is rung; the ring of a transfer speaks for both.
    private IEnumerable<Func<Task>> AddOutbox(Transaction transaction, RequestStep step, CancellationToken cancel)
    {
        var (after, key) = (step.After, OutboxKey(step));
        var had = step.Before is { IsAtDesk: true } before ? before.Department : null;
        var gets = after is { IsAtDesk: true, IsClosed: false } && after.Department != had ? after.Department : null;
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
            yield return () => projection.ShowAsync(had, Shown(step.Before), after, done, transaction.Operation, cancel);
        }
    }

    private static string OutboxKey(RequestStep step) => Outbox.Key(step.Event.At, step.After.Ref.Key, step.Event.Seq);

    private static DeskShown Shown(RequestCase? before) => before is null
        ? throw new ArgumentNullException(nameof(before), "No desk shows a request before its first step.")
        : new DeskShown(before.Seq, DeskEntry.Key(before));

    private async Task<RequestCase> VersionedAsync(RequestCase after, Commit.Written written, int state, CancellationToken cancel) =>
        after with { Version = written.ETags?[state] ?? (await store.FindAsync(after.Ref, cancel))!.Version };
}
