using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>
/// Does all actions of an applicant on their own request after filing. An applicant on a phone sees no versions. So when a desk
/// changes the request first, the action is tried again on the present request, unless the caller sent the version it saw.
/// </summary>
public sealed class ActAsTalent(
    TalentsTable table,
    RequestStore store,
    RequestNumbers numbers,
    RequestRenderer renderer,
    CommitRequests commit,
    UsedFiles usedFiles,
    ApplicantOf applicantOf,
    ServiceOf serviceOf,
    WorkingCalendar calendar,
    TimeProvider time)
{
    /// <summary>
    /// Takes an action without an idempotency key. One read and three more calls; to supply answers two more for a talent who was not read
    /// within the minute.
    /// </summary>
    /// <returns>
    /// The request after the action; or <c>not_found</c>, <c>not_allowed_in_state</c>, <c>validation_failed</c>,
    /// <c>urged_already</c>, <c>changed_meanwhile</c>, <c>case_full</c>.
    /// </returns>
    public async Task<Outcome<RequestView>> RunAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, bool english, CancellationToken cancel) =>
        (await TakeAsync(actor, number, action, seen, Once(actor, null), cancel)).Map(taken => renderer.Case(taken.Requests[0], taken.Service, taken.Actor, staff: false, english));

    /// <summary>
    /// Takes an action. A repeated call with the same idempotency key is done only once, and is answered before any limit is looked at.
    /// Costs as <see cref="RunAsync"/>, and one more call with a key.
    /// </summary>
    /// <returns>
    /// The new request of an appeal, or the request after another action; the refusals of <see cref="RunAsync"/>, or
    /// <c>idempotency_key_reused</c>.
    /// </returns>
    public async Task<Outcome<RequestView>> RunOnceAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        var (appeals, once) = (action is AppealRequest, Once(actor, idempotency));
        if (await ReplayAsync(actor, appeals, once, english, cancel) is { } earlier)
        {
            return earlier;
        }

        switch (await TakeAsync(actor, number, action, seen, once, cancel))
        {
            case Outcome<Taken>.Done { Value: var taken }:
                return Answer(appeals, renderer.Case(taken.Requests[appeals ? 1 : 0], taken.Service, taken.Actor, staff: false, english), replayed: false);
            case Outcome<Taken>.Refused { Reason: var reason }:
                // The same call may have arrived twice, and the other one may have been faster.
                return await ReplayAsync(actor, appeals, once, english, cancel) ?? reason;
            default:
                throw new InvalidOperationException("A step is taken or refused.");
        }
    }

    private static Outcome<RequestView> Answer(bool created, RequestView view, bool replayed) =>
        created ? new Outcome<RequestView>.Created(view, replayed) : new Outcome<RequestView>.Done(view, replayed);

    private async Task<Outcome<RequestView>?> ReplayAsync(Actor actor, bool appeals, Idempotency once, bool english, CancellationToken cancel)
    {
        switch (await once.MatchAsync(time.GetUtcNow(), cancel))
        {
            case IdempotencyMatch.Reused:
                return new Refusal(RefusalCodes.IdempotencyKeyReused);
            case IdempotencyMatch.Same same:
                var request = (await store.FindAsync(numbers.For(actor.TalentId!, same.Answer), cancel))!;
                var service = await serviceOf(request.Service, request.CatalogueVersion, cancel);
                return Answer(appeals, renderer.Case(request, service, AsTalent(actor), staff: false, english), replayed: true);
            default:
                return null;
        }
    }

    private async Task<Outcome<Taken>> TakeAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, Idempotency once, CancellationToken cancel) =>
        await Contest.TryAsync(lost => TryAsync(actor, number, action, seen, once, lost, cancel)) ?? new Refusal(RefusalCodes.ChangedMeanwhile);

    private async Task<Outcome<Taken>?> TryAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, Idempotency once, int attempt, CancellationToken cancel)
    {
        var talent = AsTalent(actor);
        if (numbers.Parse(number) is not { } request || request.TalentId != actor.TalentId || await store.FindAsync(request, cancel) is not { } found)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (seen?.Allows(renderer.Version(found)) is false)
        {
            return new Refusal(RefusalCodes.ChangedMeanwhile);
        }

        var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
        var rules = new RequestRules(service, LegalDay.Today(time), calendar);
        if (rules.Find(found, action.Verb, talent) is not { } line)
        {
            return rules.Refuse(found, action.Verb, talent);
        }

        var context = new StepContext(found, line, rules, talent, time.GetUtcNow());
        var opened = Opened(context, action, attempt);
        var facts = action is SupplyMissing { Answers: not null } ? (await applicantOf(found.Ref.TalentId, fresh: attempt > 0, cancel))?.Facts : null;
        var outcome = TalentSteps.Take(context, action, opened?.After.Ref.Number, facts);
        if (outcome is not Outcome<RequestStep>.Done { Value: var step })
        {
            return ((Outcome<RequestStep>.Refused)outcome).Reason;
        }

        var papers = await usedFiles.FindAsync(found.Ref.TalentId, (action as SupplyMissing)?.Materials, cancel);
        if (papers is Outcome<IReadOnlyList<StoredFile>>.Refused { Reason: var unknown })
        {
            return unknown;
        }

        var used = ((Outcome<IReadOnlyList<StoredFile>>.Done)papers).Value;
        var answer = action is AppealRequest && opened is not null ? opened.After.Ref : found.Ref;
        if (await commit.CommitWithBundleAsync(talent, step, cancel, opened, Also(once, answer, context.Now, used)) is { } after)
        {
            return new Outcome<Taken>.Done(new Taken(after, service, talent));
        }

        // When another call with the same key was faster, a further try cannot succeed.
        return await once.MatchAsync(context.Now, cancel) is IdempotencyMatch.None ? null : new Outcome<Taken>.Refused(new Refusal(RefusalCodes.ChangedMeanwhile));
    }

    private RequestStep? Opened(StepContext context, TalentAction action, int attempt) => action switch
    {
        AppealRequest appeal => LinkedRequest.Appeal(context, NewNumber(context, attempt), appeal.Text),
        RateRequest { Grade: <= LinkedRequest.BadGrade } rate => LinkedRequest.FromBadRating(context, NewNumber(context, attempt), rate.Text),
        _ => null,
    };

    private static Action<Transaction> Also(Idempotency once, RequestRef answer, DateTimeOffset now, IReadOnlyList<StoredFile> used) => transaction =>
    {
        FileStore.Use(transaction, used);
        once.Remember(transaction, answer.RequestId, now);
    };

    // A caller who is not a talent has no request, so there is nothing to remember.
    private Idempotency Once(Actor actor, IdempotentCall? call) => Idempotency.Of(table, actor.TalentId ?? "", actor.TalentId is null ? null : call);

    private RequestRef NewNumber(StepContext context, int attempt) =>
        numbers.New(context.Found.Ref.TalentId, context.Now, attempt, [context.Found.Ref]);

    private static Actor AsTalent(Actor actor) => actor with { Roles = Roles.Talent };

    private sealed record Taken(IReadOnlyList<RequestCase> Requests, ServiceItem Service, Actor Actor);
}
