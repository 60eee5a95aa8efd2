using System.Globalization;

namespace TalentPass.Core.Passes.Store;

/// <summary>A printed card of a pass, as the pass's row carries it: enough to judge a scan and to make the status lists.</summary>
/// <param name="CardId">Eight base32 characters.</param>
/// <param name="StatusIndex">Its place in the status lists; each card has its own.</param>
/// <param name="Until">When its code ends.</param>
/// <param name="RevokedAt">When it was revoked, as a lost one is; null while it counts.</param>
public sealed record PassCard(string CardId, uint StatusIndex, DateTimeOffset Until, DateTimeOffset? RevokedAt = null)
{
    /// <summary>The characters of an id.</summary>
    public const int IdCharacters = 8;

    /// <summary>The cards of a pass as its row carries them, the newest last.</summary>
    public static string Serialize(IEnumerable<PassCard> cards) => string.Join(' ', cards.Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.CardId}@{each.StatusIndex}@{each.Until.ToUnixTimeSeconds()}@{each.RevokedAt?.ToUnixTimeMilliseconds()}")));

    /// <summary>The inverse of <see cref="Serialize"/>; an absent property means none.</summary>
    public static IReadOnlyList<PassCard> Deserialize(string? text) => string.IsNullOrEmpty(text) ? [] :
    [
        .. text.Split(' ').Select(each => each.Split('@')).Select(parts => new PassCard(
            parts[0],
            uint.Parse(parts[1], CultureInfo.InvariantCulture),
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2], CultureInfo.InvariantCulture)),
            parts[3] is "" ? null : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[3], CultureInfo.InvariantCulture)))),
    ];
}
