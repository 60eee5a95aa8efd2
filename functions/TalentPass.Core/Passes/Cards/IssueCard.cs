using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Passes.Cards;

/// <summary>
/// Makes the code of a printed card (profile P). A card has its own index in the status lists, so that a lost card can be revoked
/// alone. At a counter a card is accepted only together with a look at the identity document.
/// </summary>
public sealed class IssueCard(
    TalentsTable table,
    PassStore passes,
    CardStore cards,
    RecentPasses recent,
    StatusIndexes indexes,
    CityKeys keys,
    CurrentCatalogue currentCatalogue,
    RandomSource random,
    TimeProvider time)
{
    /// <summary>
    /// The most cards of a pass whose codes have not expired, revoked cards included. They are listed in one row.
    /// </summary>
    public const int Most = 50;

    private const int Years = 3;

    /// <summary>Makes a card.</summary>
    /// <param name="actor">The talent office.</param>
    /// <param name="passId">The id of the pass, twelve base32 characters.</param>
    /// <param name="validTo">
    /// The last day, less than three years ahead and not after the end of the talent status. Null for the latest day that is
    /// allowed.
    /// </param>
    /// <param name="idempotency">The client's key, if it sent one.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <returns>
    /// The card with its code; <c>not_found</c>, <c>validation_failed</c>, <c>idempotency_key_reused</c>, <c>status_expired</c>,
    /// <c>not_recognised</c>, <c>not_allowed_in_state</c> when the pass is not in use or has 50 cards that have not expired,
    /// <c>too_many_requests</c> when other calls changed the pass in every attempt.
    /// </returns>
    public async Task<Outcome<CardView>> RunAsync(Actor actor, string passId, DateOnly? validTo, IdempotentCall? idempotency, CancellationToken cancel)
    {
        if (PassRef.Parse(passId) is not { } reference)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var catalogue = (await currentCatalogue(cancel)).Content;
        var view = await keys.CurrentAsync(cancel);
        var once = Idempotency.Of(table, reference.TalentId, idempotency);
        return await Contest.RunAsync<CardView>(async () =>
        {
            var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
            if (await passes.FindAsync(reference, cancel) is not { } pass)
            {
                return new Refusal(RefusalCodes.NotFound);
            }

            switch (await once.MatchAsync(now, cancel))
            {
                case IdempotencyMatch.Same same when await cards.FindAsync(reference, same.Answer, cancel) is { } first:
                    return new Outcome<CardView>.Created(CardRenderer.View(first, now, withCode: true), Replayed: true);
                case IdempotencyMatch.Reused:
                    return new Refusal(RefusalCodes.IdempotencyKeyReused);
            }

            var living = pass.Cards.Where(each => each.Until >= now).ToArray();
            if (pass.State != PassState.Active)
            {
                return PassRefusals.NotInUse(pass.State) with { AllowedActions = [] };
            }

            if (living.Length >= Most)
            {
                return new Refusal(RefusalCodes.NotAllowedInState, new Bilingual(
                    $"已有 {Most} 张可用的实体卡，请先注销一张。", $"There are {Most} cards in use; revoke one first."))
                {
                    AllowedActions = [],
                };
            }

            if (pass.At(now).Refusal is { } refusal)
            {
                return refusal;
            }

            if (LastDay(pass, validTo, now) is not { } last)
            {
                return Refusal.Invalid("/validTo", ValidationCodes.OutOfRange);
            }

            var place = await indexes.NextAsync(cancel);
            var minted = new PassMinter(view.Cipher, random).Card(
                view.Signer(RingUse.Issuing, now), PassSubjects.Of(pass, catalogue, now), place, now, LegalDay.EndOf(last) - now);
            var card = new CardRecord(reference, random.Id(PassCard.IdCharacters), minted.Text, minted.IssuedAt, minted.ExpiresAt, null);
            var transaction = Compose(pass, [.. living, new PassCard(card.CardId, place, card.Until)], card, actor, now);
            if (await table.CommitAsync(once.Remember(transaction, card.CardId, now), cancel) is not Commit.Written)
            {
                return null;
            }

            recent.Forget(reference.TalentId);
            return new Outcome<CardView>.Created(CardRenderer.View(card, now, withCode: true));
        });
    }

    // The last day is one day before three years have passed. With any leap days, that is within the longest life of a P code.
    private static DateOnly? LastDay(Pass pass, DateOnly? asked, DateTimeOffset now)
    {
        var today = LegalDay.Of(now);
        var furthest = today.AddYears(Years).AddDays(-1);
        var latest = pass.At(now).Best!.ValidTo is { } end && end < furthest ? end : furthest;
        return asked is null ? latest : asked >= today && asked <= latest ? asked : null;
    }

    // A new index is "valid" in every status list already, so no note for the lists is needed.
    private Transaction Compose(Pass pass, IEnumerable<PassCard> all, CardRecord card, Actor actor, DateTimeOffset now)
    {
        var shard = Shard.Of(pass.Ref.TalentId);
        return new Transaction(shard, OperationId.New(random))
            .Add(cards.NewRow(card))
            .Add(Feed.Row(shard, now, $"{pass.Ref.Id}-{random.Id(6)}", 1, "pass.card", actor, pass.Ref.TalentId))
            .Merge(passes.CardsChange(pass, all), pass.Version);
    }
}
