using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;

namespace TalentPass.Core.Passes.Cards;

/// <summary>The printed cards of a pass.</summary>
public sealed class ReadCards(PassStore passes, CardStore cards, TimeProvider time)
{
    /// <summary>The cards of a pass, for the talent office and for its talent; without their codes. <c>not_found</c>.</summary>
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

    /// <summary>A card to be printed; <c>not_found</c>, <c>not_allowed_in_state</c> when it is revoked or has ended. One call.</summary>
    public async Task<Outcome<CardRecord>> PrintAsync(string passId, string cardId, CancellationToken cancel) =>
        PassRef.Parse(passId) is not { } reference || await cards.FindAsync(reference, cardId, cancel) is not { } card
            ? new Refusal(RefusalCodes.NotFound)
            : CardRenderer.StatusOf(card, time.GetUtcNow()) == "active"
                ? new Outcome<CardRecord>.Done(card)
                : new Refusal(RefusalCodes.NotAllowedInState) { AllowedActions = [] };

    /// <summary>The pass an actor may look after: any for the talent office, their own for talents; null for others.</summary>
    internal static PassRef? Own(Actor actor, string passId) =>
        PassRef.Parse(passId) is { } reference && (actor.IsAny(Roles.Office) || actor.TalentId == reference.TalentId) ? reference : null;
}
