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
/// ends badly, the parts of later stages are terminated.
/// </summary>
public sealed class BundleProgress(BundleStore bundles, RequestStore requests, RequestNumbers numbers, ServiceOf serviceOf, WorkingCalendar calendar)
{
    /// <summary>
    /// Finds the effects of a step on its bundle; null when there are none, at no cost when the step cannot have any. Otherwise
    /// one
    /// call, and one for each part concerned.
    /// </summary>
    public async Task<BundleConsequence?> FollowAsync(RequestStep step, CancellationToken cancel)
    {
        var (after, now) = (step.After, step.Event.At);
        if (after.Course.Bundle is not { } place || step.Before is null || IsOver(step.Before))
        {
            return null;
        }

        if (IsOver(after))
        {
            return await OverAsync(after, place, now, cancel);
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
        RequestCase found, string action, IReadOnlyList<SubmittedMaterial> papers, DateTimeOffset now, CancellationToken cancel)
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
            _ => next with { Course = found.Course with { Reason = action } },
        });
    }
}
