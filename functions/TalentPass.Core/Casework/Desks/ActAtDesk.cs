using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Documents.Issuing;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Does all actions of a department on a request. Each action is one transaction in the talent's shard, so of a withdrawal and
/// an approval at the same moment exactly one succeeds. Then the desk's entry is updated. Costs one read and three more
/// calls; a claim needs no read, except that of an appeal, or of a request of which something waits for a second person.
/// </summary>
public sealed class ActAtDesk(
    RequestStore store,
    RequestNumbers numbers,
    RequestETags etags,
    CommitRequests commit,
    IssueDocument documents,
    ServiceOf serviceOf,
    StaffOf staffOf,
    SecondPersonOf secondPersonOf,
    CurrentCatalogue currentCatalogue,
    WorkingCalendar calendar,
    TimeProvider time,
    OfficerNameOf nameOf)
{
    /// <summary>Acts on a request.</summary>
    /// <param name="actor">The caller, already authorised for the department.</param>
    /// <param name="department">The department of the desk.</param>
    /// <param name="number">The request's number as typed.</param>
    /// <param name="verb">The name of the action.</param>
    /// <param name="sent">The fields of the action.</param>
    /// <param name="seen">The version (ETag) that the caller saw.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The change; or <c>not_found</c>, <c>changed_meanwhile</c>, <c>not_allowed_in_state</c>, <c>validation_failed</c>,
    /// <c>case_full</c>, <c>own_decision</c>, <c>second_person_needed</c>.
    /// </returns>
    public async Task<Outcome<RequestChange>> RunAsync(
        Actor actor, string department, string number, string verb, DeskActionBody sent, Precondition seen, CancellationToken cancel)
    {
        if (numbers.Parse(number) is not { } request || sent.Read(verb) is not { } read)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (read is not Outcome<DeskAction>.Done { Value: var action })
        {
            return ((Outcome<DeskAction>.Refused)read).Reason;
        }

        if (action is ClaimAction
            && actor.TalentId != request.TalentId
            && seen.Tags.Select(tag => etags.Read(request, department, tag)).FirstOrDefault(etag => etag is not null) is { Line: not null } etag)
        {
            return await ClaimAsync(actor, department, request, etag, cancel);
        }

        return await TakeAsync(actor, department, request, action, seen, cancel);
    }

    /// <summary>
    /// Acts on a request as it is now, without comparing the version that the caller saw. For an action on many requests. Four
    /// calls.
    /// </summary>
    internal async Task<Outcome<RequestChange>> RunNowAsync(
        Actor actor, string department, string number, DeskAction action, CancellationToken cancel) =>
        numbers.Parse(number) is { } request
            ? await TakeAsync(actor, department, request, action, seen: null, cancel)
            : new Refusal(RefusalCodes.NotFound);

    private async Task<Outcome<RequestChange>> TakeAsync(
        Actor actor, string department, RequestRef request, DeskAction action, Precondition? seen, CancellationToken cancel)
    {
        if (await store.FindStateAsync(request, cancel) is not { IsAtDesk: true } found || found.Department != department)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (seen is not null && !seen.Allows(etags.Write(found)))
        {
            return Changed(found);
        }

        var rules = await RulesAsync(found, cancel);
        if (rules.Find(found, action.Verb, AtDesk(actor)) is not { } transition)
        {
            return rules.Refuse(found, action.Verb, AtDesk(actor));
        }

        if (WrongPerson(found, action) is { } wrong)
        {
            return wrong;
        }

        if (action is TransferAction { Department: var other } && (await currentCatalogue(cancel)).Content.Department(other) is null)
        {
            return Refusal.Invalid("/department", ValidationCodes.NotInList);
        }

        var context = new StepContext(found, transition, rules, AtDesk(actor), time.GetUtcNow());
        var outcome = DeskSteps.Take(context, action);
        if (outcome is not Outcome<RequestStep>.Done { Value: var step })
        {
            return ((Outcome<RequestStep>.Refused)outcome).Reason;
        }

        var (documented, addRow) = await documents.ForAsync(step, rules.Service, cancel);
        return await commit.CommitWithBundleAsync(context.Actor, documented, cancel, also: addRow) is [var after]
            ? Change(after, after.Due, context.Actor, rules)
            : await ChangedAsync(found.Ref, cancel);
    }

    private Refusal? WrongPerson(RequestCase found, DeskAction action) => action switch
    {
        AssignAction { To: var to } when staffOf(to, found.Department) is false => Refusal.Invalid("/to", ValidationCodes.NotInList),
        AssignAction { To: var to } when found.Course.Barred.Contains(to, StringComparer.Ordinal) => new Refusal(RefusalCodes.OwnDecision),
        ExtendAction { Approver: var approver } when secondPersonOf(approver, found.Department) is false => Refusal.Invalid("/approver", ValidationCodes.NotInList),
        _ => null,
    };

    private async Task<Outcome<RequestChange>> ClaimAsync(
        Actor actor, string department, RequestRef request, RequestETag etag, CancellationToken cancel)
    {
        if (etag.IsClaimed || RequestMachine.Lines(etag.State, AtDesk(actor)).FirstOrDefault(each => each.Action == RequestMachine.Claim) is not { } line)
        {
            return await store.FindStateAsync(request, cancel) is { } found
                ? (await RulesAsync(found, cancel)).NotAllowed(found, RequestMachine.Claim, AtDesk(actor))
                : new Refusal(RefusalCodes.NotFound);
        }

        var known = etag.Outline(request, department);
        if (await commit.ClaimAsync(actor, RequestStep.Claim(known, line, actor, time.GetUtcNow()), cancel) is not { } claimed)
        {
            return await ChangedAsync(request, cancel);
        }

        return Change(claimed, etag.Due, AtDesk(actor), await RulesAsync(claimed, cancel));
    }

    private async Task<Outcome<RequestChange>> ChangedAsync(RequestRef request, CancellationToken cancel) =>
        await store.FindStateAsync(request, cancel) is { } now ? Changed(now) : new Refusal(RefusalCodes.NotFound);

    private Refusal Changed(RequestCase now)
    {
        var state = StateWords.Of(now.PublishedState());
        return new Refusal(RefusalCodes.ChangedMeanwhile, now.ClaimedBy is { } account
            ? new Bilingual(
                $"该办件现为“{state.Zh}”，由{nameOf(account, english: false) ?? "同事"}认领。",
                $"The request is now {state.En}, claimed by {nameOf(account, english: true) ?? "a colleague"}.")
            : new Bilingual($"该办件现为“{state.Zh}”。", $"The request is now {state.En}."));
    }

    private async ValueTask<RequestRules> RulesAsync(RequestCase found, CancellationToken cancel) =>
        new(await serviceOf(found.Service, found.CatalogueVersion, cancel), LegalDay.Today(time), calendar);

    private RequestChange Change(RequestCase request, DateOnly? due, Actor actor, RequestRules rules) => new(
        request.Ref.Number, request.Department, request.PublishedState(), request.ClaimedBy, due, request.Seq,
        DeskNames.IsStaffOf(actor, request.Department) ? rules.Allowed(request, actor) : [],
        RequestRenderer.OnlyTrue(request.IsDueProvisional), RequestRenderer.Awaiting(request))
    {
        ETag = etags.Write(request),
    };

    // An account may have further roles, e.g. Talent. At a desk only the desk roles count.
    private static Actor AtDesk(Actor actor) => actor with { Roles = actor.Roles & (Roles.Desk | Roles.Supervisor) };
}
