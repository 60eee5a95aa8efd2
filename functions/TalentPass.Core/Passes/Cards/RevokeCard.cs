using Azure;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Passes.Cards;

/// <summary>
/// Revokes one printed card, for example because it is lost (挂失). The card's index in the status lists becomes invalid. The pass,
/// its phone and its other cards stay valid.
/// </summary>
public sealed class RevokeCard(
    TalentsTable table, PassStore passes, CardStore cards, RecentPasses recent, StatusBell bell, RandomSource random, TimeProvider time)
{

    /// <summary>Revokes a card for good.</summary>
    /// <param name="actor">The talent office, or the talent to whom the pass belongs.</param>
    /// <param name="passId">The id of the pass, twelve base32 characters.</param>
    /// <param name="cardId">The id of the card, eight base32 characters.</param>
    /// <param name="reason">The reason, 1–500 characters; stored sealed.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The card; <c>not_found</c>, <c>validation_failed</c>, <c>not_allowed_in_state</c> when it is already revoked or has
    /// expired, <c>too_many_requests</c> when other calls changed the pass in every attempt.
    /// </returns>
    public async Task<Outcome<CardView>> RunAsync(Actor actor, string passId, string cardId, string reason, CancellationToken cancel)
    {
        if (TextRules.Check(reason, "/reason", TextLimits.Reason) is { } wrong)
        {
            return wrong;
        }

        return await Contest.RunAsync<CardView>(async () =>
        {
            var now = time.GetUtcNow();
            if (ReadCards.Own(actor, passId) is not { } reference
                || await passes.FindAsync(reference, cancel) is not { } pass
                || await cards.FindAsync(reference, cardId, cancel) is not { } card)
            {
                return new Refusal(RefusalCodes.NotFound);
            }

            if (pass.Cards.FirstOrDefault(each => each.CardId == card.CardId && each.RevokedAt is null && each.Until >= now) is not { } printed)
            {
                return PassRefusals.CardNotInUse();
            }

            // The note for the status lists is written before the row changes (see StatusBell).
            await bell.RingAsync(reference, cancel);
            var all = pass.Cards.Select(each => each == printed ? each with { RevokedAt = now } : each);
            var shard = Shard.Of(reference.TalentId);
            var transaction = new Transaction(shard, OperationId.New(random))
                .Add(Feed.Row(shard, now, $"{reference.Id}-{random.Id(6)}", 1, "pass.card-revoke", actor, reference.TalentId))
                .Merge(passes.CardsChange(pass, all), pass.Version)
                .Merge(cards.Revocation(card, now, reason), ETag.All);
            if (await table.CommitAsync(transaction, cancel) is not Commit.Written)
            {
                return null;
            }

            recent.Forget(reference.TalentId);
            return new Outcome<CardView>.Done(CardRenderer.View(card with { RevokedAt = now }, now));
        });
    }
}
