using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;

namespace TalentPass.Core.Passes.Cards;

/// <summary>Reads the printed cards of a pass.</summary>
public sealed class ReadCards(PassStore passes, CardStore cards, TimeProvider time)
{
    /// <summary>
    /// Lists the cards of a pass, without their codes, for the talent office and for the talent. <c>not_found</c> for others,
    /// or when there is no such pass.
    /// </summary>
    public async Task<Outcome<Page<CardView>>> ListAsync(Actor actor, string passId, PageRequest page, CancellationToken cancel)
    {
        if (Own(actor, passId) is not { } reference || await passes.FindAsync(reference, cancel) is null)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var found = await cards.ListAsync(reference, page, cancel);
        var now = time.GetUtcNow();
        return new Outcome<Page<CardView>>.Done(new Page<CardView>([.. found.Items.Select(card => CardRenderer.View(card, now))], found.NextCursor));
    }

    /// <summary>
    /// Reads a card for printing. <c>not_found</c>; <c>not_allowed_in_state</c> when it is revoked or has expired. One storage
    /// call.
    /// </summary>
    public async Task<Outcome<CardRecord>> PrintAsync(string passId, string cardId, CancellationToken cancel) =>
        PassRef.Parse(passId) is not { } reference || await cards.FindAsync(reference, cardId, cancel) is not { } card
            ? new Refusal(RefusalCodes.NotFound)
            : CardRenderer.StatusOf(card, time.GetUtcNow()) == "active"
                ? new Outcome<CardRecord>.Done(card)
                : PassRefusals.CardNotInUse();

    /// <summary>
    /// The pass, when the caller may manage it: the talent office any pass, a talent the own passes. Else null.
    /// </summary>
    internal static PassRef? Own(Actor actor, string passId) =>
        PassRef.Parse(passId) is { } reference && (actor.IsAny(Roles.Office) || actor.TalentId == reference.TalentId) ? reference : null;
}
