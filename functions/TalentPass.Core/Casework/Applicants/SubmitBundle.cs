using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Bundles;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>What is filed as a bundle.</summary>
/// <param name="Answers">By item, or one flat object of which each item takes what its form asks for.</param>
/// <param name="Materials">The papers, handed in once: every item that lists a paper has it (浙规 7).</param>
/// <param name="OnBehalfOf">For whom hall staff file.</param>
/// <param name="Area">The service area: its id, GB/T 2260 code or name.</param>
public sealed record BundleSubmission(
    JsonElement Answers, IReadOnlyList<SubmittedMaterial>? Materials = null, OnBehalfOf? OnBehalfOf = null, string? Area = null);

/// <summary>
/// Files a bundle (一件事): one transaction for all its requests, so that the parallel ones are received at the same moment
/// (浙规 5(3)); the later ones wait. Two storage calls and a doorbell a part.
/// </summary>
public sealed class SubmitBundle(
    RequestStore store,
    RequestNumbers numbers,
    CommitRequests commit,
    WhoFiles whoFiles,
    UsedFiles usedFiles,
    ReadBundle read,
    CurrentCatalogue currentCatalogue,
    WorkingCalendar calendar,
    TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>Files the bundle.</summary>
    /// <returns>The bundle; <c>not_found</c>, <c>not_recognised</c>, <c>validation_failed</c>, <c>idempotency_key_reused</c>.</returns>
    public async Task<Outcome<FiledBundleView>> RunAsync(
        Actor actor, string bundleId, BundleSubmission submission, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        var outcome = await TryAsync(actor, bundleId, submission, idempotency, english, cancel);
        // What was filed already is answered as it was, as with a single request.
        return outcome is Outcome<FiledBundleView>.Refused && idempotency is not null && whoFiles.TalentOf(actor, submission.OnBehalfOf) is { } talentId
            && await MatchAsync(talentId, idempotency, time.GetUtcNow(), cancel) is IdempotencyMatch.Same { Answer: var filed }
            ? await AgainAsync(talentId, filed, english, cancel)
            : outcome;
    }

    private async Task<Outcome<FiledBundleView>> TryAsync(
        Actor actor, string bundleId, BundleSubmission submission, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        if (catalogue.Content.Bundle(bundleId) is not { } bundle)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        ServiceItem[] services = [.. bundle.Services.Select(each => catalogue.Content.Service(each)!)];
        var found = await whoFiles.FindAsync(actor, submission.OnBehalfOf, services, cancel);
        if (found is Outcome<Filer>.Refused { Reason: var reason })
        {
            return reason;
        }

        var split = BundleAnswers.Split(catalogue.Content, bundle, submission.Answers, LegalDay.Today(time));
        var (area, nowhere) = CheckedFiling.Where(catalogue.Content, submission.Area);
        var wrong = (split as Outcome<IReadOnlyDictionary<string, JsonElement>>.Refused)?.Reason
            ?? MaterialCheck.Check(id => services.Any(each => each.Material(id) is not null), submission.Materials)
            ?? nowhere;
        if (wrong is not null)
        {
            return wrong;
        }

        var answers = ((Outcome<IReadOnlyDictionary<string, JsonElement>>.Done)split).Value;
        var drafts = services.ToDictionary(
            each => each.Id,
            each => new CheckedFiling(
                each, catalogue.Version, answers[each.Id], [.. (submission.Materials ?? []).Where(paper => each.Material(paper.Id) is not null)], area));
        return await FileAsync(((Outcome<Filer>.Done)found).Value, bundle, drafts, submission.Materials, idempotency, english, cancel);
    }

    private async Task<Outcome<FiledBundleView>> FileAsync(
        Filer filer,
        Bundle bundle,
        IReadOnlyDictionary<string, CheckedFiling> drafts,
        IReadOnlyList<SubmittedMaterial>? materials,
        IdempotentCall? idempotency,
        bool english,
        CancellationToken cancel)
    {
        var talentId = filer.Applicant.TalentId;
        TableEntity? expired = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var papers = await usedFiles.FindAsync(talentId, materials, cancel);
            if (papers is Outcome<IReadOnlyList<StoredFile>>.Refused { Reason: var unknown })
            {
                return unknown;
            }

            var now = time.GetUtcNow();
            var (filed, steps) = Compose(filer, bundle, drafts, now);
            if (await commit.CommitAsync(filer.Actor, steps, cancel, transaction => Remember(transaction, filed, idempotency, expired, papers)) is { } requests)
            {
                return new Outcome<FiledBundleView>.Created(await read.ViewAsync(filed, requests, english, cancel));
            }

            switch (idempotency is null ? new IdempotencyMatch.None() : await MatchAsync(talentId, idempotency, now, cancel))
            {
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
                case IdempotencyMatch.Same { Answer: var bundleId }:
                    return await AgainAsync(talentId, bundleId, english, cancel);
                case IdempotencyMatch.Expired { Row: var old }:
                    expired = old;
                    break;
            }
        }

        throw new InvalidOperationException("No free request ids after several attempts.");
    }

    private async Task<IdempotencyMatch> MatchAsync(string talentId, IdempotentCall call, DateTimeOffset now, CancellationToken cancel) =>
        IdempotencyRow.Match(await store.Table.FindAsync(Shard.Of(talentId), IdempotencyRow.Key(talentId, call), cancel), call, now);

    private async Task<Outcome<FiledBundleView>> AgainAsync(string talentId, string bundleId, bool english, CancellationToken cancel) =>
        new Outcome<FiledBundleView>.Created(await read.ViewAsync(numbers.For(talentId, bundleId), english, cancel), Replayed: true);

    private (BundleCase Filed, List<RequestStep> Steps) Compose(
        Filer filer, Bundle bundle, IReadOnlyDictionary<string, CheckedFiling> drafts, DateTimeOffset now)
    {
        var ids = new HashSet<RequestRef>();
        while (ids.Count < drafts.Count + 1)
        {
            ids.Add(numbers.New(filer.Applicant.TalentId, now));
        }

        var free = new Queue<RequestRef>(ids);
        var own = free.Dequeue();
        var (parts, steps) = (new List<BundlePart>(), new List<RequestStep>());
        foreach (var (stage, service) in bundle.Stages.Index().SelectMany(stage => stage.Item.Select(service => (stage.Index, service))))
        {
            var draft = drafts[service];
            var request = draft.Request(filer, free.Dequeue(), now, calendar);
            request = request with { Course = request.Course with { Bundle = new BundlePartFact(bundle.Id, BundleCase.NumberOf(own), stage) } };
            parts.Add(new BundlePart(request.Ref.RequestId, service, stage));
            steps.Add(RequestStep.Begin(
                stage == 0 ? request : request with { State = RequestState.Waiting, Clocks = request.Clocks.Stop() },
                RequestMachine.Submit, filer.Actor, filer.Role, draft.Service, calendar));
        }

        return (new BundleCase(own, bundle.Id, drafts.Values.First().CatalogueVersion, now, parts, []), steps);
    }

    private static void Remember(Transaction transaction, BundleCase filed, IdempotentCall? idempotency, TableEntity? expired, Outcome<IReadOnlyList<StoredFile>> papers)
    {
        FileStore.Use(transaction, ((Outcome<IReadOnlyList<StoredFile>>.Done)papers).Value);
        transaction.Add(BundleStore.NewRow(filed));
        if (idempotency is not null)
        {
            var row = IdempotencyRow.New(filed.Ref.TalentId, idempotency, filed.Ref.RequestId, filed.At);
            _ = expired is null ? transaction.Add(row) : transaction.Replace(row, expired.ETag);
        }
    }
}
