using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Catalogue.Forms;
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

/// <summary>The content of a filing.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Answers">The answers to the service's form.</param>
/// <param name="Materials">The papers that are handed in.</param>
/// <param name="OnBehalfOf">The applicant, when hall staff file.</param>
/// <param name="Area">The service area, where it matters: its id, GB/T 2260 code or name.</param>
/// <param name="ConfirmRepeat">Files although the same was filed before (<c>already_filed</c>).</param>
public sealed record RequestSubmission(
    string Service, JsonElement Answers, IReadOnlyList<SubmittedMaterial>? Materials = null, OnBehalfOf? OnBehalfOf = null, string? Area = null,
    bool ConfirmRepeat = false);

/// <summary>
/// Files a request. One transaction in the talent's shard writes the step, the state, the idempotency record, the outbox row and
/// the feed row; then a message is sent to the desk's queue. Two storage calls, and one for each file. Once the transaction
/// is acknowledged, the request cannot be lost.
/// </summary>
public sealed class SubmitRequest(
    TalentsTable table,
    RequestStore store,
    RequestNumbers numbers,
    RequestETags etags,
    RequestRenderer renderer,
    CommitRequests commit,
    WhoFiles whoFiles,
    JudgeFiling judge,
    UsedFiles usedFiles,
    OpenRequestLimit limit,
    CurrentCatalogue currentCatalogue,
    ServiceOf serviceOf,
    WorkingCalendar calendar,
    TimeProvider time)
{
    /// <summary>Files the request.</summary>
    /// <param name="actor">The caller who files.</param>
    /// <param name="submission">The content of the filing.</param>
    /// <param name="idempotency">The client's idempotency key; null when it sent none.</param>
    /// <param name="english">Whether the receipt is in English; otherwise in Chinese.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="draft">
    /// The row key of the draft that is filed; the transaction deletes it. Null when there is no draft.
    /// </param>
    /// <returns>
    /// The receipt; or <c>not_recognised</c>, <c>validation_failed</c>, <c>not_entitled</c>, <c>already_filed</c>,
    /// <c>too_many_open</c>, <c>idempotency_key_reused</c>, or <c>not_found</c> when the draft no longer exists.
    /// </returns>
    public async Task<Outcome<RequestReceipt>> RunAsync(
        Actor actor, RequestSubmission submission, IdempotentCall? idempotency, bool english, CancellationToken cancel, string? draft = null)
    {
        var outcome = await TryAsync(actor, submission, idempotency, english, draft, cancel);
        // A request that was filed with this key before gets its first answer again, even if the same filing would be refused now
        // because the scan is too old or the rules have changed.
        return outcome is Outcome<RequestReceipt>.Refused && await whoFiles.TalentOfAsync(actor, submission.OnBehalfOf, cancel) is { } talentId
            ? await ReplayAsync(talentId, idempotency, english, cancel) ?? outcome
            : outcome;
    }

    private async Task<Outcome<RequestReceipt>> TryAsync(
        Actor actor, RequestSubmission submission, IdempotentCall? idempotency, bool english, string? draft, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        if (catalogue.Content.Service(submission.Service) is not { } service)
        {
            return Refusal.Invalid("/service", ValidationCodes.NotInList);
        }

        var found = await whoFiles.FindAsync(actor, submission.OnBehalfOf, [service], cancel);
        if (found is Outcome<Filer>.Refused { Reason: var reason })
        {
            return reason;
        }

        var (area, nowhere) = CheckedFiling.Where(catalogue.Content, submission.Area);
        if ((AnswerCheck.Check(service, submission.Answers, LegalDay.Today(time))
            ?? MaterialCheck.Check(id => service.Material(id) is not null, submission.Materials) ?? nowhere) is { } wrong)
        {
            return wrong;
        }

        var filer = ((Outcome<Filer>.Done)found).Value;
        var department = catalogue.Content.DeskFor(service, submission.Answers, area, filer.Applicant.Tier, LegalDay.Today(time));
        var wanted = new CheckedFiling(service, catalogue.Version, submission.Answers, submission.Materials ?? [], department, area);
        var judged = await judge.FirstAsync(filer, submission.OnBehalfOf, [wanted], cancel);
        return judged is Outcome<JudgedFilings>.Done { Value: var first }
            ? await limit.RunAsync(first.Filer.Applicant.TalentId, 1, () => FileAsync(first, submission, idempotency, draft, english, cancel), cancel)
            : ((Outcome<JudgedFilings>.Refused)judged).Reason;
    }

    /// <summary>The first answer to a call with the same idempotency key; null when the key was not used before.</summary>
    internal Task<Outcome<RequestReceipt>?> ReplayAsync(string talentId, IdempotentCall? idempotency, bool english, CancellationToken cancel) =>
        ReplayAsync(Idempotency.Of(table, talentId, idempotency), talentId, english, cancel);

    private async Task<Outcome<RequestReceipt>?> ReplayAsync(Idempotency once, string talentId, bool english, CancellationToken cancel) =>
        await once.MatchAsync(time.GetUtcNow(), cancel) switch
        {
            IdempotencyMatch.Reused => new Refusal(RefusalCodes.IdempotencyKeyReused),
            IdempotencyMatch.Same { Answer: var requestId } => await AgainAsync(numbers.For(talentId, requestId), english, cancel),
            _ => null,
        };

    private Task<Outcome<RequestReceipt>> FileAsync(
        JudgedFilings judged, RequestSubmission submission, IdempotentCall? idempotency, string? draftRow, bool english, CancellationToken cancel)
    {
        var talentId = judged.Filer.Applicant.TalentId;
        var once = Idempotency.Of(table, talentId, idempotency);
        return Contest.RunAsync<RequestReceipt>(async lost =>
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

            var (filer, draft) = (judged.Filer, judged.Filings[0]);
            var papers = await usedFiles.FindAsync(talentId, draft.Materials, cancel);
            if (papers is not Outcome<IReadOnlyList<StoredFile>>.Done { Value: var used })
            {
                return ((Outcome<IReadOnlyList<StoredFile>>.Refused)papers).Reason;
            }

            var now = time.GetUtcNow();
            var request = draft.Request(filer, numbers.New(talentId, now, lost), now, calendar);
            var step = RequestStep.Begin(request, RequestMachine.Submit, filer.Actor, filer.Role, draft.Service, calendar);
            if (await commit.CommitAsync(filer.Actor, [step], cancel, Also(once, judged, step.After, draftRow, used)) is [var filed])
            {
                filer.Keep();
                return new Outcome<RequestReceipt>.Created(Receipt(filed, draft.Service, english));
            }

            if (await ReplayAsync(once, talentId, english, cancel) is { } earlier)
            {
                return earlier;
            }

            if (draftRow is not null && await table.FindAsync(Shard.Of(talentId), draftRow, cancel, ["RowKey"]) is null)
            {
                return new Refusal(RefusalCodes.NotFound);
            }

            return null;
        });
    }

    private async Task<Outcome<RequestReceipt>> AgainAsync(RequestRef request, bool english, CancellationToken cancel)
    {
        var first = (await store.FindAsync(request, cancel))!;
        return new Outcome<RequestReceipt>.Created(Receipt(first, await serviceOf(first.Service, first.CatalogueVersion, cancel), english), Replayed: true);
    }

    private static Action<Transaction> Also(Idempotency once, JudgedFilings judged, RequestCase request, string? draftRow, IReadOnlyList<StoredFile> used) => transaction =>
    {
        FileStore.Use(transaction, used);
        judged.Require(transaction, [request]);
        once.Remember(transaction, request.Ref.RequestId, request.SubmittedAt);
        _ = draftRow is null ? transaction : transaction.Delete(draftRow);
    };

    // The receipt is made from the first step, so a repeated call gets the same answer whatever happened since.
    private RequestReceipt Receipt(RequestCase request, ServiceItem service, bool english)
    {
        var step = request.Timeline[0];
        return new RequestReceipt(
            request.Ref.Number,
            numbers.ShortCode(request.Ref),
            request.Service,
            service.Title.In(english),
            step.Department,
            step.State,
            request.SubmittedAt,
            step.Due,
            [renderer.Step(step, request, service, english)],
            null,
            RequestRenderer.Warnings(request, service, english),
            JsonElement.Parse(request.FirstAnswers ?? request.Answers ?? "{}"),
            RequestRenderer.OnlyTrue(step.Provisional),
            request.RoundOf(service)?.Closes,
            RequestRenderer.Round(request, service, english),
            GuestView.Of(request.Course.Filing?.Guest, english))
        {
            ETag = etags.Write(request),
        };
    }
}
