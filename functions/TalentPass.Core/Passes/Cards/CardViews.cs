using TalentPass.Core.Calendar;

namespace TalentPass.Core.Passes.Cards;

/// <summary>A printed card.</summary>
/// <param name="CardId">Eight base32 characters.</param>
/// <param name="PassId">The pass it belongs to.</param>
/// <param name="Status">The card's own: <c>active</c>, <c>revoked</c>, <c>expired</c>; a pass that is frozen or revoked takes its cards along.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="ValidTo">The last day its code counts.</param>
/// <param name="RevokedAt">When it was revoked; absent while it counts.</param>
/// <param name="Code">The QR's text; only in the answer that made the card.</param>
public sealed record CardView(
    string CardId, string PassId, string Status, DateTimeOffset IssuedAt, DateOnly ValidTo, DateTimeOffset? RevokedAt = null, string? Code = null);

/// <summary>Renders cards for people.</summary>
internal static class CardRenderer
{
    /// <summary>The card now.</summary>
    public static CardView View(CardRecord card, DateTimeOffset now, bool withCode = false) => new(
        card.CardId,
        card.Pass.Id,
        StatusOf(card, now),
        card.IssuedAt,
        LegalDay.Of(card.Until).AddDays(-1),
        card.RevokedAt,
        withCode ? card.Code : null);

    /// <summary><c>active</c>, <c>revoked</c> or <c>expired</c>.</summary>
    public static string StatusOf(CardRecord card, DateTimeOffset now) =>
        card.RevokedAt is not null ? "revoked" : card.Until < now ? "expired" : "active";
}
