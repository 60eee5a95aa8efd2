using System.Collections.Frozen;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// Translates the tiers and entitlement bits of a partner city into ours (mutual recognition, 人才互认). The tables are data,
/// so a new agreement needs no new code. A tier or bit that is not in the tables is not recognised; a code with it is refused.
/// </summary>
public sealed class CityMap
{
    /// <summary>The value on our side for an entitlement that we recognise but that gives nothing here.</summary>
    public const byte Nothing = 255;

    private readonly FrozenDictionary<byte, byte> _tiers;
    private readonly FrozenDictionary<byte, byte> _entitlements;
    private readonly ushort _known;

    /// <summary>Takes the two tables. Throws when a tier is above 23 or a bit is above 15.</summary>
    /// <param name="city">The partner's GB/T 2260 code.</param>
    /// <param name="tiers">The partner's tier number (0–23) → our tier number (0–23).</param>
    /// <param name="entitlements">The partner's bit (0–15) → our bit (0–15), or <see cref="Nothing"/>.</param>
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

    /// <summary>The partner's tier number → ours, sorted by the partner's number.</summary>
    public IEnumerable<KeyValuePair<byte, byte>> Tiers => _tiers.OrderBy(pair => pair.Key);

    /// <summary>The partner's entitlement bit → ours, sorted by the partner's bit.</summary>
    public IEnumerable<KeyValuePair<byte, byte>> Entitlements => _entitlements.OrderBy(pair => pair.Key);

    /// <summary>Translates a tier and entitlement bits. False when the tier or one of the bits is not in the tables.</summary>
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
