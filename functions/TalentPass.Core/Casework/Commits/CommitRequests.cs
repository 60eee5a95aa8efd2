using Azure.Data.Tables;
using TalentPass.Core.Casework.Bundles;
using TalentPass.Core.Casework.Effects;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Commits;

/// <summary>
/// Writes steps of one talent's requests as one transaction: the events, the states under their ETags, the reminders, the
/// outbox rows and the feed rows. Then it brings the desks' lists up to date; what fails there is done later by the sweeper
/// (SweepOutbox). A new request costs two calls, a later step three.
/// </summary>
public sealed class CommitRequests(
    TalentsTable table, RequestStore store, BundleProgress bundles, DeskProjection projection, DeskBell bell, PerformEffects effects, NoticeLedger ledger,
    FieldSealer sealer, RandomSource random)
{
    /// <summary>
    /// Commits a step of a request together with the steps it causes in the rest of its bundle. When only another part of the
    /// bundle was faster, it tries again.
    /// </summary>
    /// <remarks>
    /// Costs three calls; for a transfer, the message to the new desk is one of them. When the step concerns the bundle: one more
    /// to
    /// read the bundle, one to read each part concerned, and for each part that changes one or two to update its desk.
    /// </remarks>
    /// <param name="actor">The account that takes the step.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="opened">The first step of the request that this step opens; null when it opens none.</param>
    /// <param name="also">Adds further rows to the same transaction.</param>
    /// <returns>
    /// The request and the one it opened, with their new versions; null when somebody else changed the request first.
    /// </returns>
    public async Task<IReadOnlyList<RequestCase>?> CommitWithBundleAsync(
        Actor actor, RequestStep step, CancellationToken cancel, RequestStep? opened = null, Action<Transaction>? also = null)
    {
        RequestStep[] own = opened is null ? [step] : [step, opened];
        var taken = await Contest.TryAsync<IReadOnlyList<RequestCase>>(async lost =>
        {
            var consequence = await bundles.FollowAsync(step, lost, cancel);
            if (await CommitAsync(actor, [.. own, .. consequence?.Steps ?? []], cancel, also + consequence?.Mark) is { } after)
            {
                return [.. after.Take(own.Length)];
            }

            // Null means: try again. This makes sense only when the request itself has not changed, so another part of the bundle
            // was
            // faster.
            return consequence is not null && (await store.FindStateAsync(step.After.Ref, cancel))?.Version == step.Before?.Version ? null : [];
        });
        return taken is { Count: > 0 } ? taken : null;
    }

    /// <summary>Commits only these steps, in one attempt.</summary>
    /// <param name="actor">The account that takes the steps.</param>
    /// <param name="steps">The steps, each of another request of the same talent.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="also">Adds further rows to the same transaction.</param>
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
            afterwards.AddRange(AddEffects(transaction, step, cancel));
            afterwards.AddRange(AddOutbox(transaction, step, cancel));
            afterwards.AddRange(AddNotice(transaction, step));
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
    /// Commits the claim of a request that was not read, in one attempt. It writes only the properties that a claim changes.
    /// Three
    /// calls.
    /// </summary>
    /// <returns>The request as far as it is known, with its new version; null when somebody else changed it first.</returns>
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

        await projection.ShowAsync(after.Department, Shown(claim.Before), after, key, transaction.Operation, cancel);
        return await VersionedAsync(after, written, state, cancel);
    }

    /// <summary>
    /// Moves a request's reminders when no step was due after all, e.g. because a new calendar moved its date. It writes nothing
    /// when the reminders are right. If somebody else changes the request first, the next run of the timers tries again.
    /// </summary>
    public async Task MoveRemindersAsync(RequestCase found, RequestCase reminded, CancellationToken cancel)
    {
        if (found.Course == reminded.Course)
        {
            return;
        }

        var transaction = new Transaction(Shard.Of(found.Ref.TalentId), OperationId.New(random));
        var change = store.CourseChange(reminded);
        transaction.Merge(change, found.Version, RequestStore.Beside(found, change));
        RequestReminders.Move(transaction, found, reminded);
        await table.CommitAsync(transaction, cancel);
    }

    private Transaction New(RequestStep first) => new(Shard.Of(first.After.Ref.TalentId), OperationId.New(random));

    // Adds the rows that every step writes. Returns the index of the state row in the transaction.
    private int Add(Transaction transaction, RequestStep step, Actor actor, TableEntity state)
    {
        var (request, said) = (step.After.Ref, step.Event);
        transaction.Add(store.EventRow(request, said, step.Before?.Head ?? TimelineEvent.Genesis, step.After.Head));
        transaction.Add(Feed.Row(transaction.Partition, said.At, request.Key, said.Seq, $"request.{said.Action}", actor, request.TalentId));
        _ = step.Before is { } before ? transaction.Merge(state, before.Version, RequestStore.Beside(before, state)) : transaction.Add(state);
        var index = transaction.Actions.Count - 1;
        OpenRequests.Move(transaction, step.Before, step.After);
        return index;
    }

    // First of all, so that the applicant whom the answer reaches finds what was granted.
    private IEnumerable<Func<Task>> AddEffects(Transaction transaction, RequestStep step, CancellationToken cancel)
    {
        if (step.Effects.Count > 0)
        {
            var key = Outbox.AskForEffects(transaction, step.Event.At, step.After.Ref.Key, step.Event.Seq, step.After.Department);
            yield return () => effects.TryAsync(step.After, key, cancel);
        }
    }

    // What the applicant must be told is part of the step.
    private IEnumerable<Func<Task>> AddNotice(Transaction transaction, RequestStep step)
    {
        if (StepNotices.Of(step) is { } content)
        {
            var notice = ledger.Add(transaction, step.After.Ref.TalentId, StepNotices.NameOf(step.After.Ref, step.Event.Seq), content);
            yield return () => ledger.RingAsync(notice);
        }
    }

    // The desk that had the request gets its entry updated. A desk that newly gets the request is sent a message; on a transfer,
    // this one outbox row stands for both desks.
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
        : new DeskShown(before.Seq, DeskPlace.Of(before));

    private async Task<RequestCase> VersionedAsync(RequestCase after, Commit.Written written, int state, CancellationToken cancel) =>
        after with { Version = written.ETags?[state] ?? (await store.FindStateAsync(after.Ref, cancel))!.Version, Stored = null };
}
