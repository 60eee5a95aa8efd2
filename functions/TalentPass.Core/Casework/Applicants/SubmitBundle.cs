using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Bundles;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>The content of a bundle's filing.</summary>
/// <param name="Answers">The answers by item, or one flat object from which each item takes the fields of its form.</param>
/// <param name="Materials">The papers. Each is handed in once and goes to every item that lists it (浙规 7).</param>
/// <param name="OnBehalfOf">The applicant, when hall staff file.</param>
/// <param name="Area">The service area: its id, GB/T 2260 code or name.</param>
/// <param name="ConfirmRepeat">Files although one of the parts was filed before (<c>already_filed</c>).</param>
public sealed record BundleSubmission(
    JsonElement Answers, IReadOnlyList<SubmittedMaterial>? Materials = null, OnBehalfOf? OnBehalfOf = null, string? Area = null,
    bool ConfirmRepeat = false);

/// <summary>
/// Files a bundle (一件事). One transaction makes all its requests, so the parallel requests of the first stage are received at
/// the same moment (浙规 5(3)); the requests of later stages wait. Costs one call for each file, one for the transaction, and
/// one message for each request of the first stage.
/// </summary>
public sealed class SubmitBundle(
    TalentsTable table,
    RequestNumbers numbers,
    CommitRequests commit,
    WhoFiles whoFiles,
    JudgeFiling judge,
    UsedFiles usedFiles,
    OpenRequestLimit limit,
    ReadBundle read,
    CurrentCatalogue currentCatalogue,
    WorkingCalendar calendar,
    TimeProvider time)
{
    /// <summary>Files the bundle.</summary>
    /// <returns>
    /// The bundle; or <c>not_found</c>, <c>not_recognised</c>, <c>validation_failed</c>, <c>not_entitled</c>, <c>already_filed</c>,
    /// <c>too_many_open</c>, <c>idempotency_key_reused</c>.
    /// </returns>
    public async Task<Outcome<FiledBundleView>> RunAsync(
        Actor actor, string bundleId, BundleSubmission submission, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        var outcome = await TryAsync(actor, bundleId, submission, idempotency, english, cancel);
        // A bundle that was filed with this key before gets its first answer again, as a single request does.
        return outcome is Outcome<FiledBundleView>.Refused && await whoFiles.TalentOfAsync(actor, submission.OnBehalfOf, cancel) is { } talentId
            && await Idempotency.Of(table, talentId, idempotency).MatchAsync(time.GetUtcNow(), cancel) is IdempotencyMatch.Same { Answer: var filed }
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
        var filer = ((Outcome<Filer>.Done)found).Value;
        CheckedFiling[] filings = [.. services.Select(each => new CheckedFiling(
            each, catalogue.Version, answers[each.Id], [.. (submission.Materials ?? []).Where(paper => each.Material(paper.Id) is not null)],
            catalogue.Content.DeskFor(each, answers[each.Id], area, filer.Applicant.Tier, LegalDay.Today(time)), area,
            BundleAnswers.PointerOf(bundle, submission.Answers, each)))];
        var judged = await judge.FirstAsync(filer, submission.OnBehalfOf, filings, cancel);
        return judged is Outcome<JudgedFilings>.Done { Value: var first }
            ? await limit.RunAsync(
                first.Filer.Applicant.TalentId, filings.Length, () => FileAsync(first, bundle, submission, idempotency, english, cancel), cancel)
            : ((Outcome<JudgedFilings>.Refused)judged).Reason;
    }

    private Task<Outcome<FiledBundleView>> FileAsync(
        JudgedFilings judged, Bundle bundle, BundleSubmission submission, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        var talentId = judged.Filer.Applicant.TalentId;
        var once = Idempotency.Of(table, talentId, idempotency);
        return Contest.RunAsync<FiledBundleView>(async lost =>
        {
            if (lost > 0)
            {
                var again = await judge.AgainAsync(judged.Filer, submission.OnBehalfOf, judged.Filings, submission.ConfirmRepeat, cancel);
                if (again is not Outcome<JudgedFilings>.Done { Value: var anew })
                {
                    return ((Outcome<JudgedFilings>.Refused)again).Reason;
                }

                judged = anew;
            }

            var papers = await usedFiles.FindAsync(talentId, submission.Materials, cancel);
            if (papers is not Outcome<IReadOnlyList<StoredFile>>.Done { Value: var used })
            {
                return ((Outcome<IReadOnlyList<StoredFile>>.Refused)papers).Reason;
            }

            var now = time.GetUtcNow();
            var (filed, steps) = Compose(judged, bundle, now, lost);
            if (await commit.CommitAsync(judged.Filer.Actor, steps, cancel, transaction => Also(transaction, once, judged, steps, filed, used)) is { } requests)
            {
                judged.Filer.Keep();
                return new Outcome<FiledBundleView>.Created(await read.ViewAsync(filed, requests, english, cancel));
            }

            return await once.MatchAsync(now, cancel) switch
            {
                IdempotencyMatch.Reused => new Refusal(RefusalCodes.IdempotencyKeyReused),
                IdempotencyMatch.Same { Answer: var earlier } => await AgainAsync(talentId, earlier, english, cancel),
                _ => null,
            };
        });
    }

    private async Task<Outcome<FiledBundleView>> AgainAsync(string talentId, string bundleId, bool english, CancellationToken cancel) =>
        new Outcome<FiledBundleView>.Created(await read.ViewAsync(numbers.For(talentId, bundleId), english, cancel), Replayed: true);

    private (BundleCase Filed, List<RequestStep> Steps) Compose(
        JudgedFilings judged, Bundle bundle, DateTimeOffset now, int attempt)
    {
        var (filer, drafts) = (judged.Filer, judged.Filings.ToDictionary(each => each.Service.Id, StringComparer.Ordinal));
        var ids = new List<RequestRef>();
        while (ids.Count < drafts.Count + 1)
        {
            ids.Add(numbers.New(filer.Applicant.TalentId, now, attempt, ids));
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

        return (new BundleCase(own, bundle.Id, judged.Filings[0].CatalogueVersion, now, parts, []), steps);
    }

    private static void Also(
        Transaction transaction, Idempotency once, JudgedFilings judged, IReadOnlyList<RequestStep> steps, BundleCase filed, IReadOnlyList<StoredFile> used)
    {
        FileStore.Use(transaction, used);
        judged.Require(transaction, [.. judged.Filings.Select(filing => steps.Single(each => each.After.Service == filing.Service.Id).After)]);
        once.Remember(transaction.Add(BundleStore.NewRow(filed)), filed.Ref.RequestId, filed.At);
    }
}
