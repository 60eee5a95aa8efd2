using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue;
using TalentPass.Core.Desks;
using TalentPass.Core.Identity;
using TalentPass.Core.Messaging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests;

/// <summary>What a talent files.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Answers">The answers to its form.</param>
/// <param name="Materials">The papers handed in.</param>
/// <param name="Area">The service area, where it matters.</param>
public sealed record RequestSubmission(string Service, JsonElement Answers, IReadOnlyList<SubmittedMaterial>? Materials = null, string? Area = null);

/// <summary>Who a talent is, as far as filing needs it; from memory as a rule. Null when there is no such talent.</summary>
public delegate ValueTask<Applicant?> ApplicantOf(string talentId, CancellationToken cancel);

/// <summary>Who the request is for, as far as filing needs it.</summary>
/// <param name="TalentId">The talent.</param>
/// <param name="MaskedName">The name as desks see it in lists.</param>
/// <param name="Tier">The tier level, <see cref="RequestCase.NoTier"/> when none.</param>
public sealed record Applicant(string TalentId, string MaskedName, int Tier);

/// <summary>
/// Files a request: one transaction in the talent's shard (step, state, idempotency record, outbox row, feed row), then
/// the doorbell. Two storage calls; once the transaction is acknowledged nothing can lose the request.
/// </summary>
public sealed class SubmitRequest(
    RequestStore store,
    RequestNumbers numbers,
    RequestTickets tickets,
    DeskBell bell,
    FieldSealer sealer,
    ApplicantOf applicantOf,
    CurrentCatalogue currentCatalogue,
    WorkingCalendar calendar,
    RandomSource random,
    TimeProvider time)
{
    private const int Attempts = 8;

    /// <summary>Files the request.</summary>
    /// <param name="actor">Who files it.</param>
    /// <param name="submission">What is asked for.</param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="english">The language of the receipt.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>The receipt; <c>not_recognised</c>, <c>validation_failed</c>, <c>idempotency_key_reused</c>.</returns>
    public async Task<Outcome<RequestReceipt>> RunAsync(
        Actor actor, RequestSubmission submission, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is null || await applicantOf(actor.TalentId, cancel) is not { } applicant)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        var catalogue = await currentCatalogue(cancel);
        if (catalogue.Content.Service(submission.Service) is not { } service)
        {
            return Refusal.Invalid("/service", "not_in_list");
        }

        if (AnswerCheck.Check(service, submission.Answers) is { } wrong)
        {
            return wrong;
        }

        if (UnknownMaterial(service, submission.Materials ?? []) is { } pointer)
        {
            return Refusal.Invalid(pointer, "not_in_list");
        }

        TableEntity? expired = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var now = time.GetUtcNow();
            var request = Build(actor, applicant, submission, service, catalogue, numbers.New(applicant.TalentId, now), now, out var step);
            var message = MessageCodec.Write(new RequestArrivedV1(
                request.Ref.Number, request.Department, Outbox.Key(now, request.Ref.Key, request.Seq), DeskEntry.Of(request).ToMessage(sealer)));
            var facts = new SubmittedFacts(request.Ref.RequestId, service.Id, service.Department, now, request.Clocks.Due, request.Clocks.Provisional, step.Actor, step.Role);
            var transaction = Compose(request, step, message, actor, idempotency, facts, expired);
            if (await store.Table.CommitAsync(transaction, cancel) is Commit.Written written)
            {
                await bell.RingAsync(request.Department, message, cancel);
                var version = written.ETags?[1] ?? (await store.FindAsync(request.Ref, cancel))!.Version;
                return new Outcome<RequestReceipt>.Created(Receipt(facts, applicant.TalentId, catalogue, english) with
                {
                    ETag = tickets.Write(request with { Version = version }),
                });
            }

            switch (await MatchAsync(applicant.TalentId, idempotency, now, cancel))
            {
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
                case IdempotencyMatch.Same same:
                    return await ReplayAsync(same, applicant.TalentId, catalogue, english, cancel);
                case IdempotencyMatch.Expired { Row: var row }:
                    expired = row;
                    break;
            }
        }

        throw new InvalidOperationException("No free request id after several attempts.");
    }

    private static string? UnknownMaterial(ServiceItem service, IReadOnlyList<SubmittedMaterial> materials)
    {
        for (var index = 0; index < materials.Count; index++)
        {
            if (service.Material(materials[index].Id) is null)
            {
                return $"/materials/{index}/id";
            }
        }

        return null;
    }

    private RequestCase Build(
        Actor actor, Applicant applicant, RequestSubmission submission, ServiceItem service, PublishedCatalogue catalogue, RequestRef request, DateTimeOffset now, out TimelineEvent step)
    {
        var clocks = RequestClocks.Received(LegalDay.Of(now), service.TimeLimits, calendar);
        step = new TimelineEvent(
            1, now, RequestMachine.Submit, actor.Account, Roles.Talent.ToString(), service.Department, RequestState.Submitted.Name(), Due: clocks.Due);
        return new RequestCase
        {
            Ref = request,
            Service = service.Id,
            CatalogueVersion = catalogue.Version,
            Department = service.Department,
            State = RequestState.Submitted,
            Seq = step.Seq,
            Head = step.Chain(TimelineEvent.Genesis),
            SubmittedAt = now,
            Clocks = clocks,
            Tier = applicant.Tier,
            Applicant = applicant.MaskedName,
            Answers = submission.Answers.GetRawText(),
            Materials = submission.Materials ?? [],
            Timeline = [step],
        };
    }

    private Transaction Compose(
        RequestCase request, TimelineEvent step, string message, Actor actor, IdempotentCall? idempotency, SubmittedFacts facts, TableEntity? expired)
    {
        var shard = Shard.Of(request.Ref.TalentId);
        var transaction = new Transaction(shard, OperationId.New(random))
            .Add(store.EventRow(request.Ref, step, TimelineEvent.Genesis, request.Head))
            .Add(store.NewRow(request, step))
            .Add(Outbox.Ring(shard, Outbox.Key(step.At, request.Ref.Key, step.Seq), request.Department, message))
            .Add(Feed.Row(shard, step.At, request.Ref.Key, step.Seq, $"request.{step.Action}", actor, request.Ref.TalentId));
        if (idempotency is not null)
        {
            var row = IdempotencyRow.New(request.Ref.TalentId, idempotency, JsonSerializer.Serialize(facts, RequestJson.Default.SubmittedFacts), step.At);
            _ = expired is null ? transaction.Add(row) : transaction.Replace(row, expired.ETag);
        }

        return transaction;
    }

    private async Task<IdempotencyMatch> MatchAsync(string talentId, IdempotentCall? idempotency, DateTimeOffset now, CancellationToken cancel) =>
        idempotency is null
            ? new IdempotencyMatch.None()
            : IdempotencyRow.Match(
                await store.Table.FindAsync(Shard.Of(talentId), IdempotencyRow.Key(talentId, idempotency), cancel), idempotency, now);

    private async Task<Outcome<RequestReceipt>> ReplayAsync(
        IdempotencyMatch.Same same, string talentId, PublishedCatalogue catalogue, bool english, CancellationToken cancel)
    {
        var facts = JsonSerializer.Deserialize(same.Answer, RequestJson.Default.SubmittedFacts)!;
        var request = await store.FindAsync(numbers.For(talentId, facts.RequestId), cancel);
        return new Outcome<RequestReceipt>.Created(
            Receipt(facts, talentId, catalogue, english) with { ETag = request is null ? "" : tickets.Write(request) }, Replayed: true);
    }

    private RequestReceipt Receipt(SubmittedFacts facts, string talentId, PublishedCatalogue catalogue, bool english)
    {
        var request = numbers.For(talentId, facts.RequestId);
        var step = new TimelineEvent(1, facts.At, RequestMachine.Submit, facts.Actor, facts.Role, facts.Department, RequestState.Submitted.Name(), Due: facts.Due);
        return new RequestReceipt(
            request.Number,
            numbers.ShortCode(request),
            facts.Service,
            RequestRenderer.Title(catalogue, facts.Service, english),
            facts.Department,
            step.State,
            facts.At.ToOffset(LegalDay.Offset),
            facts.Due,
            [RequestRenderer.Step(step)]);
    }
}
