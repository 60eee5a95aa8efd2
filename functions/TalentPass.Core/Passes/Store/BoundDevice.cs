using System.Globalization;

namespace TalentPass.Core.Passes.Store;

/// <summary>A phone's key bound to a pass, for codes made while the phone is offline.</summary>
/// <param name="StatusIndex">The place of its credentials in the status lists; each key has its own.</param>
/// <param name="KeyHash">Tells the key again: 16 hex digits of its hash.</param>
/// <param name="Until">When the last credential given for it ends.</param>
public sealed record BoundDevice(uint StatusIndex, string KeyHash, DateTimeOffset Until)
{
    /// <summary>The keys of a pass as its row carries them, the active one last.</summary>
    public static string Serialize(IEnumerable<BoundDevice> devices) => string.Join(' ', devices.Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.StatusIndex}@{each.Until.ToUnixTimeSeconds()}@{each.KeyHash}")));

    /// <summary>The inverse of <see cref="Serialize"/>; an absent property means none.</summary>
    public static IReadOnlyList<BoundDevice> Deserialize(string? text) => string.IsNullOrEmpty(text) ? [] :
    [
        .. text.Split(' ').Select(each => each.Split('@')).Select(parts => new BoundDevice(
            uint.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[2],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture)))),
    ];
}
