using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

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
    WhoFiles whoFiles,
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
        (await TakeAsync(AsTalent(actor), number, action, seen, Once(actor, null), null, cancel)).Map(taken => View(taken.Requests[0], taken.Service, taken.Actor, english));

    /// <summary>
    /// Takes an action. A repeated call with the same idempotency key is done only once, and is answered before any limit is looked at.
    /// Costs as <see cref="RunAsync"/>, and one more call with a key.
    /// </summary>
    /// <returns>
    /// The new request of an appeal, or the request after another action; the refusals of <see cref="RunAsync"/>, or
    /// <c>idempotency_key_reused</c>.
    /// </returns>
    public Task<Outcome<RequestView>> RunOnceAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, IdempotentCall? idempotency, bool english, CancellationToken cancel) =>
        RunOnceAsync(AsTalent(actor), number, action, seen, idempotency, null, english, cancel);

    /// <summary>
    /// Supplies what is missing: the applicant, or hall staff for the person whom they have just scanned. Costs as
    /// <see cref="RunOnceAsync(Actor, string, TalentAction, Precondition?, IdempotentCall?, bool, CancellationToken)"/>, and at the counter
    /// one more for the scan and those of a filing there.
    /// </summary>
    /// <returns>
    /// The refusals of an applicant's action, and of a filing at the counter: <c>validation_failed</c> at <c>/onBehalfOf</c>, <c>not_shared</c>.
    /// </returns>
    public async Task<Outcome<RequestView>> SupplyAsync(
        Actor actor, string number, SupplementBody body, Precondition? seen, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        var supply = new SupplyMissing(body.Answers, body.Materials);
        if (body.OnBehalfOf is null && (actor.TalentId is not null || !actor.IsAny(Roles.Hall)))
        {
            return await RunOnceAsync(actor, number, supply, seen, idempotency, english, cancel);
        }

        if (await whoFiles.TalentOfAsync(actor, body.OnBehalfOf, cancel) is { } talentId)
        {
            return await RunOnceAsync(actor with { Roles = Roles.Hall, TalentId = talentId }, number, supply, seen, idempotency, body.OnBehalfOf, english, cancel);
        }

        return await whoFiles.FindAsync(actor, body.OnBehalfOf, [], cancel) is Outcome<Filer>.Refused { Reason: var reason } ? reason : new Refusal(RefusalCodes.NotFound);
    }

    private async Task<Outcome<RequestView>> RunOnceAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, IdempotentCall? idempotency, OnBehalfOf? onBehalfOf, bool english, CancellationToken cancel)
    {
        var (appeals, once) = (action is AppealRequest, Once(actor, idempotency));
        if (await ReplayAsync(actor, appeals, once, english, cancel) is { } earlier)
        {
            return earlier;
        }

        switch (await TakeAsync(actor, number, action, seen, once, onBehalfOf, cancel))
        {
            case Outcome<Taken>.Done { Value: var taken }:
                return Answer(appeals, View(taken.Requests[appeals ? 1 : 0], taken.Service, taken.Actor, english), replayed: false);
            case Outcome<Taken>.Refused { Reason: var reason }:
                // The same call may have arrived twice, and the other one may have been faster.
                return await ReplayAsync(actor, appeals, once, english, cancel) ?? reason;
            default:
                throw new InvalidOperationException("A step is taken or refused.");
        }
    }

    private RequestView View(RequestCase request, ServiceItem service, Actor actor, bool english)
    {
        var view = renderer.Case(request, service, actor, staff: false, english);
        return actor.IsAny(Roles.Hall) ? AtCounter(view, actor) : view;
    }

    // A counter is shown what its officer did and how the request stands now, and nothing else of it (个人信息保护法 6).
    private static RequestView AtCounter(RequestView view, Actor actor) => new(
        view.Number, view.ShortCode, view.Service, view.Title, view.Department, view.Applicant, view.State, view.Ending, ClaimedBy: null,
        view.SubmittedAt, view.Due, Answers: null, Materials: [], [.. view.Timeline.Where(each => IsOf(each, actor)).TakeLast(1)], view.Clock, AllowedActions: [])
    {
        MissingMaterials = view.MissingMaterials,
        ETag = view.ETag,
    };

    private static bool IsOf(TimelineView step, Actor actor) => step.Actor == actor.Account && string.Equals(step.Role, nameof(Roles.Hall), StringComparison.OrdinalIgnoreCase);

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
                var view = View(request, service, actor, english);
                // The answer to one officer is not for another.
                return view.Timeline.Count > 0 ? Answer(appeals, view, replayed: true) : new Refusal(RefusalCodes.IdempotencyKeyReused);
            default:
                return null;
        }
    }

    private async Task<Outcome<Taken>> TakeAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, Idempotency once, OnBehalfOf? onBehalfOf, CancellationToken cancel) =>
        await Contest.TryAsync(lost => TryAsync(actor, number, action, seen, once, onBehalfOf, lost, cancel)) ?? new Refusal(RefusalCodes.ChangedMeanwhile);

    private async Task<Outcome<Taken>?> TryAsync(
        Actor actor, string number, TalentAction action, Precondition? seen, Idempotency once, OnBehalfOf? onBehalfOf, int attempt, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || request.TalentId != actor.TalentId || await store.FindAsync(request, cancel) is not { } found)
        {
            return await AbsentAsync(actor, onBehalfOf, cancel) ?? new Refusal(RefusalCodes.NotFound);
        }

        if (seen?.Allows(renderer.Version(found)) is false)
        {
            return await AbsentAsync(actor, onBehalfOf, cancel) ?? new Refusal(RefusalCodes.ChangedMeanwhile);
        }

        var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
        var present = onBehalfOf is null ? null : await whoFiles.FindAsync(actor, onBehalfOf, [service], cancel, fresh: attempt > 0);
        if (present is Outcome<Filer>.Refused { Reason: var absent })
        {
            return absent;
        }

        if (present is Outcome<Filer>.Done { Value.Guest: { } guest } && guest.CityCode != found.Course.Filing?.Guest?.CityCode)
        {
            // The scan is of a pass of another city than the request.
            return Refusal.Invalid("/onBehalfOf/scanId", ValidationCodes.NotValid);
        }

        var rules = new RequestRules(service, LegalDay.Today(time), calendar);
        if (rules.Find(found, action.Verb, actor) is not { } line)
        {
            return rules.Refuse(found, action.Verb, actor);
        }

        var context = new StepContext(found, line, rules, actor, time.GetUtcNow());
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
        var filer = (present as Outcome<Filer>.Done)?.Value;
        if (await commit.CommitWithBundleAsync(actor, step, cancel, opened, Also(once, answer, context.Now, used, filer)) is { } after)
        {
            filer?.Pass?.Keep();
            return new Outcome<Taken>.Done(new Taken(after, service, actor));
        }

        // When another call with the same key was faster, a further try cannot succeed.
        return await once.MatchAsync(context.Now, cancel) is IdempotencyMatch.None ? null : new Outcome<Taken>.Refused(new Refusal(RefusalCodes.ChangedMeanwhile));
    }

    // Whoever is not present learns nothing of a request, not even that it exists.
    private async Task<Refusal?> AbsentAsync(Actor actor, OnBehalfOf? onBehalfOf, CancellationToken cancel) =>
        onBehalfOf is not null && await whoFiles.FindAsync(actor, onBehalfOf, [], cancel) is Outcome<Filer>.Refused { Reason: var absent } ? absent : null;

    private RequestStep? Opened(StepContext context, TalentAction action, int attempt) => action switch
    {
        AppealRequest appeal => LinkedRequest.Appeal(context, NewNumber(context, attempt), appeal.Text),
        RateRequest { Grade: <= LinkedRequest.BadGrade } rate => LinkedRequest.FromBadRating(context, NewNumber(context, attempt), rate.Text),
        _ => null,
    };

    // At a counter the pass has to be in use still, as in a filing there.
    private static Action<Transaction> Also(Idempotency once, RequestRef answer, DateTimeOffset now, IReadOnlyList<StoredFile> used, Filer? filer) => transaction =>
    {
        FileStore.Use(transaction, used);
        filer?.Pass?.Require(transaction);
        once.Remember(transaction, answer.RequestId, now);
    };

    // A caller who is not a talent has no request, so there is nothing to remember.
    private Idempotency Once(Actor actor, IdempotentCall? call) => Idempotency.Of(table, actor.TalentId ?? "", actor.TalentId is null ? null : call);

    private RequestRef NewNumber(StepContext context, int attempt) =>
        numbers.New(context.Found.Ref.TalentId, context.Now, attempt, [context.Found.Ref]);

    private static Actor AsTalent(Actor actor) => actor with { Roles = Roles.Talent };

    private sealed record Taken(IReadOnlyList<RequestCase> Requests, ServiceItem Service, Actor Actor);
}
