using System.Collections.Frozen;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// How a partner city's tiers and entitlement bits read in ours: mutual recognition (人才互认) is data, not code.
/// What is not listed is not recognised, and a code that carries it is refused.
/// </summary>
public sealed class CityMap
{
    /// <summary>Stands for "recognised, but means nothing here" on our side of an entitlement.</summary>
    public const byte Nothing = 255;

    private readonly FrozenDictionary<byte, byte> _tiers;
    private readonly FrozenDictionary<byte, byte> _entitlements;
    private readonly ushort _known;

    /// <summary>Takes the two tables.</summary>
    /// <param name="city">The partner's GB/T 2260 code.</param>
    /// <param name="tiers">Their tier number (0–23) → ours (0–23).</param>
    /// <param name="entitlements">Their bit (0–15) → ours (0–15), or <see cref="Nothing"/>.</param>
    public CityMap(int city, IReadOnlyDictionary<byte, byte> tiers, IReadOnlyDictionary<byte, byte> entitlements)
    {
        if (tiers.Any(pair => pair.Key > 23 || pair.Value > 23))
        {
            throw new ArgumentException("A tier is a number from 0 to 23.", nameof(tiers));
        }

        if (entitlements.Any(pair => pair.Key > 15 || pair.Value is > 15 and not Nothing))
        {
            throw new ArgumentException("An entitlement is a bit from 0 to 15.", nameof(entitlements));
        }

        City = city;
        _tiers = tiers.ToFrozenDictionary();
        _entitlements = entitlements.ToFrozenDictionary();
        _known = (ushort)entitlements.Keys.Aggregate(0, (bits, bit) => bits | 1 << bit);
    }

    /// <summary>The partner's GB/T 2260 code.</summary>
    public int City { get; }

    /// <summary>Their tier number → ours, ascending.</summary>
    public IEnumerable<KeyValuePair<byte, byte>> Tiers => _tiers.OrderBy(pair => pair.Key);

    /// <summary>Their entitlement bit → ours, ascending.</summary>
    public IEnumerable<KeyValuePair<byte, byte>> Entitlements => _entitlements.OrderBy(pair => pair.Key);

    /// <summary>Translates; false when the tier or one of the bits is not recognised.</summary>
    public bool TryTranslate(byte tier, ushort entitlements, out byte ourTier, out ushort ourEntitlements)
    {
        ourEntitlements = 0;
        if (!_tiers.TryGetValue(tier, out ourTier) || (entitlements & ~_known) != 0)
        {
            return false;
        }

        for (byte bit = 0; bit < 16; bit++)
        {
            if ((entitlements >> bit & 1) == 1 && _entitlements[bit] is var ours and not Nothing)
            {
                ourEntitlements |= (ushort)(1 << ours);
            }
        }

        return true;
    }
}
