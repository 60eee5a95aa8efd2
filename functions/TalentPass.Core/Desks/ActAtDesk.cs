using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue;
using TalentPass.Core.Identity;
using TalentPass.Core.Messaging;
using TalentPass.Core.Requests;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Desks;

/// <summary>
/// Everything a department does with a request: one transaction in the talent's shard, so a withdrawal and an approval
/// can race and exactly one wins; then the desk's entry is shown. One read and three calls; a claim needs no read.
/// </summary>
public sealed class ActAtDesk(
    RequestStore store,
    RequestNumbers numbers,
    RequestTickets tickets,
    DeskProjection projection,
    ServiceOf serviceOf,
    WorkingCalendar calendar,
    RandomSource random,
    TimeProvider time)
{
    /// <summary>Acts on a request.</summary>
    /// <param name="actor">Who, already authorised for the department.</param>
    /// <param name="department">At whose desk.</param>
    /// <param name="number">The request's number as typed.</param>
    /// <param name="verb">The action.</param>
    /// <param name="action">What it carries.</param>
    /// <param name="seen">The version the actor saw.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The change; <c>not_found</c>, <c>changed_meanwhile</c>, <c>not_allowed_in_state</c>, <c>validation_failed</c>.
    /// </returns>
    public async Task<Outcome<RequestChange>> RunAsync(
        Actor actor, string department, string number, string verb, DeskAction action, Precondition seen, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || !RequestMachine.DeskActions.Contains(verb))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (DeskActionFields.Check(verb, action) is { } wrong)
        {
            return wrong;
        }

        if (verb == RequestMachine.Claim
            && seen.Tags.Select(tag => tickets.Read(request, department, tag)).FirstOrDefault(ticket => ticket is not null) is { } ticket)
        {
            return await ClaimAsync(actor, department, request, ticket, cancel);
        }

        if (await store.FindAsync(request, cancel) is not { } found || found.Department != department)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (!seen.Allows(tickets.Write(found)))
        {
            return Changed(found);
        }

        var now = time.GetUtcNow();
        var rules = await RulesAsync(found, now, cancel);
        if (rules.Find(found, verb, actor) is not { } transition)
        {
            return rules.NotAllowed(found, actor);
        }

        return DeskSteps.Take(new StepContext(found, transition, rules, actor, now, calendar), action) switch
        {
            Outcome<RequestStep>.Done { Value: var step } => await ActAsync(actor, found, verb, step, rules, now, cancel),
            Outcome<RequestStep>.Refused { Reason: var reason } => reason,
            _ => throw new InvalidOperationException("A step is taken or refused."),
        };
    }

    private async Task<Outcome<RequestChange>> ActAsync(
        Actor actor, RequestCase found, string verb, RequestStep taken, RequestRules rules, DateTimeOffset now, CancellationToken cancel)
    {
        var next = taken.Next;
        var dueSet = next.Clocks.Due == found.Clocks.Due ? null : next.Clocks.Due;
        var step = new TimelineEvent(
            found.Seq + 1, now, verb, actor.Account, RoleOf(actor), found.Department, next.PublishedState(), taken.Note, dueSet, taken.Internal);
        next = next with { Seq = step.Seq, Head = step.Chain(found.Head) };
        var (transaction, outboxKey) = Compose(found.Ref, found.Department, actor, step, found.Head, next.Head);
        transaction.Merge(store.Change(next, step), found.Version);
        var commit = await store.Table.CommitAsync(transaction, cancel);
        if (commit is not Commit.Written written)
        {
            return await ChangedAsync(found.Ref, cancel);
        }

        await projection.ShowAsync(new DeskShown(found.Seq, DeskEntry.Key(found)), next, outboxKey, transaction.Operation, cancel);
        var version = written.ETags?[^1] ?? (await store.FindAsync(found.Ref, cancel))!.Version;
        return Changed(next with { Version = version }, actor, rules);
    }

    private async Task<Outcome<RequestChange>> ClaimAsync(
        Actor actor, string department, RequestRef request, RequestTicket ticket, CancellationToken cancel)
    {
        if (ticket.IsClaimed || RequestMachine.Lines(ticket.State, actor).All(each => each.Action != RequestMachine.Claim))
        {
            return await store.FindAsync(request, cancel) is { } found
                ? (await RulesAsync(found, time.GetUtcNow(), cancel)).NotAllowed(found, actor)
                : new Refusal(RefusalCodes.NotFound);
        }

        var step = new TimelineEvent(
            ticket.Seq + 1, time.GetUtcNow(), RequestMachine.Claim, actor.Account, RoleOf(actor), department, ticket.State.Name());
        var head = step.Chain(ticket.Head);
        var (transaction, outboxKey) = Compose(request, department, actor, step, ticket.Head, head);
        transaction.Merge(store.ClaimChange(request, actor.Account, step, head), ticket.Version);
        if (await store.Table.CommitAsync(transaction, cancel) is not Commit.Written written)
        {
            return await ChangedAsync(request, cancel);
        }

        // A claimable request is open, so its entry stands where the ticket says.
        var from = new DeskShown(ticket.Seq, DeskEntry.Key(request.Key, ticket.Due, ticket.Tier, closed: false));
        await projection.ShowClaimAsync(request, department, from, step.Seq, actor.Account, outboxKey, transaction.Operation, cancel);
        var version = written.ETags?[^1] ?? (await store.FindAsync(request, cancel))!.Version;
        return new Outcome<RequestChange>.Done(new RequestChange(
            request.Number, department, ticket.State.Name(), actor.Account, ticket.Due, step.Seq, RequestMachine.AfterClaim(ticket.State, actor))
        {
            ETag = tickets.Write(request, department, ticket with { Version = version, Seq = step.Seq, IsClaimed = true, Head = head }),
        });
    }

    private (Transaction Transaction, string OutboxKey) Compose(
        RequestRef request, string department, Actor actor, TimelineEvent step, byte[] previous, byte[] head)
    {
        var shard = Shard.Of(request.TalentId);
        var outboxKey = Outbox.Key(step.At, request.Key, step.Seq);
        return (new Transaction(shard, OperationId.New(random))
            .Add(store.EventRow(request, step, previous, head))
            .Add(Outbox.Project(shard, outboxKey, department))
            .Add(Feed.Row(shard, step.At, request.Key, step.Seq, $"request.{step.Action}", actor, request.TalentId)), outboxKey);
    }

    private async Task<Outcome<RequestChange>> ChangedAsync(RequestRef request, CancellationToken cancel) =>
        await store.FindAsync(request, cancel) is { } now ? Changed(now) : new Refusal(RefusalCodes.NotFound);

    private static Refusal Changed(RequestCase now) => new(
        RefusalCodes.ChangedMeanwhile,
        now.ClaimedBy is { } account
            ? new Bilingual($"该办件现为“{now.State.Name()}”,由 {account} 认领。", $"The request is now {now.State.Name()}, claimed by {account}.")
            : new Bilingual($"该办件现为“{now.State.Name()}”。", $"The request is now {now.State.Name()}."));

    private async ValueTask<RequestRules> RulesAsync(RequestCase found, DateTimeOffset now, CancellationToken cancel) =>
        new(await serviceOf(found.Service, found.CatalogueVersion, cancel), LegalDay.Of(now));

    private Outcome<RequestChange> Changed(RequestCase request, Actor actor, RequestRules rules) => new Outcome<RequestChange>.Done(
        new RequestChange(
            request.Ref.Number, request.Department, request.PublishedState(), request.ClaimedBy, request.Clocks.Due, request.Seq,
            rules.Allowed(request, actor))
        {
            ETag = tickets.Write(request),
        });

    private static string RoleOf(Actor actor) => (actor.IsAny(Roles.Desk) ? Roles.Desk : Roles.Supervisor).ToString();
}
