using System.Globalization;

namespace TalentPass.Core.Passes.Store;

/// <summary>The key of a phone that is bound to a pass, for codes that the phone makes offline.</summary>
/// <param name="StatusIndex">The index of its credentials in the status lists. Each key has its own index.</param>
/// <param name="KeyHash">The first 16 hex digits of the key's SHA-256 hash, to recognise the key.</param>
/// <param name="Until">When the last credential for this key expires.</param>
public sealed record BoundDevice(uint StatusIndex, string KeyHash, DateTimeOffset Until)
{
    /// <summary>Writes the keys of a pass into the text for its row. The active key is the last one.</summary>
    public static string Serialize(IEnumerable<BoundDevice> devices) => string.Join(' ', devices.Select(each =>
        string.Create(CultureInfo.InvariantCulture, $"{each.StatusIndex}@{each.Until.ToUnixTimeSeconds()}@{each.KeyHash}")));

    /// <summary>Reads what <see cref="Serialize"/> wrote. An absent property means no keys.</summary>
    public static IReadOnlyList<BoundDevice> Deserialize(string? text) => string.IsNullOrEmpty(text) ? [] :
    [
        .. text.Split(' ').Select(each => each.Split('@')).Select(parts => new BoundDevice(
            uint.Parse(parts[0], CultureInfo.InvariantCulture),
            parts[2],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[1], CultureInfo.InvariantCulture)))),
    ];
}
