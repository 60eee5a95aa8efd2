using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue;
using TalentPass.Core.Requests;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Bundles;

/// <summary>What a step of one part brings about in the rest of its bundle.</summary>
/// <param name="Writes">The steps of other parts.</param>
/// <param name="Mark">The bundle's own row, under its version: two parts that end at once do not overlook each other.</param>
public sealed record BundleConsequence(IReadOnlyList<RequestWrite> Writes, Action<Transaction> Mark);

/// <summary>
/// Brings a bundle on: the parts of the next stage start at the written completion of the one before (浙规 5(3)), and those
/// that wait for a part that came to a bad end are terminated.
/// </summary>
public sealed class BundleProgress(BundleStore bundles, RequestStore requests, RequestNumbers numbers, ServiceOf serviceOf, WorkingCalendar calendar)
{
    /// <summary>The consequence of a step; null when it has none. One call, and one for each part concerned or done before.</summary>
    public async Task<BundleConsequence?> FollowAsync(RequestWrite write, DateTimeOffset now, CancellationToken cancel)
    {
        var (after, wasOver) = (write.After, write.Before is { } before && IsOver(before));
        if (after.Course.Bundle is not { } place || wasOver || !IsOver(after))
        {
            return null;
        }

        var bundle = (await bundles.FindAsync(BundleCase.Parse(numbers, place.Number)!, cancel))!;
        var marked = after.State == RequestState.Approved ? bundle with { Completed = [.. bundle.Completed, after.Ref.RequestId] } : bundle;
        var starts = marked.IsComplete(place.Stage);
        var concerned = starts
            ? bundle.Parts.Where(each => each.Stage == place.Stage + 1)
            : bundle.Parts.Where(each => each.Stage > place.Stage && after.State != RequestState.Approved);
        var papers = starts ? await PapersAsync(bundle, after, place.Stage, cancel) : [];
        var writes = new List<RequestWrite>();
        foreach (var part in concerned)
        {
            var found = await requests.FindAsync(numbers.For(after.Ref.TalentId, part.RequestId), cancel);
            if (found is { State: RequestState.Waiting })
            {
                writes.Add(await StepAsync(found, starts, papers, now, cancel));
            }
        }

        return new BundleConsequence(writes, transaction => transaction.Merge(BundleStore.Change(marked), bundle.Version));
    }

    // The papers of all parts so far: what one department was given no other asks for again (浙规 7).
    private async Task<IReadOnlyList<SubmittedMaterial>> PapersAsync(BundleCase bundle, RequestCase last, int stage, CancellationToken cancel)
    {
        var papers = new List<SubmittedMaterial>();
        foreach (var part in bundle.Parts.Where(each => each.Stage <= stage && each.RequestId != last.Ref.RequestId))
        {
            papers.AddRange((await requests.FindAsync(numbers.For(last.Ref.TalentId, part.RequestId), cancel))?.Materials ?? []);
        }

        return [.. papers, .. last.Materials];
    }

    // A paper as it was handed in last goes before the one of the filing.
    private static IReadOnlyList<SubmittedMaterial> Known(RequestCase found, ServiceItem service, IReadOnlyList<SubmittedMaterial> papers)
    {
        var known = found.Materials.ToDictionary(each => each.Id, StringComparer.Ordinal);
        foreach (var paper in papers.Where(each => service.Material(each.Id) is { FromSharedData: false }))
        {
            known[paper.Id] = paper.File is null ? known.GetValueOrDefault(paper.Id, paper) : paper;
        }

        return [.. known.Values];
    }

    // Decided either way, or ended before.
    private static bool IsOver(RequestCase request) => request.State is RequestState.Approved or RequestState.Refused || request.IsClosed;

    private async Task<RequestWrite> StepAsync(
        RequestCase found, bool starts, IReadOnlyList<SubmittedMaterial> papers, DateTimeOffset now, CancellationToken cancel)
    {
        var service = await serviceOf(found.Service, found.CatalogueVersion, cancel);
        var action = starts ? RequestMachine.BundleStart : RequestMachine.BundleEnd;
        var line = RequestMachine.Lines(found.State, Actor.Timer).Single(each => each.Action == action);
        var context = new StepContext(found, line, new RequestRules(service, LegalDay.Of(now), calendar), Actor.Timer, now);
        return RequestWrite.Of(context, starts
            ? new RequestStep(context.Next() with
            {
                Clocks = RequestClocks.Received(context.ClockStart, context.Limits, calendar),
                Course = found.Course with { StartedAt = now },
                Materials = Known(found, service, papers),
            })
            : new RequestStep(context.Next() with { Course = found.Course with { Reason = action } }));
    }
}
