using TalentPass.Core.Calendar;

namespace TalentPass.Core.Passes.Cards;

/// <summary>A printed card.</summary>
/// <param name="CardId">The id of the card, eight base32 characters.</param>
/// <param name="PassId">The pass to which it belongs.</param>
/// <param name="Status">
/// The status of the card alone: <c>active</c>, <c>revoked</c> or <c>expired</c>. When the pass is frozen or revoked, its cards
/// are refused too, but this status does not show it.
/// </param>
/// <param name="IssuedAt">When the code was made.</param>
/// <param name="ValidTo">The last day on which its code is valid.</param>
/// <param name="RevokedAt">When it was revoked; else absent.</param>
/// <param name="Code">The text for the QR code; only in the answer to the call that made the card.</param>
public sealed record CardView(
    string CardId, string PassId, string Status, DateTimeOffset IssuedAt, DateOnly ValidTo, DateTimeOffset? RevokedAt = null, string? Code = null);

/// <summary>Renders cards for people.</summary>
internal static class CardRenderer
{
    /// <summary>Renders the card as it is now.</summary>
    public static CardView View(CardRecord card, DateTimeOffset now, bool withCode = false) => new(
        card.CardId,
        card.Pass.Id,
        StatusOf(card, now),
        card.IssuedAt,
        LegalDay.Of(card.Until).AddDays(-1),
        card.RevokedAt,
        withCode ? card.Code : null);

    /// <summary>The status of the card alone: <c>active</c>, <c>revoked</c> or <c>expired</c>.</summary>
    public static string StatusOf(CardRecord card, DateTimeOffset now) =>
        card.RevokedAt is not null ? "revoked" : card.Until < now ? "expired" : "active";
}
