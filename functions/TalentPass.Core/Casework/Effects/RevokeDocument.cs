using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Documents.Issuing;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Documents.Store;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Effects;

/// <summary>
/// Revokes documents (撤销). It takes four eyes: an account of the department that issued the document, or a supervisor, proposes it
/// with a reason, and another such account confirms it. Only then the document stops counting, and what the decision gave ends too: a
/// status that was recognised is revoked with it.
/// </summary>
public sealed class RevokeDocument(
    TalentsTable table,
    DocumentStore store,
    DocumentNumbers numbers,
    RequestStore requests,
    ReadDocument read,
    StatusBell bell,
    PerformEffects effects,
    RandomSource random,
    TimeProvider time)
{
    /// <summary>Proposes a revocation. A new proposal replaces one that is not confirmed. Two storage calls.</summary>
    /// <param name="actor">An account of the department, or a supervisor.</param>
    /// <param name="number">The document's number as typed.</param>
    /// <param name="reason">Why, for the applicant; 1–500 characters.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The document; <c>not_found</c>, <c>validation_failed</c>, <c>not_allowed_in_state</c> when it is revoked already,
    /// <c>too_many_requests</c>.
    /// </returns>
    public async Task<Outcome<ResultDocumentView>> ProposeAsync(Actor actor, string number, string reason, bool english, CancellationToken cancel)
    {
        if (TextRules.Check(reason, "/reason", TextLimits.Reason) is { } wrong)
        {
            return wrong;
        }

        return await Contest.RunAsync<ResultDocumentView>(async () =>
        {
            if (await FindAsync(actor, number, cancel) is not { } found)
            {
                return new Refusal(RefusalCodes.NotFound);
            }

            if (found.Content.Revocation?.RevokedAt is not null)
            {
                return NotNow();
            }

            var now = time.GetUtcNow();
            var proposed = found.Content with { Revocation = new Revocation(reason, actor.Account, now) };
            return await table.CommitAsync(Begin(found, proposed, "document.revoke-propose", actor, now), cancel) is Commit.Written
                ? new Outcome<ResultDocumentView>.Done(await read.ViewAsync(proposed, actor, english, cancel))
                : null;
        });
    }

    /// <summary>
    /// Confirms a proposed revocation. The document, the request that names it and the record of the act change in one transaction;
    /// the note for the status lists is written before. Four storage calls; when the decision gave a status, as many more as giving it.
    /// </summary>
    /// <param name="actor">An account of the department, or a supervisor; not the one that proposed it.</param>
    /// <param name="number">The document's number as typed.</param>
    /// <param name="english">Whether texts are in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The document; <c>not_found</c>, <c>not_allowed_in_state</c> when no revocation is proposed, <c>second_person_needed</c> for
    /// the account that proposed it, <c>too_many_requests</c>.
    /// </returns>
    public Task<Outcome<ResultDocumentView>> ConfirmAsync(Actor actor, string number, bool english, CancellationToken cancel) => Contest.RunAsync<ResultDocumentView>(async () =>
    {
        if (await FindAsync(actor, number, cancel) is not { } found || await requests.FindStateAsync(found.Ref, cancel) is not { } request)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (found.Content.Revocation is not { RevokedAt: null } proposed)
        {
            return NotNow();
        }

        if (proposed.ProposedBy == actor.Account)
        {
            return new Refusal(RefusalCodes.SecondPersonNeeded);
        }

        var now = time.GetUtcNow();
        var revoked = found.Content with { Revocation = proposed with { ConfirmedBy = actor.Account, RevokedAt = now } };
        var named = request with
        {
            Course = request.Course with { Documents = [.. request.Course.Documents.Select(each => each.Number == revoked.Number ? revoked.ToFact() : each)] },
        };
        var change = requests.CourseChange(named);
        var transaction = Begin(found, revoked, "document.revoke", actor, now).Merge(change, request.Version, RequestStore.Beside(request, change));
        // What the decision gave ends with it.
        var outbox = (await effects.OfAsync(named, cancel)).Count > 0
            ? Outbox.AskForEffects(transaction, now, named.Ref.Key, named.Seq, named.Department) : null;
        await bell.RingAsync(DocumentStatuses.Subject(found.Ref), cancel);
        if (await table.CommitAsync(transaction, cancel) is not Commit.Written)
        {
            return null;
        }

        if (outbox is not null)
        {
            await effects.TryAsync(named, outbox, cancel);
        }

        return new Outcome<ResultDocumentView>.Done(await read.ViewAsync(revoked, actor, english, cancel));
    });

    private async Task<StoredDocument?> FindAsync(Actor actor, string typed, CancellationToken cancel) =>
        numbers.Parse(typed, out var number) is { } request
        && await store.FindAsync(request, cancel) is { } found
        && found.Content.Number == number
        && DeskNames.IsStaffOf(actor, found.Content.Department)
            ? found
            : null;

    private Transaction Begin(StoredDocument found, ResultDocument changed, string action, Actor actor, DateTimeOffset now)
    {
        var shard = Shard.Of(found.Ref.TalentId);
        return new Transaction(shard, OperationId.New(random))
            .Add(Feed.Row(shard, now, $"{found.Ref.Key}-{random.Id(6)}", 1, action, actor, found.Ref.TalentId))
            .Replace(store.Row(found.Ref, changed), found.Version);
    }

    private static Refusal NotNow() => new(RefusalCodes.NotAllowedInState, new Bilingual(
        "该文书已撤销，或者没有待确认的撤销。请刷新后查看。", "The document is revoked already, or no revocation waits to be confirmed; read it again."))
    {
        AllowedActions = [],
    };
}
