using System.Globalization;

namespace TalentPass.Core.Passes.Store;

/// <summary>A printed card, as the row of its pass holds it: enough to judge a scan and to build the status lists.</summary>
/// <param name="CardId">Eight base32 characters.</param>
/// <param name="StatusIndex">The index of the card in the status lists. Each card has its own index.</param>
/// <param name="Until">When its code expires.</param>
/// <param name="RevokedAt">When it was revoked, for example because it was lost; else null.</param>
public sealed record PassCard(string CardId, uint StatusIndex, DateTimeOffset Until, DateTimeOffset? RevokedAt = null)
{
    /// <summary>The length of a card id in characters.</summary>
    public const int IdCharacters = 8;

    /// <summary>Writes the cards of a pass into the text for its row. The newest card is the last one.</summary>
    public static string Serialize(IEnumerable<PassCard> cards) => string.Join(' ', cards.Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.CardId}@{each.StatusIndex}@{each.Until.ToUnixTimeSeconds()}@{each.RevokedAt?.ToUnixTimeMilliseconds()}")));

    /// <summary>Reads what <see cref="Serialize"/> wrote. An absent property means no cards.</summary>
    public static IReadOnlyList<PassCard> Deserialize(string? text) => string.IsNullOrEmpty(text) ? [] :
    [
        .. text.Split(' ').Select(each => each.Split('@')).Select(parts => new PassCard(
            parts[0],
            uint.Parse(parts[1], CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2], CultureInfo.InvariantCulture)),
            parts[3] is "" ? null : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[3], CultureInfo.InvariantCulture)))),
    ];
}
