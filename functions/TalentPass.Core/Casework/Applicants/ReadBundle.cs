using TalentPass.Core.Casework.Bundles;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>A filed bundle with its progress.</summary>
/// <param name="BundleNumber">The bundle's own number.</param>
/// <param name="Bundle">The bundle's id.</param>
/// <param name="Title">The bundle's title.</param>
/// <param name="SubmittedAt">When the bundle was received.</param>
/// <param name="State">
/// <c>completed</c> when every part was decided in favour; <c>ended</c> when every part is decided or ended but not all in
/// favour;
/// otherwise <c>open</c>.
/// </param>
/// <param name="Completed">The number of parts that were decided in favour.</param>
/// <param name="Total">The number of parts.</param>
/// <param name="Requests">The parts in the order of their stages.</param>
public sealed record FiledBundleView(
    string BundleNumber, string Bundle, string Title, DateTimeOffset SubmittedAt, string State, int Completed, int Total, IReadOnlyList<FiledBundlePart> Requests);

/// <summary>A part of a bundle as the talent sees it.</summary>
public sealed record FiledBundlePart(
    string Number, string ShortCode, string Service, string Title, string Department, string State, int Stage, DateTimeOffset SubmittedAt, DateOnly? Due,
    bool? Provisional = null);

/// <summary>Reads a talent's filed bundles. Two calls.</summary>
public sealed class ReadBundle(BundleStore bundles, RequestStore store, RequestNumbers numbers, CurrentCatalogue currentCatalogue)
{
    /// <summary>Reads a bundle of the caller; another talent's bundle is <c>not_found</c>.</summary>
    public async Task<Outcome<FiledBundleView>> FindAsync(Actor actor, string bundle, string number, bool english, CancellationToken cancel) =>
        BundleCase.Parse(numbers, number) is { } reference
        && reference.TalentId == actor.TalentId
        && await bundles.FindAsync(reference, cancel) is { } found
        && found.Bundle == bundle
            ? new Outcome<FiledBundleView>.Done(await ViewAsync(found, english, cancel))
            : new Refusal(RefusalCodes.NotFound);

    /// <summary>Reads the bundle and its requests from storage. Two calls.</summary>
    internal async Task<FiledBundleView> ViewAsync(RequestRef reference, bool english, CancellationToken cancel) =>
        await ViewAsync((await bundles.FindAsync(reference, cancel))!, english, cancel);

    /// <summary>Shows the bundle with requests that the caller already has. No call.</summary>
    internal async Task<FiledBundleView> ViewAsync(BundleCase bundle, IReadOnlyList<RequestCase> requests, bool english, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        return new FiledBundleView(
            bundle.Number,
            bundle.Bundle,
            catalogue.Content.Bundle(bundle.Bundle)?.Title.In(english) ?? bundle.Bundle,
            bundle.At,
            StateOf(bundle, requests),
            bundle.Completed.Count,
            bundle.Parts.Count,
            [.. requests.Select(each => Part(each, catalogue, english))]);
    }

    private async Task<FiledBundleView> ViewAsync(BundleCase bundle, bool english, CancellationToken cancel) =>
        await ViewAsync(
            bundle, await store.FindTogetherAsync(bundle.Ref.TalentId, [.. bundle.Parts.Select(each => each.RequestId)], cancel), english, cancel);

    private static string StateOf(BundleCase bundle, IReadOnlyList<RequestCase> requests) => bundle switch
    {
        _ when bundle.Completed.Count == bundle.Parts.Count => "completed",
        _ when requests.All(each => each.IsClosed || each.State is RequestState.Approved or RequestState.Refused) => "ended",
        _ => "open",
    };

    private FiledBundlePart Part(RequestCase request, PublishedCatalogue catalogue, bool english) => new(
        request.Ref.Number,
        request.ShortCode ?? numbers.ShortCode(request.Ref),
        request.Service,
        RequestRenderer.Title(catalogue, request.Service, english),
        request.Department,
        request.PublishedState(),
        request.Course.Bundle!.Stage,
        request.SubmittedAt,
        request.Due,
        RequestRenderer.OnlyTrue(request.IsDueProvisional));
}
