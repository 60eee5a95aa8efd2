using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Bundles;

/// <summary>The effects of a part's step on the rest of its bundle.</summary>
/// <param name="Steps">The steps of other parts.</param>
/// <param name="Mark">
/// Adds the write of the bundle's own row, under its ETag. So two parts that end at the same moment cannot miss each other: one
/// of the two transactions fails and is tried again.
/// </param>
public sealed record BundleConsequence(IReadOnlyList<RequestStep> Steps, Action<Transaction> Mark);

/// <summary>
/// Moves a bundle forward. When a stage is completed in writing, the parts of the next stage start (浙规 5(3)). When a part
/// ends badly, the parts of later stages are terminated; when an appeal against this end is won, they go on as new requests.
/// </summary>
public sealed class BundleProgress(BundleStore bundles, RequestStore requests, RequestNumbers numbers, ServiceOf serviceOf, WorkingCalendar calendar)
{
    /// <summary>
    /// Finds the effects of a step on its bundle; null when there are none, at no cost when the step cannot have any. Otherwise
    /// one
    /// call, and one for each part concerned.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="attempt">The number of attempts that were lost before this one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<BundleConsequence?> FollowAsync(RequestStep step, int attempt, CancellationToken cancel)
    {
        var (after, now) = (step.After, step.Event.At);
        if (after.Course.Bundle is not { } place || step.Before is null || IsOver(step.Before))
        {
            return null;
        }

        if (IsOver(after))
        {
            return place.StandsFor is { } part && after.State == RequestState.Approved
                ? await WonAsync(after, place, numbers.Parse(part)!.RequestId, now, attempt, cancel)
                : await OverAsync(after, place, now, cancel);
        }

        return step.Event.Action == RequestMachine.Supplement ? await SuppliedAsync(step.Before, after, place, now, cancel) : null;
    }

    private async Task<BundleConsequence> OverAsync(RequestCase after, BundlePartFact place, DateTimeOffset now, CancellationToken cancel)
    {
        var bundle = (await bundles.FindAsync(BundleCase.Parse(numbers, place.Number)!, cancel))!;
        var marked = after.State == RequestState.Approved ? bundle with { Completed = [.. bundle.Completed, after.Ref.RequestId] } : bundle;
        var starts = marked.IsComplete(place.Stage);
        var concerned = starts
            ? bundle.Parts.Where(each => each.Stage == place.Stage + 1)
            : bundle.Parts.Where(each => each.Stage > place.Stage && after.State != RequestState.Approved);
        var steps = new List<RequestStep>();
        foreach (var part in concerned)
        {
            var found = await requests.FindStateAsync(numbers.For(after.Ref.TalentId, part.RequestId), cancel);
            if (found is { State: RequestState.Waiting })
            {
                steps.Add(await StepAsync(found, starts ? RequestMachine.BundleStart : RequestMachine.BundleEnd, [], now, cancel));
            }
        }

        return new BundleConsequence(steps, transaction => transaction.Merge(BundleStore.Change(marked), bundle.Version));
    }

    // A won appeal takes the place of the part that was refused. The parts that this had terminated go on as new requests, unless
    // another part of an earlier stage still stands in their way.
    private async Task<BundleConsequence> WonAsync(
        RequestCase appeal, BundlePartFact place, string refused, DateTimeOffset now, int attempt, CancellationToken cancel)
    {
        var (bundle, talentId) = ((await bundles.FindAsync(BundleCase.Parse(numbers, place.Number)!, cancel))!, appeal.Ref.TalentId);
        var marked = bundle.With(refused, appeal.Ref.RequestId) with { Completed = [.. bundle.Completed, appeal.Ref.RequestId] };
        // The steps may concern any part, and a transaction names a row only once. So a new id differs from those of all parts.
        var (steps, taken, blocked) = (new List<RequestStep>(), marked.Parts.Select(each => numbers.For(talentId, each.RequestId)).ToList(), false);
        foreach (var part in marked.Parts.Where(each => each.RequestId != appeal.Ref.RequestId).OrderBy(each => each.Stage))
        {
            var found = (await requests.FindStateAsync(numbers.For(talentId, part.RequestId), cancel))!;
            var starts = part.Stage == place.Stage + 1 && marked.IsComplete(place.Stage);
            if (part.Stage <= place.Stage)
            {
                blocked |= IsOver(found) && !marked.Completed.Contains(part.RequestId);
            }
            else if (found is { Ending: RequestEnding.Terminated } && !blocked)
            {
                var number = numbers.New(talentId, now, attempt, taken);
                taken.Add(number);
                steps.Add(await StepAsync(found, RequestMachine.BundleRevive, [], now, cancel, number));
                var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
                steps.Add(LinkedRequest.Revive(found, number, starts, new RequestRules(service, LegalDay.Of(now), calendar), now));
                marked = marked.With(part.RequestId, number.RequestId);
            }
            else if (found.State == RequestState.Waiting && starts)
            {
                steps.Add(await StepAsync(found, RequestMachine.BundleStart, [], now, cancel));
            }
        }

        return new BundleConsequence(steps, transaction => transaction.Merge(BundleStore.Change(marked), bundle.Version));
    }

    // A paper that one department has may not be asked for by another (浙规 7). So the other parts that list it get it too.
    private async Task<BundleConsequence?> SuppliedAsync(RequestCase before, RequestCase after, BundlePartFact place, DateTimeOffset now, CancellationToken cancel)
    {
        var papers = after.Materials.Where(each => each.File is not null).Except(before.Materials).ToArray();
        if (papers.Length == 0)
        {
            return null;
        }

        var bundle = (await bundles.FindAsync(BundleCase.Parse(numbers, place.Number)!, cancel))!;
        var steps = new List<RequestStep>();
        foreach (var part in bundle.Parts.Where(each => each.RequestId != after.Ref.RequestId))
        {
            var found = await requests.FindStateAsync(numbers.For(after.Ref.TalentId, part.RequestId), cancel);
            if (found is not null && RequestMachine.Lines(found.State, Actor.Timer).Any(each => each.Action == RequestMachine.BundlePaper))
            {
                var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
                SubmittedMaterial[] wanted = [.. papers.Where(each => service.Material(each.Id) is { FromSharedData: false } && !found.Materials.Contains(each))];
                if (wanted.Length > 0)
                {
                    steps.Add(await StepAsync(found, RequestMachine.BundlePaper, wanted, now, cancel));
                }
            }
        }

        return steps.Count == 0 ? null : new BundleConsequence(steps, _ => { });
    }

    // A request is over for its bundle when it is decided, in favour or against, or has ended before.
    private static bool IsOver(RequestCase request) => request.State is RequestState.Approved or RequestState.Refused || request.IsClosed;

    private async Task<RequestStep> StepAsync(
        RequestCase found, string action, IReadOnlyList<SubmittedMaterial> papers, DateTimeOffset now, CancellationToken cancel, RequestRef? revived = null)
    {
        var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
        var line = RequestMachine.Lines(found.State, Actor.Timer).Single(each => each.Action == action);
        var context = new StepContext(found, line, new RequestRules(service, LegalDay.Of(now), calendar), Actor.Timer, now);
        var next = context.Next();
        return context.Done(action switch
        {
            RequestMachine.BundleStart => next with
            {
                Clocks = RequestClocks.Received(context.ClockStart, context.Limits, calendar),
                Course = found.Course with { StartedAt = now },
            },
            RequestMachine.BundlePaper => next.Handed(papers),
            RequestMachine.BundleRevive => next with { Course = found.Course with { RevivedAs = revived?.Number } },
            _ => next with { Course = found.Course with { Reason = action } },
        });
    }
}
